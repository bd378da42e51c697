#include "engine/signature/html_look.hpp"

#include "engine/base/ascii.hpp"
#include "engine/base/sha256.hpp"
#include "engine/signature/html_tree.hpp"
#include "engine/signature/image.hpp"
#include "engine/signature/style_form.hpp"

#include <algorithm>
#include <array>

namespace roamsync {

namespace {

enum class value_kind : unsigned char { word, size, colour, text, flag, link, image, style, font };

// In the order of their names: a look is sorted.
constexpr auto seen = std::to_array<std::pair<std::string_view, value_kind>>({
    {"align", value_kind::word},       {"alt", value_kind::text},         {"background", value_kind::image},
    {"bgcolor", value_kind::colour},   {"border", value_kind::size},      {"bordercolor", value_kind::colour},
    {"cellpadding", value_kind::size}, {"cellspacing", value_kind::size}, {"clear", value_kind::word},
    {"color", value_kind::colour},     {"colspan", value_kind::size},     {"dir", value_kind::word},
    {"face", value_kind::font},        {"frame", value_kind::word},       {"height", value_kind::size},
    {"href", value_kind::link},        {"hspace", value_kind::size},      {"noshade", value_kind::flag},
    {"nowrap", value_kind::flag},      {"rowspan", value_kind::size},     {"rules", value_kind::word},
    {"size", value_kind::size},        {"span", value_kind::size},        {"src", value_kind::image},
    {"start", value_kind::size},       {"style", value_kind::style},      {"type", value_kind::text},
    {"valign", value_kind::word},      {"value", value_kind::text},       {"vspace", value_kind::size},
    {"width", value_kind::size},
});

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_blank(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (out.ends_with(' '))
    out.pop_back();
  return out;
}

std::string encode_unsafe(std::string_view link) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < link.size(); ++i) {
    const auto byte = static_cast<unsigned char>(link[i]);
    if (byte <= 0x20 || byte >= 0x7F
        || std::string_view("\"<>`{}|\\^").find(link[i]) != std::string_view::npos) {
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += link[i];
    }
  }
  for (std::size_t i = 0; i + 2 < out.size(); ++i)
    if (out[i] == '%')
      for (const auto j : {i + 1, i + 2})
        if (out[j] >= 'a' && out[j] <= 'f')
          out[j] = static_cast<char>(out[j] - ('a' - 'A'));
  return out;
}

std::string normal_value(value_kind kind, std::string_view value) {
  switch (kind) {
  case value_kind::word:
    return ascii_lower(collapsed(value));
  case value_kind::size: {
    auto out = ascii_lower(collapsed(value));
    if (out.ends_with("px"))
      out.resize(out.size() - 2);
    return out;
  }
  case value_kind::colour:
    return normal_colour(value);
  case value_kind::text:
    return collapsed(value);
  case value_kind::flag:
    return {};
  case value_kind::link:
    return normal_link(value);
  case value_kind::image:
    return normal_image_source(value);
  case value_kind::style:
    return normal_style(value);
  case value_kind::font: {
    auto out = ascii_lower(collapsed(value));
    std::erase_if(out, [](char c) { return c == '"' || c == '\''; });
    return collapsed(out);
  }
  }
  return {};
}

} // namespace

html_look look_of(const GumboNode& element) {
  html_look out;
  const auto& all = element.v.element.attributes;
  if (all.length == 0)
    return out;
  for (const auto& [name, kind] : seen) {
    const auto* const found = gumbo_get_attribute(&all, std::string(name).c_str());
    if (found == nullptr)
      continue;
    auto value = normal_value(kind, found->value);
    if (!value.empty() || kind == value_kind::flag)
      out.emplace_back(name, std::move(value));
  }
  return out;
}

bool is_unseen_when_empty(const html_look& look) {
  return std::ranges::all_of(look, [](const auto& x) {
    const auto& [name, value] = x;
    if (name == "color" || name == "face" || name == "size" || name == "dir")
      return true;
    if (name != "style")
      return false;
    for (std::size_t at = 0; at < value.size();) {
      const auto end = std::min(value.find(';', at), value.size());
      const auto declaration = std::string_view(value).substr(at, end - at);
      if (!declaration.starts_with("font") && !declaration.starts_with("color:"))
        return false;
      at = end + 1;
    }
    return true;
  });
}

std::string normal_link(std::string_view link) {
  std::string out = collapsed(link);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  const auto colon = out.find(':');
  if (colon == std::string::npos || out.find_first_of("/?#") < colon)
    return encode_unsafe(out);
  auto end = colon;
  if (out.compare(colon, 3, "://") == 0) {
    end = std::min(out.find_first_of("/?#", colon + 3), out.size());
    if (end == out.size() || out[end] != '/')
      out.insert(end, "/");
  }
  return encode_unsafe(ascii_lower(out.substr(0, end)) + out.substr(end));
}

std::string normal_image_source(std::string_view source) {
  constexpr std::string_view marker = ";base64,";
  const auto comma = source.find(marker);
  if (ascii_lower(source.substr(0, 5)) != "data:" || comma == std::string_view::npos)
    return normal_link(source);
  const auto bytes = decode_base64(source.substr(comma + marker.size()));
  if (!bytes)
    return normal_link(source);
  return collapsed(ascii_lower(source.substr(0, comma))) + ";sha256," + sha256_hex(*bytes);
}

} // namespace roamsync
