#include "engine/base/nearest.hpp"
#include "engine/config/cloud_tables.hpp"
#include "engine/config/config.hpp"
#include "engine/config/config_fields.hpp"
#include "engine/config/config_findings.hpp"
#include "engine/config/limits_rules.hpp"
#include "engine/config/table_reader.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace roamsync {

namespace {

constexpr std::size_t config_bytes_max = 1'048'576;

/// Reads the tables of one file.
class config_reader {
public:
  config_reader(std::string_view file_name, const path_check& check) : found_(file_name), check_(check) {
    for (const auto& f : bind(config_)) {
      fields_.emplace(full_key(*f.what), f);
      keys_.push_back(full_key(*f.what));
      if (sections_.empty() || sections_.back() != f.what->section)
        sections_.emplace_back(f.what->section);
    }
  }

  result<config> read(std::string_view text) {
    const auto file = read_toml(text, config_bytes_max, found_);
    if (!file)
      return found_.report();
    for (const auto& [name, node] : *file)
      read_section(std::string{name.str()}, node);
    // Values that are wrong alone are reported already; how they go together is asked only of good ones.
    for (const auto& finding : config_findings(config_))
      if (std::ranges::all_of(finding.needs, [&](const auto& key) { return is_sure(key); }))
        found_.add(lines_[finding.key], finding.what);
    if (!found_.none())
      return found_.report();
    return config_;
  }

private:
  /// Whether the setting has the value that was meant: a good one, or none where no word of the file can mean it.
  [[nodiscard]] bool is_sure(const std::string& key) const {
    if (bad_.contains(key) || lines_.contains(key))
      return !bad_.contains(key);
    return !unknown_in_.contains("") && !unknown_in_.contains(key.substr(0, key.find('.')));
  }

  void read_section(const std::string& name, const toml::node& node) {
    const auto* table = node.as_table();
    if (std::find(sections_.begin(), sections_.end(), name) == sections_.end()) {
      found_.add(line_of(node), "Section [" + unknown_section(name));
      unknown_in_.insert("");
    } else if (!table)
      found_.add(line_of(node), name + " must be a section: [" + name + "].");
    else
      for (const auto& [key, value] : *table)
        read_key(name, key.str(), value);
  }

  [[nodiscard]] std::string unknown_section(const std::string& name) const {
    const auto near = nearest(name, sections_);
    const auto shown = quoted(name.substr(0, 64));
    return shown.substr(1, shown.size() - 2) + "] is not known."
           + (near ? " Did you mean [" + *near + "]?" : "");
  }

  void read_key(const std::string& section, std::string_view key, const toml::node& node) {
    const auto full = section + "." + std::string{key};
    lines_[full] = line_of(node);
    if (const auto it = fields_.find(full); it != fields_.end())
      read_field(full, it->second, node);
    else if (section == "cloud" && node.is_table())
      read_named_cloud(key, *node.as_table());
    else if (full == "limits.at")
      read_limits_rules(node, config_, found_);
    else {
      found_.add(line_of(node), unknown_key(full, keys_));
      unknown_in_.insert(section);
    }
  }

  void read_field(const std::string& key, const bound_field& into, const toml::node& node) {
    if (!read_value(into, node, check_, found_))
      bad_.insert(key);
  }

  void read_named_cloud(std::string_view name, const toml::table& table) {
    const auto before = found_.count();
    read_cloud(name, table, config_, found_);
    if (found_.count() > before)
      bad_.insert("cloud.name"); // it may mean this one
  }

  config config_;
  problems found_;
  const path_check& check_;
  std::map<std::string, bound_field, std::less<>> fields_;
  std::vector<std::string> keys_;
  std::vector<std::string> sections_;
  std::map<std::string, std::uint32_t> lines_;
  std::set<std::string, std::less<>> bad_; ///< settings whose value was refused
  std::set<std::string, std::less<>>
      unknown_in_; ///< sections with a key that is not known; "": a section is not
};

} // namespace

result<config> parse_config(std::string_view text, std::string_view file_name, const path_check& check) {
  return config_reader{file_name, check}.read(text);
}

} // namespace roamsync
