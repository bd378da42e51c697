#include "engine/base/unicode.hpp"
#include "engine/signature/template.hpp"

#include <span>

namespace roamsync {

namespace {

using kind = template_node::kind;
using step = template_steps::step;

// U+2068 and U+2069 keep a right-to-left value from turning what stands beside it.
std::string isolated(std::string_view value) {
  return has_right_to_left(value) ? "\xE2\x81\xA8" + std::string(value) + "\xE2\x81\xA9" : std::string(value);
}

std::string escaped(std::string_view value, const tag_place& place) {
  switch (place.where) {
  case value_place::plain:
    return isolated(value);
  case value_place::html_text:
    return escape_html(isolated(value));
  case value_place::attribute:
    return escape_html(value);
  case value_place::link_part:
    return escape_link_part(value, place.link);
  case value_place::whole_link:
    return escape_whole_link(value);
  case value_place::style:
    return escape_style(value);
  case value_place::image:
    return std::string(value);
  }
  return {};
}

/// What a unit held.
struct tally {
  bool variables = false; ///< at least one
  bool filled = false;    ///< one that is not empty
};

class renderer {
public:
  renderer(const template_steps& steps, const attribute_values& values, bool images, std::size_t bytes_max)
      : steps_(steps), values_(values), images_(images), bytes_max_(bytes_max) {}

  std::optional<std::string> run() {
    tally whole;
    all(steps_.all(), whole);
    if (out_.size() > bytes_max_)
      return std::nullopt;
    return std::move(out_);
  }

private:
  void all(std::span<const step> steps, tally& seen) {
    for (std::size_t i = 0; i < steps.size(); i += 1 + steps[i].inside) {
      if (out_.size() > bytes_max_)
        return;
      one(steps[i], steps.subspan(i + 1, steps[i].inside), seen);
    }
  }

  void one(const step& x, std::span<const step> inside, tally& seen) {
    const auto text = steps_.text_of(x);
    switch (x.what) {
    case kind::text:
      out_ += text;
      break;
    case kind::image:
      if (images_)
        out_ += text;
      break;
    case kind::variable:
      variable(text, x.place, seen);
      break;
    case kind::section:
      section(text, inside, seen);
      break;
    case kind::inverted:
      if (values_.of(text).empty()) {
        seen = {true, true};
        all(inside, seen);
      }
      break;
    case kind::unit:
      unit(inside, seen);
      break;
    }
  }

  void variable(std::string_view name, const tag_place& place, tally& seen) {
    seen.variables = true;
    std::string value;
    if (name == ".")
      value = *around_;
    else
      for (const auto& line : values_.of(name))
        value += (value.empty() ? "" : ", ") + line;
    const auto shown = escaped(value, place);
    seen.filled = seen.filled || !shown.empty();
    if (images_ || place.where != value_place::image)
      out_ += shown;
  }

  void section(std::string_view name, std::span<const step> inside, tally& seen) {
    seen.variables = true;
    const auto* const outer = around_;
    for (const auto& value : values_.of(name)) {
      seen.filled = true;
      if (name != photo_attribute) // also made for <img src="{{photo}}">, where {{.}} is what is around
        around_ = &value;
      all(inside, seen);
    }
    around_ = outer;
  }

  void unit(std::span<const step> inside, tally& seen) {
    const auto begin = out_.size();
    tally inner;
    all(inside, inner);
    if (inner.variables && !inner.filled)
      out_.resize(begin);
    seen.variables = seen.variables || inner.variables;
    seen.filled = seen.filled || inner.filled;
  }

  const template_steps& steps_;
  const attribute_values& values_;
  bool images_;
  std::size_t bytes_max_;
  const std::string* around_ = nullptr;
  std::string out_;
};

} // namespace

std::optional<std::string> signature_template::render(const attribute_values& values,
                                                      std::size_t bytes_max) const {
  return renderer(steps_, values, true, bytes_max).run();
}

std::optional<std::string> signature_template::render_without_images(const attribute_values& values,
                                                                     std::size_t bytes_max) const {
  return renderer(steps_, values, false, bytes_max).run();
}

} // namespace roamsync
