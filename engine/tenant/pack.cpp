#include "engine/tenant/pack.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <utility>

namespace roamsync {

namespace {

/// How a text is written; from `differs` on, its kind is also the length of the part that it shares with the
/// beginning of the other text.
enum kind : std::uint8_t { same, absent_text, seen_before, common, hex, differs };

constexpr std::size_t shared_max = 255 - differs;
constexpr std::string_view digits = "0123456789abcdef";
/// Object ids of a directory: 8-4-4-4-12.
constexpr std::size_t guid_length = 36;
constexpr std::size_t digest_length = 64; // SHA-256

bool is_dash(std::size_t i, std::size_t length) {
  return length == guid_length && (i == 8 || i == 13 || i == 18 || i == 23);
}

/// Lower-case hexadecimal digits in the form of a GUID or a digest: two fit into a byte.
bool is_hex(std::string_view x) {
  if (x.size() != guid_length && x.size() != digest_length)
    return false;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (is_dash(i, x.size()) ? x[i] != '-' : digits.find(x[i]) == std::string_view::npos)
      return false;
  return true;
}

std::size_t shared_front(std::string_view a, std::string_view b) {
  const auto most = std::min({a.size(), b.size(), shared_max});
  std::size_t n = 0;
  while (n < most && a[n] == b[n])
    ++n;
  return n;
}

std::size_t shared_back(std::string_view a, std::string_view b) {
  const auto most = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n < most && a[a.size() - 1 - n] == b[b.size() - 1 - n])
    ++n;
  return n;
}

/// Below, a number is hardly shorter.
constexpr std::size_t worth_a_number = 4;
/// A number is one byte, and a text is found by a short walk.
constexpr std::size_t numbers_max = 128;

void add_number(std::string& to, std::uint64_t x) {
  for (; x >= 0x80; x >>= 7)
    to += static_cast<char>(0x80 | (x & 0x7f));
  to += static_cast<char>(x);
}

std::uint64_t take_number(std::string_view& from) {
  std::uint64_t out = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(from.front());
    from.remove_prefix(1);
    out |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80)
      return out;
  }
}

std::string_view text_at(std::string_view packed, std::uint64_t number) {
  for (;; --number) {
    const auto length = take_number(packed);
    if (number == 0)
      return packed.substr(0, length);
    packed.remove_prefix(length);
  }
}

} // namespace

void common_texts::settle() {
  std::vector<std::pair<std::size_t, std::string_view>> worth;
  for (const auto& [text, count] : seen_)
    if (count > 1 && text.size() >= worth_a_number)
      worth.emplace_back((count - 1) * text.size(), text);
  std::sort(worth.begin(), worth.end(), std::greater{});
  worth.resize(std::min(worth.size(), numbers_max));
  for (const auto& [gain, text] : worth) {
    numbers_.emplace(text, numbers_.size());
    add_number(packed_, text.size());
    packed_ += text;
  }
  packed_.shrink_to_fit();
  seen_.clear();
}

std::optional<std::uint64_t> common_texts::find(std::string_view x) const {
  const auto it = numbers_.find(std::string{x});
  return it == numbers_.end() ? std::nullopt : std::optional{it->second};
}

void packer::number(std::uint64_t x) {
  add_number(out_, x);
}

void packer::absent() {
  out_ += static_cast<char>(absent_text);
}

void packer::text(std::string_view x, std::string_view like) {
  if (x == like) {
    out_ += static_cast<char>(same);
    return;
  }
  const auto before = std::find(seen_.begin(), seen_.end(), x);
  if (before != seen_.end()) {
    out_ += static_cast<char>(seen_before);
    number(static_cast<std::uint64_t>(before - seen_.begin()));
    return;
  }
  if (const auto known = common_.find(x)) {
    out_ += static_cast<char>(common);
    number(*known);
    return;
  }
  seen_.emplace_back(x);
  if (is_hex(x)) {
    out_ += static_cast<char>(hex);
    number(x.size());
    std::string nibbles;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (!is_dash(i, x.size()))
        nibbles += static_cast<char>(digits.find(x[i]));
    for (std::size_t i = 0; i < nibbles.size(); i += 2)
      out_ += static_cast<char>(nibbles[i] << 4 | nibbles[i + 1]);
    return;
  }
  const auto front = shared_front(x, like);
  x.remove_prefix(front);
  const auto back = shared_back(x, like.substr(front));
  x.remove_suffix(back);
  out_ += static_cast<char>(differs + front);
  number(back);
  number(x.size());
  out_ += x;
}

void packer::texts(const std::vector<std::string>& all, const std::vector<std::string>& like) {
  number(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    text(all[i], i < like.size() ? like[i] : std::string_view{});
}

void packer::texts(const std::map<std::string, std::string>& all,
                   const std::map<std::string, std::string>& like) {
  std::uint64_t shared = 0;
  for (const auto& [key, value] : like) {
    const auto it = all.find(key);
    if (it == all.end()) {
      absent();
      continue;
    }
    text(it->second, value);
    ++shared;
  }
  number(all.size() - shared);
  for (const auto& [key, value] : all)
    if (!like.contains(key)) {
      text(key, {});
      text(value, {});
    }
}

std::string_view unpacker::bytes(std::size_t count) {
  const auto out = in_.substr(at_, count);
  at_ += count;
  return out;
}

std::uint64_t unpacker::number() {
  auto left = in_.substr(at_);
  const auto out = take_number(left);
  at_ = in_.size() - left.size();
  return out;
}

std::string unpacker::text(std::string_view like) {
  return text_if_there(like).value_or(std::string{});
}

std::optional<std::string> unpacker::text_if_there(std::string_view like) {
  const auto how = static_cast<unsigned char>(bytes(1).front());
  switch (how) {
  case same:
    return std::string{like};
  case absent_text:
    return std::nullopt;
  case seen_before:
    return seen_[number()];
  case common:
    return std::string{text_at(common_, number())};
  case hex: {
    const auto length = number();
    std::string out;
    bool high = true;
    unsigned char byte = 0;
    while (out.size() < length) {
      if (is_dash(out.size(), length)) {
        out += '-';
        continue;
      }
      if (high)
        byte = static_cast<unsigned char>(bytes(1).front());
      out += digits[high ? byte >> 4 : byte & 0xf];
      high = !high;
    }
    return seen_.emplace_back(std::move(out));
  }
  default:
    break;
  }
  const auto front = static_cast<std::size_t>(how - differs);
  const auto back = number();
  std::string out{like.substr(0, front)};
  out += bytes(number());
  out += like.substr(like.size() - back);
  return seen_.emplace_back(std::move(out));
}

std::vector<std::string> unpacker::texts(const std::vector<std::string>& like) {
  std::vector<std::string> out(number());
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = text(i < like.size() ? like[i] : std::string_view{});
  return out;
}

std::map<std::string, std::string> unpacker::texts(const std::map<std::string, std::string>& like) {
  std::map<std::string, std::string> out;
  for (const auto& [key, value] : like)
    if (auto found = text_if_there(value))
      out.emplace(key, std::move(*found));
  for (auto more = number(); more > 0; --more) {
    auto key = text({});
    out.emplace(std::move(key), text({}));
  }
  return out;
}

} // namespace roamsync
