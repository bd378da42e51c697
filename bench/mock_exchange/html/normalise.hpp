#pragma once

#include "bench/mock_exchange/scenario/settings.hpp"

#include <string>
#include <string_view>

namespace mock_exchange {

/// What the server makes of a signature's HTML (wire.md 4.1.4): script, event handlers and comments are gone,
/// and by switch line ends become CRLF, wrapper elements come around it, ids and classes get the prefix x_,
/// only a fragment is left, data- attributes are lost. Embedded images stay byte-equal.
std::string normalised_html(std::string_view html, const html_settings& rules);

/// The same without any of the switches: what the classic signature goes through (wire.md 4.2.2).
std::string sanitised_html(std::string_view html);

} // namespace mock_exchange
