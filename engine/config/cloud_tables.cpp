#include "engine/config/cloud_tables.hpp"

#include "engine/config/config_fields.hpp"
#include "engine/config/table_reader.hpp"

#include <algorithm>
#include <optional>

namespace roamsync {

namespace {

constexpr std::string_view url_allowed =
    "not allowed. Allowed: \"https://HOST:PORT/PREFIX\" or \"http://...\", without user and password, or a "
    "table {scheme, host, port, path_prefix}.";

bool holds(const std::vector<std::string>& known, std::string_view key) {
  return std::find(known.begin(), known.end(), key) != known.end();
}

/// One member of {scheme, host, port, path_prefix}; false if it is not allowed.
bool read_part(std::string_view key, const scalar& given, endpoint& into) {
  if (key == "port") {
    const auto* port = std::get_if<std::int64_t>(&given);
    if (!port || *port < 1 || *port > 65'535)
      return false;
    into.port = static_cast<std::uint16_t>(*port);
    return true;
  }
  const auto* text = std::get_if<std::string>(&given);
  if (!text)
    return false;
  if (key == "scheme")
    into.scheme = *text;
  else if (key == "host")
    into.host = *text;
  else
    into.path_prefix = *text;
  return true;
}

std::optional<endpoint> read_endpoint_table(const std::string& key, const toml::table& table,
                                            problems& found) {
  static const std::vector<std::string> known{"scheme", "host", "port", "path_prefix"};
  endpoint x;
  bool good = true;
  for (const auto& [name, node] : table) {
    if (!holds(known, name.str())) {
      found.add(line_of(node), key + ": " + unknown_key(name.str(), known));
      good = false;
    } else if (!read_part(name.str(), to_scalar(node), x)) {
      found.add(line_of(node), key + "." + std::string{name.str()} + ": " + std::string{url_allowed});
      good = false;
    }
  }
  if (!good)
    return std::nullopt;
  if (!table.contains("port"))
    x.port = x.scheme == "http" ? 80 : 443;
  const auto parsed = parse_endpoint(to_string(x));
  if (parsed && *parsed == x)
    return x;
  found.add(line_of(table), key + ": " + std::string{url_allowed});
  return std::nullopt;
}

std::optional<endpoint> read_endpoint(const std::string& key, const toml::node& node, problems& found) {
  if (const auto* table = node.as_table())
    return read_endpoint_table(key, *table, found);
  const auto* text = node.as_string();
  if (auto parsed = parse_endpoint(text ? text->get() : std::string{}))
    return parsed.value();
  found.add(line_of(node), key + " = " + show(to_scalar(node)) + ": " + std::string{url_allowed});
  return std::nullopt;
}

std::vector<std::string> keys_of_a_cloud() {
  std::vector<std::string> keys;
  for (const auto& service : cloud_services)
    keys.emplace_back(service.name);
  cloud_identity unused;
  for (const auto& f : bind(unused))
    keys.emplace_back(f.what->key);
  return keys;
}

} // namespace

void read_cloud(std::string_view name, const toml::table& table, config& into, problems& found) {
  static const std::vector<std::string> known = keys_of_a_cloud();
  if (!short_name.fits(name) || name.size() > 64) {
    found.add(line_of(table), "[cloud.NAME]: the name of this table is not allowed. Allowed: "
                                  + std::string{short_name.allowed} + " of at most 64 bytes.");
    return;
  }
  const auto key = "cloud." + std::string{name};
  for (const auto& [service, node] : table)
    if (!holds(known, service.str()))
      found.add(line_of(node), "[" + key + "]: " + unknown_key(service.str(), known));

  cloud& x = into.cloud.named[std::string{name}];
  for (const auto& [service, member] : cloud_services) {
    const auto full = key + "." + std::string{service};
    if (const auto* node = table.get(service))
      x.*member = read_endpoint(full, *node, found).value_or(endpoint{});
    else if ((x.*member).host.empty())
      found.add(line_of(table), full
                                    + " is missing. A cloud that is not a preset names identity, outlook and "
                                      "graph.");
  }
  for (const auto& f : bind(into.cloud.identities[std::string{name}])) {
    const auto* node = table.get(f.what->key);
    const auto given = node ? to_scalar(*node) : scalar{std::string{}};
    const auto* text = std::get_if<std::string>(&given);
    if (text && text->empty()) // as if left out
      continue;
    if (!assign(f, given))
      found.add(line_of(*node), refusal(key + "." + std::string{f.what->key}, f, given));
  }
}

} // namespace roamsync
