#pragma once

#include "engine/base/result.hpp"
#include "engine/signature/attributes.hpp"
#include "engine/signature/html_rules.hpp"
#include "engine/signature/template_steps.hpp"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// A compiled Mustache template: {{name}}, {{{name}}} for links, {{#name}}, {{^name}}, {{/name}}, {{.}},
/// {{! }}. Immutable; render() may be called from any thread.
///
/// An empty attribute takes its line with it. A line is what stands between two line breaks of the template
/// (in HTML also between two <br>). It goes when it holds at least one variable or section and every one of
/// them is empty, with the labels and the <br> in it. Tags that begin or end outside of the line (a <p> at
/// its front, a </td> at its end) stay. A table row (<tr> to </tr>) counts as one line: it goes as a whole
/// when all variables in it are empty, and stays as a whole, so that no row loses a cell; the lines inside
/// one cell go as elsewhere. {{^name}}text{{/name}} counts as filled where it is shown. An <img> whose source
/// is the photo goes with it, whatever else its line holds.
class signature_template {
public:
  /// `file` is for messages. Checks are those of find_mustache_tags and apply_html_rules.
  static result<signature_template> compile_html(std::string_view file, std::string_view text,
                                                 const image_source& images,
                                                 std::vector<std::string>& warnings);
  static result<signature_template> compile_text(std::string_view file, std::string_view text);

  /// The filled template; nullopt if it grows beyond `bytes_max`.
  [[nodiscard]] std::optional<std::string> render(const attribute_values& values,
                                                  std::size_t bytes_max) const;

  /// The same without the data of embedded images: what the text form is made from.
  [[nodiscard]] std::optional<std::string> render_without_images(const attribute_values& values,
                                                                 std::size_t bytes_max) const;

  /// Adds the names of the attributes that the template uses.
  void collect_attributes(std::set<std::string>& into) const;

private:
  template_steps steps_;
};

} // namespace roamsync
