#pragma once

#include "actors/app/app.hpp"
#include "engine/diagnosis/advice.hpp"
#include "engine/diagnosis/fill_in.hpp"
#include "engine/model/call_result.hpp"

#include <string>

namespace roamsync::app {

/// Where an admin consents: what advice puts for CLIENT-ID and SIGN-IN-HOST.
struct consent_place {
  std::string client_id;
  std::string sign_in_host; ///< with port and path, where the cloud has them
};
[[nodiscard]] consent_place consent_place_of(const config& settings, std::string_view cloud);
/// The names of a tenant and those of its place; they live as long as all three.
[[nodiscard]] advice_names names_with(const consent_place& place, const tenant_settings& tenant,
                                      std::string_view mailbox = {}) noexcept;

/// "TITLE (FACTS)". `facts` may be empty.
[[nodiscard]] std::string headline(const advice& text, const std::string& facts);

/// How to see whether it is so, if that can be seen, and what to do; a line each,
/// with the names that are known.
[[nodiscard]] std::string what_to_do(const advice& text, const advice_names& names);

/// A failure for a person, as app::fail takes it: "WHOSE: headline", then what / check / to do with the report's
/// labels. `whose` may be empty.
[[nodiscard]] std::string explain(const app& x, const std::string& whose, const advice& text,
                                  const std::string& facts, const advice_names& names);

/// The same of a call that the desk made.
[[nodiscard]] std::string explain(const app& x, const std::string& whose, const call_result& why,
                                  const advice_names& names);

} // namespace roamsync::app
