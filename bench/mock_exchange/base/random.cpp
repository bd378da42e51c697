#include "bench/mock_exchange/base/random.hpp"

#include "bench/mock_exchange/base/encoding.hpp"

#include <cmath>
#include <numbers>

namespace mock_exchange {

std::string random_row::guid() {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  auto bits = next();
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20)
      out += '-';
    if (i == 16)
      bits = next();
    out += digits[bits & 15];
    bits >>= 4;
  }
  return out;
}

std::string random_row::opaque(std::size_t bytes) {
  std::string raw;
  raw.reserve(bytes + 8);
  while (raw.size() < bytes)
    for (auto bits = next(), left = std::uint64_t{8}; left > 0; --left, bits >>= 8)
      raw += static_cast<char>(bits & 255);
  raw.resize(bytes);
  return base64_url(raw);
}

double normal_of(std::uint64_t key) {
  auto radius = std::sqrt(-2.0 * std::log(1.0 - fraction_of(mixed(key))));
  return radius * std::cos(2.0 * std::numbers::pi * fraction_of(mixed(key ^ 0x5bf03635f0935ad1u)));
}

} // namespace mock_exchange
