#pragma once

#include "console/report/text_options.hpp"
#include "console/text/paint.hpp"
#include "engine/model/night_view.hpp"

#include <string>

namespace roamsync::console {

/// What a tenant does or waits for, in a few words, and the colour of it.
struct tenant_status {
  std::string text;
  colour in = colour::plain;
};
[[nodiscard]] tenant_status status_of(const tenant_view& x, const text_options& o);

/// What every list of tenants shows of one; "–" for what is not known or means nothing now.
struct tenant_cells {
  std::string count; ///< of its mailboxes those that ended, and all
  std::string left;
  std::string lanes; ///< in work, and all
  std::string rate;  ///< calls a second
  std::string limit; ///< where it comes from
  std::string throttled;
  std::string weight;
  tenant_status status;
};
[[nodiscard]] tenant_cells cells_of(const tenant_view& x, const text_options& o);

/// "set" by settings, or "learned".
[[nodiscard]] std::string_view limit_word(const pace_view& x, const text_options& o) noexcept;
/// "12.5", "0.25", "1,315": calls a second in few columns.
[[nodiscard]] std::string rate_text(double rate, language lang);

} // namespace roamsync::console
