#include "protocols/wire/identity/admin_consent.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/percent.hpp"
#include "protocols/wire/http/url.hpp"

namespace roamsync::wire {

std::string admin_consent_url(const cloud& services, std::string_view tenant, std::string_view client_id,
                              std::string_view redirect_uri, std::string_view state) {
  auto query = form_encode({{"client_id", std::string(client_id)},
                            {"redirect_uri", std::string(redirect_uri)},
                            {"state", std::string(state)}});
  return to_string(url_of(services.identity, "/" + percent_encode(tenant) + "/adminconsent?" + query));
}

consent_return parse_consent_return(std::string_view query) {
  auto fields = form_decode(query);
  consent_return out;
  out.tenant = one_line(field_of(fields, "tenant"), 256);
  out.state = one_line(field_of(fields, "state"), 256);
  out.error = one_line(field_of(fields, "error"), 64);
  out.description = one_line(field_of(fields, "error_description"));
  out.granted =
      out.error.empty() && !out.tenant.empty() && same_text(field_of(fields, "admin_consent"), "true");
  return out;
}

} // namespace roamsync::wire
