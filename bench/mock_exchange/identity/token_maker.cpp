#include "bench/mock_exchange/identity/token_maker.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/json_text.hpp"

namespace mock_exchange {

namespace {

std::string unix_seconds(wall_time t) {
  return std::to_string(std::chrono::system_clock::to_time_t(t));
}

std::string signed_by_nobody(world& w, std::string_view claims) {
  return base64_url("{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"mock\"}") + '.' + base64_url(claims) + '.'
         + w.random.opaque(64);
}

void append_times(std::string& claims, world& w, instant now, double life_s) {
  append_raw_field(claims, "iat", unix_seconds(w.wall(now)));
  append_raw_field(claims, "nbf", unix_seconds(w.wall(now)));
  append_raw_field(claims, "exp", unix_seconds(w.wall(now + instant_of(life_s))));
}

} // namespace

std::string make_access_token(world& w, const tenant& home, const grant& given, std::string_view resource,
                              instant now) {
  std::string claims = "{";
  append_text_field(claims, "aud", resource);
  append_text_field(claims, "iss", "https://sts.windows.net/" + home.id + '/');
  append_times(claims, w, now, home.rules.token_seconds);
  append_text_field(claims, "appid", given.client_id);
  append_text_field(claims, "tid", home.id);
  if (given.upn.empty()) {
    append_raw_field(claims, "roles", R"(["GroupMember.Read.All","User.Read.All","MailboxSettings.Read"])");
    append_text_field(claims, "idtyp", "app");
  } else {
    append_text_field(claims, "upn", given.upn);
    append_text_field(claims, "scp", "Mail.ReadWrite MailboxConfigItem.ReadWrite User.Read.All");
  }
  claims += '}';
  auto token = signed_by_nobody(w, claims);
  w.tickets.tokens.put(token, given, now, now + instant_of(home.rules.token_seconds));
  return token;
}

std::string make_refresh_token(world& w, const grant& given, instant now) {
  auto token = "0." + w.random.opaque(96);
  w.tickets.refreshes.put(token, {given.tenant_id, given.upn, given.client_id}, now,
                          now + std::chrono::hours{24 * 90});
  return token;
}

std::string make_id_token(world& w, const tenant& home, std::string_view upn, std::string_view client_id,
                          std::string_view nonce, instant now) {
  std::string claims = "{";
  append_text_field(claims, "aud", client_id);
  append_text_field(claims, "iss", "https://sts.windows.net/" + home.id + '/');
  append_times(claims, w, now, 3600);
  append_text_field(claims, "tid", home.id);
  append_text_field(claims, "upn", upn);
  append_text_field(claims, "nonce", nonce);
  claims += '}';
  return signed_by_nobody(w, claims);
}

} // namespace mock_exchange
