#pragma once

#include "engine/base/result.hpp"
#include "engine/signature/rule.hpp"
#include "engine/signature/template.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// A named signature of a catalogue.
struct signature_source {
  std::string name;
  signature_template html;
  std::optional<signature_template> text; ///< absent: the text form is made from the HTML form
};

/// A tenant's signatures and who gets which; checked, so that rendering cannot fail but for size.
struct catalogue {
  std::vector<signature_source> signatures; ///< names differ without letter case
  std::vector<assignment_rule> rules;       ///< the names in them are among the signatures, spelled alike
  std::size_t signature_bytes_max = 0;      ///< of one form of one signature
  std::vector<std::string> warnings;        ///< sentences for the tenant's admin
  std::vector<std::string> attributes;      ///< all that templates and rules use, in order of name
  /// The extension_<application>_<name> attributes in templates and rules: the directory must be asked for
  /// them by name.
  std::vector<std::string> custom_attributes;
  std::vector<std::string> manager_attributes; ///< those of the manager that are used, without manager_prefix
  bool uses_photo = false;
};

/// Gives the bytes of a file of the catalogue's folder, by its path below it ("images/logo.png", "/" between
/// the parts, no "." or ".." in it); nullopt if there is no such file. Called while parse_catalogue runs,
/// and not after.
using file_lookup = std::function<std::optional<std::string>(std::string_view path)>;

/// Bounds of a catalogue.
struct catalogue_limits {
  std::size_t signature_bytes_max = 1'000'000; ///< of one form, images and all (wire.md 4.1.10)
  std::size_t signature_bytes_warn = 30'000;   ///< above it a warning: each mail carries it
};
constexpr std::size_t catalogue_bytes_max = 1'000'000;
constexpr std::size_t catalogue_signatures_max = 50;
constexpr std::size_t catalogue_rules_max = 1'000;
/// Of the user, and as many of the manager: the directory's address line has its limits.
constexpr std::size_t custom_attributes_max = 50;

/// Reads "catalogue.toml" with the templates and images that it names. Unknown keys are errors. Any error
/// names file, line and key, and what is allowed.
///
///     [[signature]]
///     name = "Standard"
///     html = "standard.html"          # a file of the folder
///     text = "standard.txt"           # optional; made from the HTML form without it
///
///     [[rule]]                        # in order, the first that fits counts
///     when = { department = "Sales", country = ["DE", "AT"], manager.mail = "*@contoso.com" } # absent: all
///     signatures = ["Standard"]
///     new = "Standard"                # default for new mails; absent: left alone
///     reply = "Standard"              # default for replies and forwards, likewise
///
/// `<img src="images/logo.png">` (seen from the HTML file) and `<img src="cid:images/logo.png">` (seen from
/// the folder) are embedded: PNG, JPEG or GIF. `<img src="{{photo}}">` is the user's photo.
[[nodiscard]] result<catalogue> parse_catalogue(std::string_view toml, const file_lookup& files,
                                                const catalogue_limits& limits = {});

} // namespace roamsync
