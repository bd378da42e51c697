#pragma once

#include "engine/signature/attributes.hpp"
#include "engine/signature/catalogue.hpp"
#include "engine/signature/template.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::testing {

/// A catalogue's folder in memory.
using folder = std::map<std::string, std::string>;

inline result<catalogue> parse(const std::string& toml, const folder& files,
                               const catalogue_limits& limits = {}) {
  const file_lookup lookup = [&](std::string_view path) -> std::optional<std::string> {
    const auto found = files.find(std::string(path));
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  return parse_catalogue(toml, lookup, limits);
}

/// The bytes that a PNG begins with, and some more.
inline std::string png(std::size_t more = 8) {
  return "\x89PNG\r\n\x1a\n" + std::string(more, 'x');
}

inline member some_member() {
  member out;
  out.user_id = "1";
  out.mail = "jana@contoso.com";
  out.attributes = {{"displayName", "Jana Weiß"}, {"jobTitle", "Leiterin"}, {"mobilePhone", "+49 171 12"}};
  out.lists["businessPhones"] = {"+49 30 1", "+49 30 2"};
  return out;
}

inline image_source no_images() {
  return [](std::string_view, bool) -> result<std::string> { return error{"no images here"}; };
}

/// The filled HTML template, or "error: ..." if it does not compile.
inline std::string fill_html(std::string_view text, const member& who) {
  std::vector<std::string> warnings;
  const auto compiled = signature_template::compile_html("t.html", text, no_images(), warnings);
  if (!compiled)
    return "error: " + compiled.failure().message;
  return compiled->render(attribute_values(who), 1'000'000).value_or("error: too large");
}

inline std::string fill_text(std::string_view text, const member& who) {
  const auto compiled = signature_template::compile_text("t.txt", text);
  if (!compiled)
    return "error: " + compiled.failure().message;
  return compiled->render(attribute_values(who), 1'000'000).value_or("error: too large");
}

} // namespace roamsync::testing
