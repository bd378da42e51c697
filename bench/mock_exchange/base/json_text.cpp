#include "bench/mock_exchange/base/json_text.hpp"

namespace mock_exchange {

namespace {

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
  case '"':
    out += "\\\"";
    break;
  case '\\':
    out += "\\\\";
    break;
  case '\n':
    out += "\\n";
    break;
  case '\r':
    out += "\\r";
    break;
  case '\t':
    out += "\\t";
    break;
  default:
    out += "\\u00";
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
}

void append_name(std::string& out, std::string_view name) {
  if (!out.empty() && out.back() != '{')
    out += ',';
  out += '"';
  out += name;
  out += "\":";
}

} // namespace

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != '"' && byte != '\\')
      continue;
    out.append(text, plain, i - plain);
    append_escape(out, text[i]);
    plain = i + 1;
  }
  out.append(text, plain);
  out += '"';
}

std::string quoted(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

void append_text_field(std::string& out, std::string_view name, std::string_view value) {
  append_name(out, name);
  append_quoted(out, value);
}

void append_raw_field(std::string& out, std::string_view name, std::string_view value) {
  append_name(out, name);
  out += value;
}

} // namespace mock_exchange
