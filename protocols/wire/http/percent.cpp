#include "protocols/wire/http/percent.hpp"

namespace roamsync::wire {

namespace {

constexpr std::string_view always_plain =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

constexpr int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

} // namespace

std::string percent_encode(std::string_view text, std::string_view also_plain) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (always_plain.find(c) != std::string_view::npos || also_plain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      int high = hex_digit(text[i + 1]);
      int low = hex_digit(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += plus_is_space && text[i] == '+' ? ' ' : text[i];
  }
  return out;
}

std::string form_encode(const form_fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty())
      out += '&';
    out += percent_encode(name) + '=' + percent_encode(value);
  }
  return out;
}

form_fields form_decode(std::string_view text, std::size_t fields_max) {
  form_fields out;
  while (!text.empty() && out.size() < fields_max) {
    auto end = text.find('&');
    auto pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (pair.empty())
      continue;
    auto equals = pair.find('=');
    auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    out.emplace_back(percent_decode(pair.substr(0, equals), true), percent_decode(value, true));
  }
  return out;
}

std::string_view field_of(const form_fields& fields, std::string_view name) noexcept {
  for (const auto& [key, value] : fields)
    if (key == name)
      return value;
  return {};
}

} // namespace roamsync::wire
