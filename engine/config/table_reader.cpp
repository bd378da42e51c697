#include "engine/config/table_reader.hpp"

#include "engine/base/nearest.hpp"
#include "engine/base/toml_depth.hpp"

namespace roamsync {

namespace {

scalar list_of(const toml::array& array) {
  std::vector<std::string> items;
  for (const auto& item : array) {
    const auto* text = item.as_string();
    if (!text)
      return foreign_value{"a list that holds other things than strings"};
    items.push_back(text->get());
  }
  return items;
}

/// A key from the file, for a message: bounded, and on one line.
std::string shown_key(std::string_view key) {
  const auto text = quoted(key.substr(0, 64));
  return text.substr(1, text.size() - 2);
}

} // namespace

std::optional<toml::table> read_toml(std::string_view text, std::size_t bytes_max, problems& found) {
  if (text.size() > bytes_max) {
    found.add(0, "The file has " + std::to_string(text.size()) + " bytes; at most "
                     + std::to_string(bytes_max) + " are read.");
    return std::nullopt;
  }
  if (const auto line = line_with_too_many_dots(text)) {
    found.add(*line, "This line has more than " + std::to_string(dots_in_a_line_max)
                         + " dots; no key is that deep.");
    return std::nullopt;
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& e) {
    found.add(e.source().begin.line, "This is not TOML: " + std::string{e.description()} + ".");
    return std::nullopt;
  }
}

std::uint32_t line_of(const toml::node& node) {
  return node.source().begin.line;
}

scalar to_scalar(const toml::node& node) {
  switch (node.type()) {
  case toml::node_type::string:
    return node.as_string()->get();
  case toml::node_type::integer:
    return node.as_integer()->get();
  case toml::node_type::floating_point:
    return node.as_floating_point()->get();
  case toml::node_type::boolean:
    return node.as_boolean()->get();
  case toml::node_type::array:
    return list_of(*node.as_array());
  case toml::node_type::table:
    return foreign_value{"a table"};
  default:
    return foreign_value{"a date or time without quotes"};
  }
}

bool read_value(const bound_field& into, const toml::node& node, const path_check& check, problems& found) {
  const auto given = to_scalar(node);
  const auto key = full_key(*into.what);
  if (!assign(into, given)) {
    found.add(line_of(node), refusal(key, into, given));
    return false;
  }
  const auto* text = std::get_if<std::string>(&given);
  if (!check || !text || text->empty() || into.what->must_be == path_kind::none)
    return true;
  const bool folder = into.what->must_be == path_kind::folder;
  if (const auto problem = check(*text, folder); !problem.empty())
    found.add(line_of(node), key + " = " + (into.what->hidden ? "(value not shown)" : show(given)) + ": this "
                                 + (folder ? "folder " : "file ") + problem
                                 + ". Relative paths start at the working directory.");
  return true;
}

std::string unknown_key(std::string_view key, std::span<const std::string> known) {
  const auto name = shown_key(key);
  if (name.find("password") != name.npos || name.find("secret") != name.npos)
    return name
           + " is not known. Secrets do not stand in this file: put the secret into a file of mode 0600 and "
             "name it in password_file ([[tenant]]) or client_secret_file ([identity]).";
  const auto near = nearest(key, known);
  return name + " is not known." + (near ? " Did you mean " + *near + "?" : "");
}

} // namespace roamsync
