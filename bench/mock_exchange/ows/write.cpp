#include "bench/mock_exchange/ows/write.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/html/normalise.hpp"
#include "bench/mock_exchange/owa/fault_body.hpp"
#include "bench/mock_exchange/ows/names.hpp"
#include "bench/mock_exchange/ows/patch_item.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace mock_exchange {

namespace json = boost::json;

namespace {

response bad_request(std::string_view what) {
  return ows_error(400, "BadRequest", what);
}

response wrong_type() {
  return ows_error(415, "UnsupportedMediaType", "Content-Type must be application/json.");
}

/// Scope must be the mailbox that the request named: its own name or one of its addresses.
bool scope_fits(call& c, const patch_item& item) {
  return same_text(item.scope, c.entry.target) || c.home->box(item.scope) == c.home->box(c.entry.target);
}

/// The signature's bytes with this request in it would pass the limit (wire.md 4.1.10).
bool too_large(call& c, const std::vector<patch_item>& items) {
  for (const auto& item : items) {
    if (!item.is_content())
      continue;
    std::size_t bytes = 0;
    for (const auto& other : items)
      bytes += other.is_content() && same_text(other.name, item.name) ? other.value.size() : 0;
    if (bytes > c.home->rules.size_limit)
      return true;
  }
  return false;
}

stored_value stamped(world& w, const call& c, std::string value, std::int64_t client_ticks) {
  return {
      .value = std::move(value), .server_ticks = dotnet_ticks(w.wall(c.now)), .client_ticks = client_ticks};
}

/// U6: with the switch set an older client time stamp loses, unless the request overrides it.
bool loses(const call& c, const std::optional<stored_value>& held, const patch_item& item) {
  return c.home->rules.old_timestamps_lose && held && item.timestamp < held->client_ticks
         && !same_text(c.in.header("x-overridetimestamp"), "true");
}

void apply_content(world& w, call& c, patch_item& item) {
  auto& held = *c.box->obtain(item.name).format(item.secondary_key);
  if (loses(c, held, item))
    return;
  if (item.secondary_key == "htm")
    item.value = normalised_html(item.value, c.home->rules.html);
  held = stamped(w, c, std::move(item.value), item.timestamp);
  c.box->list_stamp = stamped(w, c, "", item.timestamp);
}

void apply_small(world& w, call& c, patch_item& item) {
  auto& box = *c.box;
  auto& held = same_text(item.name, list_setting)  ? box.list_stamp
               : same_text(item.name, new_setting) ? box.default_new
                                                   : box.default_reply;
  if (loses(c, held, item))
    return;
  if (&held == &box.list_stamp) {
    box.list.clear();
    for (auto name : split(item.value, ','))
      if (!trimmed(name).empty())
        box.list.emplace_back(trimmed(name));
  }
  held = stamped(w, c, std::move(item.value), item.timestamp);
}

void book_write(call& c, std::vector<std::string> names) {
  ++c.box->writes;
  c.entry.applied = true;
  c.entry.digest = sha256_hex(c.in.body);
  c.entry.names = std::move(names);
}

std::vector<std::string> names_of(const std::vector<patch_item>& items) {
  std::vector<std::string> names;
  for (const auto& item : items) {
    const auto& name = item.is_content() ? item.name : item.value;
    if (!same_text(item.name, list_setting) && std::ranges::find(names, name) == names.end())
      names.push_back(name);
  }
  return names;
}

} // namespace

response patch_settings(world& w, call& c) {
  if (!has_json_type(c.in))
    return wrong_type();
  std::vector<patch_item> items;
  if (auto wrong = read_patch(c.in.body, c.entry.kind == call_kind::patch, items); !wrong.empty())
    return bad_request(wrong);
  c.entry.names = names_of(items);
  if (!std::ranges::all_of(items, [&](const auto& item) { return scope_fits(c, item); }))
    return bad_request("scope must be the address of the mailbox.");
  if (too_large(c, items))
    return ows_error(c.home->rules.too_large, "ErrorMessageSizeExceeded", "The setting is too large.");
  for (auto& item : items) {
    if (item.is_content())
      apply_content(w, c, item);
    else
      apply_small(w, c, item);
  }
  book_write(c, std::move(c.entry.names));
  return json_answer(200, "[]");
}

response delete_setting(call& c) {
  if (!has_json_type(c.in))
    return wrong_type();
  json::error_code broken;
  auto parsed = json::parse(json::string_view(c.in.body.data(), c.in.body.size()), broken);
  const auto* object = broken ? nullptr : parsed.if_object();
  const auto* name = object ? object->if_contains("name") : nullptr;
  if (!name || !name->is_string() || name->get_string().empty())
    return bad_request("the body must be {\"name\":\"...\"}.");
  if (!same_text(c.in.header("x-islargesetting"), "true"))
    return bad_request("x-islargesetting: true is needed.");
  std::string wanted(name->get_string().data(), name->get_string().size());
  c.entry.names = {wanted};
  if (!c.box->erase(wanted))
    return c.home->rules.delete_missing == 200
               ? json_answer(200, "")
               : ows_error(404, "ErrorItemNotFound", "There is no such setting.");
  book_write(c, {wanted});
  return json_answer(200, "");
}

} // namespace mock_exchange
