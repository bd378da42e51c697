#pragma once

#include "engine/model/cause.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace roamsync {

enum class language : std::uint8_t { english, german };

/// "en" or "de".
[[nodiscard]] std::string_view to_string(language x) noexcept;
[[nodiscard]] std::optional<language> language_from_string(std::string_view name) noexcept;

/// What to tell a tenant's admin about a cause; plain text for mails, pages and the command line. Lines are
/// parted by LF, a command stands on a line of its own. The texts live as long as the program.
struct advice {
  std::string_view title;  ///< a few words, no full stop
  std::string_view wrong;  ///< what is wrong
  std::string_view check;  ///< how to see whether that is so; empty where there is nothing to check
  std::string_view remedy; ///< what to do
};

/// Never with an empty title, wrong or remedy; cause::none says that nothing is wrong.
[[nodiscard]] const advice& advice_for(cause why, language in) noexcept;

/// The same for a person at a terminal who asked a service by hand: no run that goes on, no window.
[[nodiscard]] const advice& desk_advice_for(cause why, language in) noexcept;

} // namespace roamsync
