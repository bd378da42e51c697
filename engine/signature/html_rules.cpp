#include "engine/signature/html_rules.hpp"

#include "engine/base/unicode.hpp"
#include "engine/signature/attributes.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace roamsync {

namespace {

constexpr auto removed_by_exchange = std::to_array<std::string_view>(
    {"script",   "iframe", "object", "embed",  "applet",   "form",      "input",   "button",   "select",
     "textarea", "base",   "svg",    "math",   "video",    "audio",     "canvas",  "noscript", "frame",
     "frameset", "xmp",    "dialog", "portal", "template", "plaintext", "marquee", "noembed"});
constexpr auto link_attributes = std::to_array<std::string_view>({"href", "src", "background"});
constexpr auto other_addresses = std::to_array<std::string_view>(
    {"action", "cite", "longdesc", "poster", "data", "formaction", "srcset", "usemap", "ping", "xlink:href"});
constexpr auto schemes = std::to_array<std::pair<std::string_view, link_kind>>({
    {"http://", link_kind::web},
    {"https://", link_kind::web},
    {"mailto:", link_kind::mailto},
    {"sip:", link_kind::mailto},
    {"tel:", link_kind::tel},
    {"callto:", link_kind::tel},
    {"sms:", link_kind::tel},
});
constexpr std::string_view scheme_advice =
    "; begin it with https://, http://, mailto:, tel:, callto:, sip: or sms:";

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view x) {
  return std::ranges::find(list, x) != list.end();
}

std::optional<link_kind> link_kind_of(std::string_view link) {
  const auto lower = fold_case(link.substr(0, 16));
  for (const auto& [scheme, kind] : schemes)
    if (lower.starts_with(scheme))
      return kind;
  return std::nullopt;
}

// What must be the same where a section opens and where it closes.
struct surroundings {
  const html_tag* tag = nullptr;
  const html_attribute* attribute = nullptr;
  std::size_t aside = 0; // its end, or 0
  friend bool operator==(const surroundings&, const surroundings&) = default;
};

class rule_keeper {
public:
  rule_keeper(std::string_view file, std::string_view text, const std::vector<mustache_tag>& tags,
              const image_source& images)
      : file_(file), text_(text), mustaches_(tags), images_(images), scan_(scan_html(masked())) {}

  result<html_findings> run() {
    if (scan_.tags.size() > html_tags_max)
      return refuse(scan_.tags[html_tags_max].begin, "too many HTML tags; 10,000 are allowed in one file");
    for (const auto& tag : scan_.tags)
      if (const auto good = check_tag(tag); !good)
        return good.failure();
    if (const auto good = place_all(); !good)
      return good.failure();
    out_.tags = std::move(scan_.tags);
    return std::move(out_);
  }

private:
  [[nodiscard]] error refuse(std::size_t at, std::string_view why) const {
    return {place_in_file(file_, text_, at) + std::string(why)};
  }

  // Values must not look like markup while the HTML is scanned; lines that go whole are blank.
  [[nodiscard]] std::string masked() const {
    std::string out(text_);
    for (const auto& tag : mustaches_) {
      const bool whole_line = text_[tag.end - 1] != '}' || text_[tag.begin] != '{';
      std::fill(out.begin() + static_cast<std::ptrdiff_t>(tag.begin),
                out.begin() + static_cast<std::ptrdiff_t>(tag.end), whole_line ? ' ' : 'x');
    }
    return out;
  }

  [[nodiscard]] std::size_t braces(const mustache_tag& tag) const { return text_.find("{{", tag.begin); }

  [[nodiscard]] bool holds_mustache(std::size_t begin, std::size_t end) const {
    const auto next = first_mustache(begin);
    return next != mustaches_.end() && braces(*next) < end;
  }

  [[nodiscard]] std::vector<mustache_tag>::const_iterator first_mustache(std::size_t begin) const {
    return std::ranges::lower_bound(mustaches_, begin, {}, [&](const auto& x) { return braces(x); });
  }

  status check_tag(const html_tag& tag) {
    if (among(removed_by_exchange, tag.name))
      return refuse(tag.begin, "Exchange removes <" + tag.name + "> from signatures; take it out");
    if (!tag.closing && (tag.name == "style" || tag.name == "link"))
      return leave_out(tag);
    for (const auto& attribute : tag.attributes)
      if (const auto good = check_attribute(tag, attribute); !good)
        return good;
    return success();
  }

  status leave_out(const html_tag& tag) {
    auto end = tag.end;
    if (tag.name == "style") {
      // The scanner does not look into a style sheet: the next tag is the one that closes it.
      const auto* close = &tag + 1;
      end = close == scan_.tags.data() + scan_.tags.size() ? text_.size() : close->end;
    }
    if (holds_mustache(tag.begin, end))
      return refuse(tag.begin, "no {{...}} in <" + tag.name + ">; write style attributes");
    out_.warnings.push_back(place_in_file(file_, text_, tag.begin) + "<" + tag.name
                            + "> is left out: Exchange does not keep style sheets; write style attributes");
    out_.replacements.push_back({tag.begin, end, {}});
    return success();
  }

  status check_attribute(const html_tag& tag, const html_attribute& attribute) {
    const auto at = attribute.value_begin;
    if (attribute.name.starts_with("on"))
      return refuse(tag.begin, "Exchange removes " + one_line(attribute.name) + "; take it out");
    const bool variable = holds_mustache(at, attribute.value_end);
    if (variable && among(other_addresses, attribute.name))
      return refuse(at, "no {{...}} is allowed in " + attribute.name);
    if (!among(link_attributes, attribute.name))
      return success();
    auto literal = text_.substr(at, attribute.value_end - at);
    if (variable)
      literal = literal.substr(0, braces(*first_mustache(at)) - at);
    else if (tag.name == "img" && attribute.name == "src" && is_own_image(literal))
      return embed(attribute, literal);
    const bool embedded = tag.name == "img" && literal.starts_with("data:image/");
    if (literal.empty() || link_kind_of(literal) || embedded)
      return success();
    return refuse(at, "the address \"" + one_line(literal.substr(0, 100)) + "\" does not say how it is opened"
                          + std::string(scheme_advice));
  }

  static bool is_own_image(std::string_view reference) {
    return reference.starts_with("cid:")
           || (!reference.empty() && reference.find(':') == std::string_view::npos);
  }

  status embed(const html_attribute& attribute, std::string_view reference) {
    const bool cid = reference.starts_with("cid:");
    auto uri = images_(cid ? reference.substr(4) : reference, cid);
    if (!uri)
      return refuse(attribute.value_begin, uri.failure().message);
    // Without quotes in the template the data URI still needs none: it holds no blank and no '>'.
    out_.replacements.push_back({attribute.value_begin, attribute.value_end, std::move(*uri)});
    return success();
  }

  status place_all() {
    std::vector<std::pair<std::size_t, surroundings>> open;
    for (const auto& tag : mustaches_) {
      if (tag.kind == mustache_kind::comment) {
        out_.places.emplace_back();
        continue;
      }
      const auto around = surroundings_of(tag);
      const auto place = place_of(tag, around);
      if (!place)
        return place.failure();
      out_.places.push_back(*place);
      if (place->where == value_place::image
          && (out_.photos.empty() || out_.photos.back().first != around.tag->begin))
        out_.photos.emplace_back(around.tag->begin, around.tag->end);
      if (tag.kind == mustache_kind::section || tag.kind == mustache_kind::inverted) {
        open.emplace_back(tag.begin, around);
      } else if (tag.kind == mustache_kind::end) {
        if (open.back().second != around)
          return refuse(open.back().first,
                        "the section {{#" + tag.name
                            + "}} opens or closes a tag or a quote in between; let it begin and "
                              "end between tags, or inside the same quotes");
        open.pop_back();
      }
    }
    return success();
  }

  [[nodiscard]] surroundings surroundings_of(const mustache_tag& mustache) const {
    const auto at = braces(mustache);
    surroundings out;
    const auto next = std::ranges::upper_bound(scan_.tags, at, {}, &html_tag::begin);
    if (next != scan_.tags.begin() && at < std::prev(next)->end) {
      out.tag = &*std::prev(next);
      for (const auto& attribute : out.tag->attributes)
        if (attribute.quoted && at >= attribute.value_begin && at < attribute.value_end)
          out.attribute = &attribute;
    }
    const auto aside =
        std::ranges::upper_bound(scan_.asides, at, {}, [](const auto& range) { return range.first; });
    if (aside != scan_.asides.begin() && at < std::prev(aside)->second)
      out.aside = std::prev(aside)->second;
    return out;
  }

  [[nodiscard]] result<tag_place> place_of(const mustache_tag& tag, const surroundings& around) const {
    const bool raw = tag.kind == mustache_kind::raw_variable;
    if (tag.name == photo_attribute && (raw || tag.kind == mustache_kind::variable))
      return place_of_photo(tag, around);
    tag_place out{value_place::html_text, link_kind::web};
    if (around.aside != 0)
      out.where = value_place::attribute;
    if (around.tag != nullptr) {
      if (around.attribute == nullptr)
        return refuse(tag.begin,
                      "{{" + tag.name
                          + "}} stands in a tag outside of quotes; only attribute values in quotes may "
                            "hold it: title=\"{{"
                          + tag.name + "}}\"");
      if (among(link_attributes, around.attribute->name))
        return place_in_link(tag, *around.attribute);
      out.where = around.attribute->name == "style" ? value_place::style : value_place::attribute;
    }
    if (raw)
      return refuse(tag.begin, "three braces (or {{& }}) are only for whole links, as in href=\"{{{"
                                   + tag.name + "}}}\"; write {{" + tag.name + "}}");
    return out;
  }

  [[nodiscard]] result<tag_place> place_of_photo(const mustache_tag& tag, const surroundings& around) const {
    const auto* in = around.attribute;
    if (around.aside == 0 && in != nullptr && around.tag->name == "img" && in->name == "src"
        && in->value_begin == tag.begin && in->value_end == tag.end)
      return tag_place{value_place::image, link_kind::web};
    return refuse(tag.begin, "{{photo}} is an image; write <img src=\"{{photo}}\">");
  }

  [[nodiscard]] result<tag_place> place_in_link(const mustache_tag& tag,
                                                const html_attribute& attribute) const {
    const bool raw = tag.kind == mustache_kind::raw_variable;
    const auto& first = *first_mustache(attribute.value_begin);
    const bool begins_with_value = braces(first) == attribute.value_begin;
    if (begins_with_value && first.kind != mustache_kind::raw_variable)
      return refuse(tag.begin,
                    "a link that begins with a value is written with three braces, as in href=\"{{{"
                        + first.name + "}}}\", and a section stands around the whole tag");
    if (raw && begins_with_value && &first == &tag)
      return tag_place{value_place::whole_link, link_kind::web};
    if (raw)
      return refuse(tag.begin,
                    "three braces are only for the beginning of a link; write {{" + tag.name + "}}");
    if (begins_with_value)
      return tag_place{value_place::link_part, link_kind::web};
    const auto kind = link_kind_of(text_.substr(attribute.value_begin));
    return tag_place{value_place::link_part, kind.value_or(link_kind::web)};
  }

  std::string_view file_;
  std::string_view text_;
  const std::vector<mustache_tag>& mustaches_;
  const image_source& images_;
  html_scan scan_;
  html_findings out_;
};

} // namespace

result<html_findings> apply_html_rules(std::string_view file, std::string_view text,
                                       const std::vector<mustache_tag>& tags, const image_source& images) {
  return rule_keeper(file, text, tags, images).run();
}

} // namespace roamsync
