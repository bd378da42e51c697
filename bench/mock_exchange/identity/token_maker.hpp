#pragma once

#include "bench/mock_exchange/world/world.hpp"

#include <string>
#include <string_view>

namespace mock_exchange {

/// Makes and keeps an access token: the form of a JWT with the usual claims, a signature of random bytes.
std::string make_access_token(world& w, const tenant& home, const grant& given, std::string_view resource,
                              instant now);

/// Makes and keeps a refresh token (90 days).
std::string make_refresh_token(world& w, const grant& given, instant now);

/// Makes an id_token; it is not kept.
std::string make_id_token(world& w, const tenant& home, std::string_view upn, std::string_view client_id,
                          std::string_view nonce, instant now);

} // namespace mock_exchange
