#include "console/text/paint.hpp"

namespace roamsync::console {

namespace {

/// ECMA-48 8.3.117, Select Graphic Rendition.
constexpr std::string_view code(colour x) noexcept {
  switch (x) {
  case colour::plain:
    return {};
  case colour::bold:
    return "\x1b[1m";
  case colour::dim:
    return "\x1b[2m";
  case colour::red:
    return "\x1b[31m";
  case colour::green:
    return "\x1b[32m";
  case colour::yellow:
    return "\x1b[33m";
  case colour::blue:
    return "\x1b[34m";
  case colour::cyan:
    return "\x1b[36m";
  case colour::reversed:
    return "\x1b[7m";
  }
  return {};
}

} // namespace

std::string paint::operator()(colour x, std::string_view text) const {
  if (!on || x == colour::plain || text.empty())
    return std::string{text};
  return std::string{code(x)} + std::string{text} + "\x1b[0m";
}

} // namespace roamsync::console
