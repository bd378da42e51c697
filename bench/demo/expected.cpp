#include "bench/demo/expected.hpp"

namespace roamsync::demo {

std::vector<std::string_view> tenant_causes(trouble x) {
  switch (x) {
  case trouble::wrong_password:
    return {"wrong_password"};
  case trouble::mfa:
    return {"mfa_demanded"};
  case trouble::conditional_access:
    return {"conditional_access_block"};
  case trouble::expired_password:
    return {"password_expired"};
  case trouble::consent_missing:
    return {"consent_missing"};
  case trouble::empty_group:
    return {"group_empty"};
  case trouble::hanging_server:
    // Whichever of directory and sign-in gives up first.
    return {"timed_out", "sign_in_unreachable"};
  default:
    return {};
  }
}

bool fails_as_a_whole(trouble x) {
  return !tenant_causes(x).empty();
}

std::string_view mailbox_cause(const company& of, const person& x) {
  if (of.what == trouble::html_for_json)
    return "unreadable_answer";
  if (x.box == box_kind::unlicensed)
    return "mailbox_unlicensed";
  if (x.box == box_kind::shared)
    return "mailbox_shared";
  return x.full_access ? "" : "full_access_missing";
}

} // namespace roamsync::demo
