#include "console/top/keys.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace roamsync::console {

namespace {

/// No sequence of a key is longer; what goes on is none.
constexpr std::size_t sequence_bytes_max = 16;

constexpr auto sequences = std::to_array<std::pair<std::string_view, key_name>>({
    {"[A", key_name::up},
    {"OA", key_name::up},
    {"[B", key_name::down},
    {"OB", key_name::down},
    {"[5~", key_name::page_up},
    {"[6~", key_name::page_down},
    {"[H", key_name::home},
    {"OH", key_name::home},
    {"[1~", key_name::home},
    {"[7~", key_name::home},
    {"[F", key_name::end},
    {"OF", key_name::end},
    {"[4~", key_name::end},
    {"[8~", key_name::end},
});

/// Bytes of the UTF-8 character that the text begins with; 1 for what begins none, nothing while it is not whole.
std::optional<std::size_t> character_bytes(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto first = byte(0);
  const std::size_t bytes = first >= 0xF8U   ? 1
                            : first >= 0xF0U ? 4
                            : first >= 0xE0U ? 3
                            : first >= 0xC2U ? 2
                                             : 1;
  for (std::size_t i = 1; i < bytes; ++i) {
    if (i == text.size())
      return std::nullopt;
    if ((byte(i) & 0xC0U) != 0x80U)
      return 1;
  }
  return bytes;
}

bool is_final(char c) noexcept {
  return c >= 0x40 && c <= 0x7E;
}

std::optional<key_name> control_key(char c) noexcept {
  switch (c) {
  case '\x03':
    return key_name::interrupt;
  case '\x08':
  case '\x7f':
    return key_name::backspace;
  case '\x0c':
    return key_name::redraw;
  case '\r':
  case '\n':
    return key_name::enter;
  case '\x1a':
    return key_name::suspend;
  default:
    return std::nullopt;
  }
}

/// Bytes behind an ESC that belong to its sequence; nothing while it is not whole.
std::optional<std::size_t> sequence_bytes(std::string_view behind) noexcept {
  if (behind.empty())
    return std::nullopt;
  if (behind[0] == 'O')
    return behind.size() < 2 ? std::nullopt : std::optional<std::size_t>{2};
  if (behind[0] != '[')
    return 0; // ESC, and then another key
  for (std::size_t i = 1; i < behind.size(); ++i)
    if (is_final(behind[i]) || i >= sequence_bytes_max)
      return i + 1;
  return std::nullopt;
}

std::optional<key_press> key_of(std::string_view sequence) {
  for (const auto& [text, key] : sequences)
    if (text == sequence)
      return key_press{key, {}};
  return std::nullopt;
}

} // namespace

std::vector<key_press> key_decoder::feed(std::string_view bytes) {
  held_ += bytes;
  std::vector<key_press> out;
  std::size_t at = 0;
  while (at < held_.size()) {
    const auto rest = std::string_view{held_}.substr(at);
    if (rest[0] == '\x1b') {
      const auto length = sequence_bytes(rest.substr(1));
      if (!length)
        break;
      if (*length == 0)
        out.push_back({key_name::escape, {}});
      else if (auto key = key_of(rest.substr(1, *length)))
        out.push_back(std::move(*key));
      at += 1 + *length;
      continue;
    }
    if (const auto key = control_key(rest[0])) {
      out.push_back({*key, {}});
      ++at;
      continue;
    }
    const auto first = static_cast<unsigned char>(rest[0]);
    const auto length = character_bytes(rest);
    if (!length)
      break;
    if (first >= 0x20U && (first < 0x80U || *length > 1))
      out.push_back({key_name::text, std::string{rest.substr(0, *length)}});
    at += *length;
  }
  held_.erase(0, at);
  return out;
}

std::vector<key_press> key_decoder::flush() {
  const bool escape = held_ == "\x1b";
  held_.clear();
  return escape ? std::vector<key_press>{{key_name::escape, {}}} : std::vector<key_press>{};
}

} // namespace roamsync::console
