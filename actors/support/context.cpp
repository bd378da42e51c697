#include "actors/support/context.hpp"

#include <cstdio>

namespace roamsync::actors {

std::string dice::guid() {
  auto high = (engine_() & 0xFFFFFFFFFFFF0FFFULL) | 0x4000ULL;
  auto low = (engine_() & 0x3FFFFFFFFFFFFFFFULL) | 0x8000000000000000ULL;
  char text[37];
  std::snprintf(
      text, sizeof text, "%08llx-%04llx-%04llx-%04llx-%012llx", static_cast<unsigned long long>(high >> 32),
      static_cast<unsigned long long>((high >> 16) & 0xFFFF), static_cast<unsigned long long>(high & 0xFFFF),
      static_cast<unsigned long long>(low >> 48), static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
  return text;
}

} // namespace roamsync::actors
