#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// /beta/users/{id}/mailFolders/{root|msgfolderroot}/userConfigurations[/OWA.UserOptions] (wire.md 4.2.4):
/// GET, POST, DELETE, and a PATCH that replaces the whole dictionary.
response answer_configuration(world& w, call& c);

} // namespace mock_exchange
