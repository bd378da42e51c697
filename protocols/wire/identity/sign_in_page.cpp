#include "protocols/wire/identity/sign_in_page.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/json.hpp"
#include "protocols/wire/http/text.hpp"
#include "protocols/wire/identity/aadsts.hpp"

#include <charconv>

namespace roamsync::wire {

namespace {

sign_in_problem problem_of_code(std::int64_t code, std::string_view text) {
  auto meaning = meaning_of_aadsts(code);
  return {meaning.why, meaning.what, std::to_string(code), one_line(text)};
}

/// Present, and neither null, false, empty text nor an empty list.
bool has_content(const boost::json::object& config, std::string_view name) {
  const auto* member = find_member(config, name);
  if (!member || member->is_null())
    return false;
  if (const auto* list = member->if_array())
    return !list->empty();
  if (const auto* text = member->if_string())
    return !text->empty();
  return !member->is_bool() || member->get_bool();
}

std::optional<sign_in_problem> problem_of_error_code(std::string_view code, std::string_view text) {
  if (code.empty())
    return std::nullopt;
  std::int64_t number = 0;
  auto [rest, failed] = std::from_chars(code.data(), code.data() + code.size(), number);
  if (failed == std::errc{} && rest == code.data() + code.size())
    return problem_of_code(number, text);
  return sign_in_problem{cause::sign_in_failed, verdict::failed, one_line(code, 64), one_line(text)};
}

std::optional<sign_in_problem> problem_of_config(const boost::json::object& config,
                                                 const sign_in_page& page) {
  auto exception = text_of(config, "strServiceExceptionMessage");
  if (auto problem = problem_of_error_code(page.error_code, exception))
    return problem;
  if (same_text(page.pgid, "ConvergedChangePassword"))
    return sign_in_problem{cause::password_expired, verdict::failed, {}, {}};
  if (has_content(config, "arrUserProofs") || has_content(config, "urlBeginAuth"))
    return sign_in_problem{cause::mfa_demanded, verdict::failed, {}, {}};
  if (auto code = find_aadsts(exception))
    return problem_of_code(*code, exception);
  if (!exception.empty())
    return sign_in_problem{cause::sign_in_failed, verdict::failed, {}, one_line(exception)};
  if (!page.stay_signed_in && (has_content(config, "arrScopes") || has_content(config, "urlPostRedirect")))
    return sign_in_problem{cause::consent_missing, verdict::failed, {}, {}};
  return std::nullopt;
}

} // namespace

sign_in_page read_sign_in_page(const boost::json::object& config) {
  sign_in_page out;
  out.pgid = text_of(config, "pgid");
  out.error_code = text_of(config, "sErrorCode");
  if (out.error_code == "0")
    out.error_code.clear();
  out.correlation_id = text_of(config, "correlationId");
  out.flow_token = text_of(config, "sFT");
  out.context = text_of(config, "sCtx");
  out.canary = text_of(config, "canary");
  out.api_canary = text_of(config, "apiCanary");
  out.session_id = text_of(config, "sessionId");
  out.hpgact = text_of(config, "hpgact");
  out.hpgid = text_of(config, "hpgid");
  out.url_post = text_of(config, "urlPost");
  auto path = std::string_view(out.url_post).substr(0, out.url_post.find('?'));
  constexpr std::string_view kmsi = "/kmsi";
  out.stay_signed_in =
      contains_text(out.pgid, "kmsi")
      || (path.size() >= kmsi.size() && same_text(path.substr(path.size() - kmsi.size()), kmsi));
  out.problem = problem_of_config(config, out);
  return out;
}

std::optional<sign_in_problem> problem_of_hand_back(const form_fields& fields) {
  auto error = field_of(fields, "error");
  if (error.empty())
    return std::nullopt;
  auto description = field_of(fields, "error_description");
  if (auto code = find_aadsts(description))
    return problem_of_code(*code, description);
  return sign_in_problem{cause::sign_in_failed, verdict::failed, {}, one_line(error, 64)};
}

} // namespace roamsync::wire
