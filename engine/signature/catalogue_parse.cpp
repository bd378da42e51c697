#include "engine/base/toml_depth.hpp"
#include "engine/base/unicode.hpp"
#include "engine/signature/catalogue.hpp"
#include "engine/signature/folder.hpp"
#include "engine/signature/image.hpp"
#include "engine/signature/names.hpp"
#include "engine/signature/toml_keys.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace roamsync {

using namespace toml_keys;

namespace {

constexpr std::size_t warnings_max = 50;

class catalogue_reader {
public:
  catalogue_reader(const file_lookup& files, const catalogue_limits& limits)
      : files_(files), limits_(limits) {
    out_.signature_bytes_max = limits.signature_bytes_max;
  }

  result<catalogue> run(const toml::table& root) {
    if (const auto good = only_keys(root, "the catalogue", {"signature", "rule"}); !good)
      return good.failure();
    const auto each_signature = [this](const toml::table& x) { return add_signature(x); };
    if (const auto good = each(root, "signature", catalogue_signatures_max, each_signature); !good)
      return good.failure();
    const auto each_rule = [this](const toml::table& x) { return add_rule(x); };
    if (const auto good = each(root, "rule", catalogue_rules_max, each_rule); !good)
      return good.failure();
    for (const auto& name : unused())
      warn("no rule gives anybody the signature " + quoted(name));
    if (const auto good = find_attributes(); !good)
      return good.failure();
    return std::move(out_);
  }

private:
  template <class Each>
  status each(const toml::table& root, std::string_view key, std::size_t most, const Each& add) {
    const auto* const node = root.get(key);
    const auto heading = "[[" + std::string(key) + "]]";
    if (node == nullptr)
      return error{std::string(catalogue_file) + ": there is no " + heading + "; at least one is needed"};
    const auto* const list = node->as_array();
    if (list == nullptr || list->empty() || !list->is_homogeneous(toml::node_type::table))
      return refuse(*node, std::string(key) + " must be written as " + heading);
    if (list->size() > most)
      return refuse(*node, "too many " + heading + "; " + std::to_string(most) + " are allowed");
    for (const auto& item : *list)
      if (const auto good = add(*item.as_table()); !good)
        return good;
    return success();
  }

  void warn(std::string sentence) {
    if (out_.warnings.size() < warnings_max)
      out_.warnings.push_back(std::move(sentence));
  }

  status find_attributes() {
    std::set<std::string> used;
    for (const auto& x : out_.signatures) {
      x.html.collect_attributes(used);
      if (x.text)
        x.text->collect_attributes(used);
    }
    for (const auto& rule : out_.rules)
      for (const auto& x : rule.when)
        used.insert(x.attribute);
    out_.attributes.assign(used.begin(), used.end());
    std::ranges::copy_if(used, std::back_inserter(out_.custom_attributes), is_custom_attribute);
    for (const auto& x : used)
      if (x.starts_with(manager_prefix))
        out_.manager_attributes.push_back(x.substr(manager_prefix.size()));
    out_.uses_photo = used.contains(std::string(photo_attribute));
    const auto of_manager =
        static_cast<std::size_t>(std::ranges::count_if(out_.manager_attributes, is_custom_attribute));
    const auto most = std::max(out_.custom_attributes.size(), of_manager);
    if (most > custom_attributes_max)
      return error{std::string(catalogue_file) + ": the catalogue uses " + std::to_string(most)
                   + " different extension_ attributes; " + std::to_string(custom_attributes_max)
                   + " are allowed"};
    return success();
  }

  status add_signature(const toml::table& table) {
    if (const auto good = only_keys(table, "[[signature]]", {"name", "html", "text"}); !good)
      return good;
    const auto name = text_of(table, "name", true);
    if (!name)
      return name.failure();
    if (const auto good = check_signature_name(*name); !good)
      return refuse(*table.get("name"), good.failure().message);
    if (find(*name) != nullptr)
      return refuse(*table.get("name"), "the name " + quoted(*name)
                                            + " is given twice; names must differ in more than letter case");
    auto html = html_template(table);
    if (!html)
      return html.failure();
    auto text = text_template(table);
    if (!text)
      return text.failure();
    out_.signatures.push_back({*name, std::move(*html), std::move(*text)});
    return check_size(*table.get("html"), out_.signatures.back());
  }

  [[nodiscard]] const signature_source* find(std::string_view name) const {
    const auto found = std::ranges::find_if(out_.signatures,
                                            [&](const auto& x) { return same_signature_name(x.name, name); });
    return found == out_.signatures.end() ? nullptr : &*found;
  }

  /// The text of the file that a key names, and its path.
  result<std::pair<std::string, std::string>> file_of(const toml::table& table, std::string_view key) {
    const auto reference = text_of(table, key, true);
    if (!reference)
      return reference.failure();
    const auto& node = *table.get(key);
    const auto path = path_in_folder("", *reference);
    if (!path)
      return refuse(
          node, "key " + std::string(key) + ": " + quoted(*reference)
                    + " is not a file of the catalogue's folder; write its path below the folder, with /");
    auto content = files_(*path);
    if (!content)
      return refuse(node, "key " + std::string(key) + ": there is no file " + quoted(*path)
                              + " in the catalogue's folder");
    if (content->size() > limits_.signature_bytes_max)
      return refuse(node, "key " + std::string(key) + ": " + quoted(*path) + " is larger than "
                              + std::to_string(limits_.signature_bytes_max) + " bytes");
    if (!is_utf8(*content))
      return refuse(node,
                    "key " + std::string(key) + ": " + quoted(*path) + " is not UTF-8; save it as UTF-8");
    return std::pair(*path, std::move(*content));
  }

  result<signature_template> html_template(const toml::table& table) {
    const auto file = file_of(table, "html");
    if (!file)
      return file.failure();
    const auto& [path, content] = *file;
    const image_source images = [this, folder = std::string(folder_of(path))](std::string_view reference,
                                                                              bool cid) {
      return embedded(cid ? std::string_view{} : folder, reference);
    };
    std::vector<std::string> warnings;
    auto out = signature_template::compile_html(path, content, images, warnings);
    for (auto& x : warnings)
      warn(std::move(x));
    return out;
  }

  result<std::optional<signature_template>> text_template(const toml::table& table) {
    if (!table.contains("text"))
      return std::optional<signature_template>{};
    const auto file = file_of(table, "text");
    if (!file)
      return file.failure();
    auto out = signature_template::compile_text(file->first, file->second);
    if (!out)
      return out.failure();
    return std::optional<signature_template>(std::move(*out));
  }

  result<std::string> embedded(std::string_view folder, std::string_view reference) {
    const auto path = path_in_folder(folder, reference);
    if (!path)
      return error{"the image " + quoted(reference)
                   + " is not a file of the catalogue's folder; write its path below the folder, with /"};
    if (const auto known = images_.find(*path); known != images_.end())
      return known->second;
    const auto content = files_(*path);
    if (!content)
      return error{"there is no image " + quoted(*path) + " in the catalogue's folder"};
    if (content->size() > limits_.signature_bytes_max / 4 * 3)
      return error{"the image " + quoted(*path) + " is too large; "
                   + std::to_string(limits_.signature_bytes_max / 4 * 3)
                   + " bytes are allowed, far fewer are better"};
    const auto type = image_type(*content);
    if (!type)
      return error{"the image " + quoted(*path)
                   + " is not PNG, JPEG or GIF; Outlook shows no other kind everywhere"};
    return images_.emplace(*path, data_uri(*type, *content)).first->second;
  }

  // What is larger than allowed for a user without any attribute is larger for everybody.
  status check_size(const toml::node& at, const signature_source& x) {
    const attribute_values nobody{member{}};
    const auto html = x.html.render(nobody, limits_.signature_bytes_max);
    if (!html)
      return refuse(at, "the signature " + quoted(x.name) + " with its images is larger than "
                            + std::to_string(limits_.signature_bytes_max) + " bytes; use smaller images");
    if (html->size() > limits_.signature_bytes_warn)
      warn("the signature " + quoted(x.name) + " has " + std::to_string(html->size())
           + " bytes with its images, and each mail carries them: use smaller images");
    return success();
  }

  status add_rule(const toml::table& table) {
    if (const auto good = only_keys(table, "[[rule]]", {"when", "signatures", "new", "reply"}); !good)
      return good;
    assignment_rule rule;
    if (const auto* const when = table.get("when"); when != nullptr)
      if (const auto good = read_conditions(*when, rule); !good)
        return good;
    const auto* const names = table.get("signatures");
    if (names == nullptr)
      return refuse(table, "key signatures is missing; write signatures = [\"" + out_.signatures.front().name
                               + "\"]");
    if (const auto good = read_names(*names, rule); !good)
      return good;
    if (const auto good = read_default(table, "new", rule, rule.default_new); !good)
      return good;
    if (const auto good = read_default(table, "reply", rule, rule.default_reply); !good)
      return good;
    out_.rules.push_back(std::move(rule));
    return success();
  }

  static status read_conditions(const toml::node& node, assignment_rule& rule) {
    const auto* const table = node.as_table();
    if (table == nullptr)
      return refuse(node, "key when must be written as when = { department = \"Sales\" }");
    return add_conditions(*table, "", rule);
  }

  // manager.mail = "x" is to TOML a table "manager" with the key mail.
  static status add_conditions(const toml::table& table, std::string_view prefix, assignment_rule& rule) {
    for (const auto& [key, value] : table) {
      const auto name = std::string(prefix) + std::string(key.str());
      const auto* const of_manager = value.as_table();
      if (of_manager != nullptr && name + "." == manager_prefix) {
        if (const auto good = add_conditions(*of_manager, manager_prefix, rule); !good)
          return good;
        continue;
      }
      if (!is_known_attribute(name))
        return refuse(value, "when: " + quoted(name) + " is not an attribute; " + attribute_hint(name));
      auto patterns = texts_of(value, name);
      if (!patterns)
        return patterns.failure();
      if (name == photo_attribute && !std::all_of(patterns->begin(), patterns->end(), [](const auto& x) {
            return x.empty() || x == "*";
          }))
        return refuse(value, "photo in a rule is \"*\", who has one, or \"\", who has none");
      rule.when.push_back({name, std::move(*patterns)});
    }
    return success();
  }

  status read_names(const toml::node& node, assignment_rule& rule) {
    const auto names = texts_of(node, "signatures");
    if (!names)
      return names.failure();
    for (const auto& name : *names) {
      const auto* const known = find(name);
      if (known == nullptr)
        return refuse(node, "signatures: there is no [[signature]] named " + quoted(name));
      if (std::ranges::find(rule.signatures, known->name) != rule.signatures.end())
        return refuse(node, "signatures: " + quoted(name) + " is named twice");
      rule.signatures.push_back(known->name);
    }
    return success();
  }

  status read_default(const toml::table& table, std::string_view key, const assignment_rule& rule,
                      std::string& into) {
    const auto name = text_of(table, key, false);
    if (!name)
      return name.failure();
    if (name->empty())
      return success();
    const auto* const known = find(*name);
    if (known == nullptr || std::ranges::find(rule.signatures, known->name) == rule.signatures.end())
      return refuse(*table.get(key),
                    std::string(key) + ": " + quoted(*name) + " is not among the signatures of this rule");
    into = known->name;
    return success();
  }

  [[nodiscard]] std::vector<std::string> unused() const {
    std::vector<std::string> out;
    for (const auto& x : out_.signatures)
      if (std::ranges::none_of(out_.rules, [&](const auto& rule) {
            return std::ranges::find(rule.signatures, x.name) != rule.signatures.end();
          }))
        out.push_back(x.name);
    return out;
  }

  const file_lookup& files_;
  const catalogue_limits& limits_;
  std::map<std::string, std::string> images_; // data URIs by path
  catalogue out_;
};

} // namespace

result<catalogue> parse_catalogue(std::string_view toml, const file_lookup& files,
                                  const catalogue_limits& limits) {
  if (toml.size() > catalogue_bytes_max)
    return error{std::string(catalogue_file) + " is larger than 1,000,000 bytes"};
  if (const auto line = line_with_too_many_dots(toml))
    return error{std::string(catalogue_file) + ", line " + std::to_string(*line) + ": more than "
                 + std::to_string(dots_in_a_line_max) + " dots; no key is that deep"};
  try {
    const auto root = toml::parse(toml, catalogue_file);
    return catalogue_reader(files, limits).run(root);
  } catch (const toml::parse_error& wrong) {
    return error{std::string(catalogue_file) + ", line " + std::to_string(wrong.source().begin.line)
                 + ": this is not TOML: " + std::string(wrong.description())};
  }
}

} // namespace roamsync
