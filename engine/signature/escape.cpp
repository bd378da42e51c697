#include "engine/signature/escape.hpp"

#include "engine/base/unicode.hpp"

#include <algorithm>
#include <array>

namespace roamsync {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_unreserved(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
}

std::string percent_encode(std::string_view value, std::string_view kept) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : value) {
    if (is_unreserved(c) || kept.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string dialled(std::string_view value) {
  std::string number(value);
  // "+49 (0) 30": the zero is dialled inside the country only.
  if (const auto zero = number.find("(0)"); number.starts_with('+') && zero != std::string::npos)
    number.erase(zero, 3);
  std::string out;
  for (const char c : number) {
    if (is_letter(c))
      break;
    if (is_digit(c) || c == '*' || (c == '+' && out.empty()))
      out += c;
  }
  return out;
}

bool is_bare_host(std::string_view value) {
  const auto host = value.substr(0, value.find_first_of("/?#"));
  const auto dot = host.find('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < host.size()
         && std::ranges::all_of(host, [](char c) {
              return is_letter(c) || is_digit(c) || c == '.' || c == '-'
                     || static_cast<unsigned char>(c) >= 0x80;
            });
}

} // namespace

std::string escape_html(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (const char c : value) {
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out += c;
    }
  }
  return out;
}

std::string escape_link_part(std::string_view value, link_kind kind) {
  if (kind == link_kind::tel)
    return dialled(value);
  return percent_encode(value, kind == link_kind::mailto ? "@+" : "");
}

std::string escape_whole_link(std::string_view value) {
  constexpr std::array<std::string_view, 4> schemes = {"http://", "https://", "mailto:", "tel:"};
  const auto lower = fold_case(value);
  const bool known = std::ranges::any_of(schemes, [&](auto scheme) { return lower.starts_with(scheme); });
  if (!known && !is_bare_host(value))
    return {};
  const auto link = known ? std::string(value) : "https://" + std::string(value);
  return escape_html(percent_encode(link, ":/?#[]@!$&'()*+,;=%"));
}

std::string escape_style(std::string_view value) {
  std::string out;
  std::ranges::copy_if(value, std::back_inserter(out), [](char c) {
    return is_letter(c) || is_digit(c) || std::string_view("#%., -").find(c) != std::string_view::npos;
  });
  return out;
}

} // namespace roamsync
