#include "engine/base/ascii.hpp"
#include "engine/base/unicode.hpp"
#include "engine/signature/html_tree.hpp"
#include "engine/signature/render.hpp"
#include "tests/fuzz/answer_text.hpp"
#include "tests/fuzz/require.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>

using namespace roamsync;

namespace {

/// "catalogue.toml", then files, each behind a line "=== path".
std::map<std::string, std::string> folder_from(std::string_view text) {
  std::map<std::string, std::string> out;
  std::string path = "catalogue.toml";
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (line.starts_with("=== "))
      path = line.substr(4);
    else
      out[path].append(line).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

member hostile_member() {
  member out;
  out.user_id = "1";
  out.mail = "a@contoso.com";
  for (const auto* name : {"displayName", "jobTitle", "city", "extensionAttribute1"})
    out.attributes[name] = "\"><fuzz onfuzz='x' href=\"javascript:fuzz\">{{city}}</p>--><fuzz>";
  out.attributes["manager.displayName"] = out.attributes["city"];
  out.lists["businessPhones"] = {"1' onfuzz='x", "javascript:fuzz"};
  out.photo = std::make_shared<const std::string>("data:image/png;base64,iVBORw0KGgp4eHh4");
  return out;
}

/// No element and no attribute that only a value could have brought in.
bool holds_foreign_markup(const GumboNode& node) {
  if (node.type != GUMBO_NODE_ELEMENT)
    return false;
  const auto& x = node.v.element;
  for (unsigned i = 0; i < x.attributes.length; ++i)
    if (std::string_view(static_cast<const GumboAttribute*>(x.attributes.data[i])->name) == "onfuzz")
      return true;
  for (unsigned i = 0; i < x.children.length; ++i)
    if (holds_foreign_markup(*static_cast<const GumboNode*>(x.children.data[i])))
      return true;
  return ascii_lower(element_name(node)) == "fuzz" || attribute_of(node, "href") == "javascript:fuzz";
}

} // namespace

/// The input is a catalogue's folder. Values of a hostile user must not become markup, unless the template
/// itself holds the word.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_from(data, size);
  const auto files = folder_from(text);
  const file_lookup lookup = [&](std::string_view path) -> std::optional<std::string> {
    fuzz::require(!path.starts_with('/') && ("/" + std::string(path) + "/").find("/../") == std::string::npos,
                  "no path leaves the folder");
    const auto found = files.find(std::string(path));
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const auto toml = files.find("catalogue.toml");
  const auto got = parse_catalogue(toml == files.end() ? "" : toml->second, lookup);
  if (!got) {
    fuzz::require(!got.failure().message.empty() && is_utf8(got.failure().message), "an error is a sentence");
    return 0;
  }
  const auto rendered = render(*got, hostile_member());
  fuzz::require(rendered.ok() != rendered.wanted.signatures.empty(), "signatures or a cause");
  const bool has_word = ascii_lower(text).find("fuzz") != std::string::npos;
  for (const auto& x : rendered.wanted.signatures) {
    fuzz::require(x.html.size() <= got->signature_bytes_max, "a signature is within its bound");
    const html_tree tree(x.html);
    if (tree.root() != nullptr && !has_word)
      fuzz::require(!holds_foreign_markup(*tree.root()), "a value never becomes markup");
  }
  return 0;
}
