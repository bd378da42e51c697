#include "engine/signature/mustache_tags.hpp"

#include "engine/base/ascii.hpp"
#include "engine/base/unicode.hpp"
#include "engine/signature/attributes.hpp"

#include <algorithm>
#include <optional>

namespace roamsync {

namespace {

class tag_finder {
public:
  tag_finder(std::string_view file, std::string_view text) : file_(file), text_(text) {}

  result<std::vector<mustache_tag>> run() {
    for (auto open = text_.find("{{"); open != std::string_view::npos; open = text_.find("{{", at_))
      if (const auto added = add(open); !added)
        return added.failure();
    if (!open_.empty())
      return refuse(open_.back().begin, "{{#" + open_.back().name + "}} is not closed; write {{/"
                                            + open_.back().name + "}} where it ends");
    return std::move(tags_);
  }

private:
  [[nodiscard]] error refuse(std::size_t at, std::string_view why) const {
    return {place_in_file(file_, text_, at) + std::string(why)};
  }

  status add(std::size_t open) {
    const bool triple = text_.substr(open).starts_with("{{{");
    const std::string_view closer = triple ? "}}}" : "}}";
    const auto inner = open + closer.size();
    const auto close = text_.find(closer, inner);
    if (close == std::string_view::npos)
      return refuse(open, "{{ is not closed by }}");
    if (tags_.size() >= template_tags_max)
      return refuse(open, "too many {{...}}; 5,000 are allowed in one file");
    at_ = close + closer.size();
    auto tag = read(trim(text_.substr(inner, close - inner)), triple);
    tag.begin = open;
    tag.end = at_;
    if (const auto good = check(tag); !good)
      return good;
    if (tag.kind > mustache_kind::raw_variable)
      take_line(tag);
    tags_.push_back(std::move(tag));
    return success();
  }

  static mustache_tag read(std::string_view content, bool triple) {
    const char sign = content.empty() || triple ? '\0' : content.front();
    const auto kind = triple        ? mustache_kind::raw_variable
                      : sign == '&' ? mustache_kind::raw_variable
                      : sign == '#' ? mustache_kind::section
                      : sign == '^' ? mustache_kind::inverted
                      : sign == '/' ? mustache_kind::end
                      : sign == '!' ? mustache_kind::comment
                                    : mustache_kind::variable;
    const bool signed_name = !triple && kind != mustache_kind::variable;
    mustache_tag tag;
    tag.kind = kind;
    tag.name = trim(signed_name ? content.substr(1) : content);
    return tag;
  }

  status check(const mustache_tag& tag) {
    if (tag.kind == mustache_kind::comment)
      return success();
    if (tag.name.starts_with('>') || tag.name.starts_with('='))
      return refuse(tag.begin,
                    "{{> }} and {{= =}} are not supported; write the text itself, between {{ and }}");
    if (tag.kind == mustache_kind::end)
      return close_section(tag);
    const bool dot = tag.name == ".";
    const bool opens = tag.kind == mustache_kind::section || tag.kind == mustache_kind::inverted;
    if (dot && (opens || value_around().empty()))
      return refuse(tag.begin, "{{.}} is the value of the section around it; write it between "
                               "{{#businessPhones}} and {{/businessPhones}}, for example");
    if (dot && value_around() == photo_attribute)
      return refuse(tag.begin, "inside {{#photo}} write <img src=\"{{photo}}\">");
    if (!dot && !is_known_attribute(tag.name))
      return refuse(tag.begin, "{{" + one_line(tag.name.substr(0, 100)) + "}} is not an attribute; "
                                   + attribute_hint(tag.name));
    if (opens && open_.size() >= template_depth_max)
      return refuse(tag.begin, "sections are nested too deep; 8 levels are allowed");
    if (opens)
      open_.push_back(tag);
    return success();
  }

  status close_section(const mustache_tag& tag) {
    if (open_.empty())
      return refuse(tag.begin, "{{/" + one_line(tag.name.substr(0, 100))
                                   + "}} closes nothing; write {{#name}} "
                                     "where the section begins");
    if (open_.back().name != tag.name)
      return refuse(tag.begin, "{{/" + one_line(tag.name.substr(0, 100)) + "}} stands where {{/"
                                   + open_.back().name + "}} is due");
    open_.pop_back();
    return success();
  }

  /// The attribute whose value {{.}} is; empty outside of sections.
  [[nodiscard]] std::string_view value_around() const {
    const auto found = std::find_if(open_.rbegin(), open_.rend(),
                                    [](const auto& x) { return x.kind == mustache_kind::section; });
    return found == open_.rend() ? std::string_view{} : found->name;
  }

  // Mustache's rule for tags that stand alone on a line.
  void take_line(mustache_tag& tag) const {
    auto begin = tag.begin;
    while (begin > 0 && (text_[begin - 1] == ' ' || text_[begin - 1] == '\t'))
      --begin;
    auto end = tag.end;
    while (end < text_.size() && (text_[end] == ' ' || text_[end] == '\t' || text_[end] == '\r'))
      ++end;
    const bool first = begin == 0 || text_[begin - 1] == '\n';
    const bool last = end == text_.size() || text_[end] == '\n';
    if (!first || !last)
      return;
    tag.begin = begin;
    tag.end = std::min(end + 1, text_.size());
  }

  std::string_view file_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<mustache_tag> tags_;
  std::vector<mustache_tag> open_;
};

} // namespace

result<std::vector<mustache_tag>> find_mustache_tags(std::string_view file, std::string_view text) {
  return tag_finder(file, text).run();
}

std::string place_in_file(std::string_view file, std::string_view text, std::size_t at) {
  const auto line = 1 + std::ranges::count(text.substr(0, at), '\n');
  return std::string(file) + ", line " + std::to_string(line) + ": ";
}

} // namespace roamsync
