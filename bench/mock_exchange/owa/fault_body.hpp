#pragma once

#include "bench/mock_exchange/http/message.hpp"

#include <string_view>

namespace mock_exchange {

/// A service fault with X-OWA-Error and the JSON of wire.md 2.4. `exception` is the bare name of the
/// exception.
response owa_fault(unsigned status, std::string_view exception, std::string_view message);

/// {"error":{"code","message"}}, the guessed body of the refusals of OWS.
response ows_error(unsigned status, std::string_view code, std::string_view message);

} // namespace mock_exchange
