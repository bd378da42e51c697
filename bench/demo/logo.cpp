#include "bench/demo/logo.hpp"

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace roamsync::demo {
namespace {

constexpr int size = 64;

/// Index into the palette: 0 outside, 1 brand colour, 2 white.
unsigned pixel(int x, int y) {
  const int dx = 2 * x - (size - 1);
  const int dy = 2 * y - (size - 1);
  if (dx * dx + dy * dy > (size - 2) * (size - 2))
    return 0;
  if (x < 16 || x > 47 || y < 22 || y > 43)
    return 1;
  // The envelope's flap: two lines from its upper corners to the middle.
  const int flap = 22 + (x < 32 ? x - 16 : 47 - x) * 3 / 4;
  return std::abs(y - flap) <= 1 ? 1 : 2;
}

void put32(std::string& out, std::uint32_t x) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out += static_cast<char>((x >> shift) & 0xff);
}

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = ~0u;
  for (const auto c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320u : 0u);
  }
  return ~crc;
}

std::uint32_t adler32(std::string_view bytes) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const auto c : bytes) {
    a = (a + static_cast<unsigned char>(c)) % 65521;
    b = (b + a) % 65521;
  }
  return (b << 16) | a;
}

void put_chunk(std::string& out, std::string_view type, std::string_view data) {
  put32(out, static_cast<std::uint32_t>(data.size()));
  const auto checked = std::string{type} + std::string{data};
  out += checked;
  put32(out, crc32(checked));
}

/// A zlib stream of one block that is stored as it is.
std::string stored(std::string_view data) {
  std::string out = "\x78\x01\x01";
  const auto length = static_cast<unsigned>(data.size());
  for (const auto x : {length, ~length}) {
    out += static_cast<char>(x & 0xff);
    out += static_cast<char>((x >> 8) & 0xff);
  }
  out += data;
  put32(out, adler32(data));
  return out;
}

} // namespace

colour brand_colour(std::string_view text) {
  const auto mix = crc32(text);
  const auto channel = [mix](unsigned shift) { return static_cast<std::uint8_t>((mix >> shift) % 140); };
  return {channel(0), channel(8), channel(16)};
}

std::string css(colour x) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x", x.red, x.green, x.blue);
  return text.data();
}

std::string logo_png(colour x) {
  std::string header;
  put32(header, size);
  put32(header, size);
  header += std::string{"\x02\x03\x00\x00\x00", 5}; // two bits a pixel, palette

  std::string palette{"\xff\xff\xff", 3};
  for (const auto part : {x.red, x.green, x.blue})
    palette += static_cast<char>(part);
  palette += "\xff\xff\xff";

  std::string rows;
  for (int y = 0; y < size; ++y) {
    rows += '\0'; // no filter
    for (int column = 0; column < size; column += 4) {
      unsigned byte = 0;
      for (int i = 0; i < 4; ++i)
        byte = (byte << 2) | pixel(column + i, y);
      rows += static_cast<char>(byte);
    }
  }

  std::string out = "\x89PNG\r\n\x1a\n";
  put_chunk(out, "IHDR", header);
  put_chunk(out, "PLTE", palette);
  put_chunk(out, "tRNS", std::string_view{"\x00", 1});
  put_chunk(out, "IDAT", stored(rows));
  put_chunk(out, "IEND", {});
  return out;
}

} // namespace roamsync::demo
