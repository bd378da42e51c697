#pragma once

#include "engine/model/call_result.hpp"
#include "protocols/wire/http/html_form.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace roamsync::wire {

/// Why a sign-in page leads no further.
struct sign_in_problem {
  cause why = cause::sign_in_failed;
  verdict what = verdict::failed;
  std::string code; ///< AADSTS number where one is known
  std::string text; ///< the service's own words, one line; may be empty
};

/// What the sign-in machine needs of one `$Config` (wire.md 1.2.2). Absent members are empty.
struct sign_in_page {
  std::string pgid;
  std::string error_code; ///< sErrorCode; "0" counts as empty
  std::string correlation_id;
  std::string flow_token;
  std::string context;
  std::string canary;
  std::string api_canary;
  std::string session_id;
  std::string hpgact;
  std::string hpgid;
  std::string url_post;
  bool stay_signed_in = false; ///< the page asks whether to stay signed in (KMSI)
  std::optional<sign_in_problem> problem;
};

/// Reads `$Config`. The problem is the row of wire.md 1.2.3 that fits, in this order: sErrorCode, changed
/// password due, MFA, AADSTS text (wire.md U9), consent.
[[nodiscard]] sign_in_page read_sign_in_page(const boost::json::object& config);

/// Reads an OpenID Connect error (`error`, `error_description`) out of a hand-back form or query; nothing if
/// there is none.
[[nodiscard]] std::optional<sign_in_problem> problem_of_hand_back(const form_fields& fields);

} // namespace roamsync::wire
