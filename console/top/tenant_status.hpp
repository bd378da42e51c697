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

} // namespace roamsync::console
