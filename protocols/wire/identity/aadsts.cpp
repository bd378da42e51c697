#include "protocols/wire/identity/aadsts.hpp"

#include <charconv>

namespace roamsync::wire {

aadsts_meaning meaning_of_aadsts(std::int64_t code) noexcept {
  switch (code) {
  case 50126:
  case 50056: // no valid password in the directory: to be mended in the same way
    return {cause::wrong_password, verdict::failed};
  case 50034:
    return {cause::user_not_found, verdict::failed};
  case 50053:
    return {cause::account_locked, verdict::failed};
  case 50057:
    return {cause::account_disabled, verdict::failed};
  case 50055:
    return {cause::password_expired, verdict::failed};
  case 50076:
  case 50079:
  case 50158:
    return {cause::mfa_demanded, verdict::failed};
  case 50125:
    return {cause::security_info_required, verdict::failed};
  case 53000:
  case 53001:
  case 53003:
  case 530032:
  case 530035:
    return {cause::conditional_access_block, verdict::failed};
  case 65001:
  case 65002:
  case 700016:
    return {cause::consent_missing, verdict::failed};
  case 50059:
  case 50128:
  case 90002:
    return {cause::tenant_not_found, verdict::failed};
  case 7000215:
  case 7000218:
  case 7000222:
    return {cause::client_secret_wrong, verdict::failed};
  case 50132:
  case 50133:
  case 50173:
  case 70043:
  case 700082:
    return {cause::sign_in_failed, verdict::sign_in_again};
  case 50196:
  case 90055:
    return {cause::throttled, verdict::throttled};
  default:
    return {cause::sign_in_failed, verdict::failed};
  }
}

std::optional<std::int64_t> find_aadsts(std::string_view text) noexcept {
  constexpr std::string_view mark = "AADSTS";
  for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + mark.size())) {
    auto digits = text.substr(at + mark.size());
    std::int64_t code = 0;
    auto [rest, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), code);
    if (failed == std::errc{} && code > 0)
      return code;
  }
  return std::nullopt;
}

} // namespace roamsync::wire
