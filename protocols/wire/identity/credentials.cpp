#include "protocols/wire/identity/credentials.hpp"

#include "engine/base/ascii.hpp"

#include <algorithm>

namespace roamsync::wire {

void credentials::authorize(http_request& request, utc_time now) const {
  if (const auto* bearer = std::get_if<secret>(&proof_)) {
    request.fields.emplace_back("Authorization", "Bearer " + std::string(bearer->reveal()));
    return;
  }
  const auto& jar = std::get<cookie_jar>(proof_);
  auto to = url_of(request);
  auto line = jar.header_for(to, now);
  if (!line.empty())
    request.fields.emplace_back("Cookie", line.reveal());
  constexpr std::string_view without_cookie = "X-OWA-CANARY_cookie_is_null_or_empty";
  auto canary = jar.value_of("X-OWA-CANARY", to, now);
  request.fields.emplace_back("X-OWA-CANARY", canary && !canary->empty() ? canary->reveal() : without_cookie);
}

bool credentials::absorb(const endpoint& from, const http_response& response, utc_time now) {
  auto* jar = std::get_if<cookie_jar>(&proof_);
  bool sets = std::any_of(response.fields.begin(), response.fields.end(),
                          [](const auto& field) { return same_text(field.first, "Set-Cookie"); });
  if (jar && sets)
    jar->absorb(url_of(from, "/"), response.fields, now);
  return jar && sets;
}

bool session_ends_soon(const http_response& response) noexcept {
  return response.status >= 200 && response.status < 300 && !response.field("X-OWA-STO").empty();
}

} // namespace roamsync::wire
