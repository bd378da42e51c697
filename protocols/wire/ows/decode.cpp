#include "protocols/wire/ows/decode.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/json.hpp"
#include "protocols/wire/http/outcome.hpp"
#include "protocols/wire/http/text.hpp"
#include "protocols/wire/ows/fault.hpp"

#include <array>

namespace roamsync::wire {

namespace {

namespace json = boost::json;

bool is_write(const roaming_command& command) noexcept {
  return !std::holds_alternative<read_defaults>(command) && !std::holds_alternative<read_contents>(command);
}

/// True if the member is absent, null or text: everything else would be misread as "empty".
bool is_text_or_absent(const json::object& entry, std::string_view name) {
  const auto* member = find_member(entry, name);
  return !member || member->is_null() || member->is_string();
}

std::optional<roaming_setting> read_setting(const json::value& value) {
  const auto* entry = value.if_object();
  if (!entry || !is_text_or_absent(*entry, "name") || !is_text_or_absent(*entry, "value")
      || !is_text_or_absent(*entry, "scope"))
    return std::nullopt;
  roaming_setting out;
  out.name = text_of(*entry, "name");
  out.secondary_key = text_of(*entry, "secondaryKey");
  out.value = text_of(*entry, "value");
  out.scope = text_of(*entry, "scope");
  out.type = text_of(*entry, "type");
  out.timestamp = number_of(*entry, "timestamp").value_or(0);
  return out;
}

/// The entries of an array or of {"value":[...]}; nothing if the body is neither, or above a bound.
std::optional<std::vector<roaming_setting>> read_settings(std::string_view body) {
  // The value is looked at once and dropped: no memory is given back piece by piece.
  std::array<unsigned char, 8192> first_part; // NOLINT(cppcoreguidelines-pro-type-member-init)
  json::monotonic_resource memory{first_part.data(), first_part.size()};
  const auto parsed = read_json(body, roaming_answer_bytes_max, &memory);
  const json::array* entries = parsed ? parsed->if_array() : nullptr;
  if (const auto* object = parsed ? parsed->if_object() : nullptr)
    entries = find_array(*object, "value");
  if (!entries || entries->size() > roaming_entries_max)
    return std::nullopt;
  std::vector<roaming_setting> out;
  out.reserve(entries->size());
  for (const auto& entry : *entries) {
    auto setting = read_setting(entry);
    if (!setting)
      return std::nullopt;
    out.push_back(std::move(*setting));
  }
  return out;
}

bool is_page(const http_response& x) {
  return contains_text(x.field("Content-Type"), "text/html") || looks_like_html(x.body);
}

call_result answered(const http_response& x) {
  call_result out;
  out.status = x.status;
  out.request_id = request_id_of(x);
  return out;
}

/// A 404 that names neither a missing mailbox nor a missing right.
bool is_plain_404(const http_response& x) {
  if (x.status != 404)
    return false;
  auto fault = read_fault(x);
  return !meaning_of_fault(fault.name) && !meaning_of_fault(fault.code);
}

call_result unreadable(const http_response& x, verdict what, std::string_view why, bool write) {
  auto out = answered(x);
  out.what = what;
  out.why = cause::unreadable_answer;
  out.maybe_applied = write;
  out.detail = "status " + std::to_string(x.status) + ", " + std::string(why);
  return out;
}

} // namespace

roaming_reply decode(const roaming_command& command, const http_result& x, utc_time now) {
  bool write = is_write(command);
  if (auto lost = transport_failure(x, write))
    return {std::move(*lost), {}};
  const auto& response = x.response;
  if (!is_good_answer(response)) {
    auto call = classify_outlook_failure(response, now);
    call.maybe_applied = write && response.status >= 500;
    if (std::holds_alternative<delete_signature>(command) && is_plain_404(response))
      call = answered(response); // the signature is not there, which is what was wanted (wire.md U7)
    return {std::move(call), {}};
  }
  if (is_page(response))
    return {unreadable(response, verdict::sign_in_again, "a page where JSON was due: the session has ended",
                       write),
            {}};
  if (write)
    return {answered(response), {}};
  auto settings = read_settings(response.body);
  if (!settings)
    return {unreadable(response, verdict::transient, "the body is not a list of settings", false), {}};
  return {answered(response), std::move(*settings)};
}

} // namespace roamsync::wire
