#include "actors/app/advice_text.hpp"

#include "console/text/labelled.hpp"

namespace roamsync::app {

consent_place consent_place_of(const config& settings, std::string_view cloud) {
  consent_place out{.client_id = identity_of(settings, cloud).client_id, .sign_in_host = {}};
  if (const auto* services = find_cloud(settings, cloud)) {
    const auto& at = services->identity;
    out.sign_in_host = at.host + (at.port == 443 ? "" : ":" + std::to_string(at.port)) + at.path_prefix;
  }
  return out;
}

advice_names names_with(const consent_place& place, const tenant_settings& tenant,
                        std::string_view mailbox) noexcept {
  auto out = advice_names_of(tenant, mailbox);
  out.client_id = place.client_id;
  out.sign_in_host = place.sign_in_host;
  return out;
}

std::string headline(const advice& text, const std::string& facts) {
  return std::string{text.title} + (facts.empty() ? "" : " (" + facts + ")");
}

std::string what_to_do(const advice& text, const advice_names& names) {
  return fill_in((text.check.empty() ? "" : std::string{text.check} + "\n") + std::string{text.remedy},
                 names);
}

std::string explain(const app& x, const std::string& whose, const advice& text, const std::string& facts,
                    const advice_names& names) {
  auto out = (whose.empty() ? "" : whose + ": ") + headline(text, facts) + '\n';
  auto part = [&](std::string_view label, std::string_view words) {
    if (words.empty())
      return;
    auto filled = fill_in(words, names);
    // A program gets whole lines, a person wrapped ones.
    out += x.json ? std::string{label} + ": " + filled + '\n'
                  : console::labelled(label, filled, x.text.width, console::paint{false});
  };
  part(x.text.pick("what", "was"), text.wrong);
  part(x.text.pick("check", "prüfen"), text.check);
  part(x.text.pick("to do", "zu tun"), text.remedy);
  return out;
}

std::string explain(const app& x, const std::string& whose, const call_result& why,
                    const advice_names& names) {
  return explain(x, whose, desk_advice_for(why.why, x.text.lang), facts_of(why), names);
}

} // namespace roamsync::app
