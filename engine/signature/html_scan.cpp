#include "engine/signature/html_scan.hpp"

#include "engine/base/ascii.hpp"

#include <algorithm>
#include <array>

namespace roamsync {

namespace {

constexpr std::string_view blanks = " \t\r\n\f";

bool is_blank(char c) {
  return blanks.find(c) != std::string_view::npos;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool holds_plain_text(std::string_view name) {
  constexpr std::array<std::string_view, 4> names = {"style", "script", "title", "textarea"};
  return std::ranges::find(names, name) != names.end();
}

class scanner {
public:
  explicit scanner(std::string_view html) : html_(html) {}

  html_scan run() {
    while (at_ < html_.size()) {
      const auto open = html_.find('<', at_);
      if (open == std::string_view::npos)
        break;
      at_ = open;
      if (starts_tag(open))
        tag();
      else if (html_.substr(open).starts_with("<!") || html_.substr(open).starts_with("<?"))
        aside();
      else
        at_ = open + 1;
    }
    return std::move(found_);
  }

private:
  [[nodiscard]] bool more() const { return at_ < html_.size(); }

  [[nodiscard]] bool starts_tag(std::size_t open) const {
    const auto name = open + 1 < html_.size() && html_[open + 1] == '/' ? open + 2 : open + 1;
    return name < html_.size() && is_letter(html_[name]);
  }

  void aside() {
    const bool comment = html_.substr(at_).starts_with("<!--");
    const auto close = comment ? html_.find("-->", at_ + 4) : html_.find('>', at_);
    const auto end = close == std::string_view::npos ? html_.size() : close + (comment ? 3 : 1);
    found_.asides.emplace_back(at_, end);
    at_ = end;
  }

  void skip_blanks() {
    while (more() && is_blank(html_[at_]))
      ++at_;
  }

  std::string word(std::string_view stops) {
    const auto begin = at_;
    while (more() && !is_blank(html_[at_]) && stops.find(html_[at_]) == std::string_view::npos)
      ++at_;
    return ascii_lower(html_.substr(begin, at_ - begin));
  }

  void tag() {
    html_tag out;
    out.begin = at_++;
    out.closing = html_[at_] == '/';
    if (out.closing)
      ++at_;
    out.name = word("/>");
    for (skip_blanks(); more() && html_[at_] != '>'; skip_blanks())
      if (html_[at_] == '/')
        ++at_;
      else
        out.attributes.push_back(attribute());
    if (more())
      ++at_;
    out.end = at_;
    const bool plain = !out.closing && holds_plain_text(out.name);
    found_.tags.push_back(std::move(out));
    if (plain)
      skip_to_end_tag(found_.tags.back().name);
  }

  html_attribute attribute() {
    html_attribute out;
    if (html_[at_] == '=')
      out.name = html_[at_++]; // as a browser reads it: a name that begins with '='
    out.name += word("/>=");
    skip_blanks();
    out.value_begin = out.value_end = at_;
    if (!more() || html_[at_] != '=')
      return out;
    ++at_;
    skip_blanks();
    out.quoted = more() && (html_[at_] == '"' || html_[at_] == '\'');
    if (!out.quoted) {
      out.value_begin = at_;
      word(">");
      out.value_end = at_;
      return out;
    }
    const char quote = html_[at_++];
    out.value_begin = at_;
    out.value_end = std::min(html_.find(quote, at_), html_.size());
    at_ = std::min(out.value_end + 1, html_.size());
    return out;
  }

  void skip_to_end_tag(const std::string& name) {
    for (; more(); ++at_) {
      const auto rest = html_.substr(at_);
      if (rest.starts_with("</") && ascii_lower(rest.substr(2, name.size())) == name)
        return;
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  html_scan found_;
};

} // namespace

html_scan scan_html(std::string_view html) {
  return scanner(html).run();
}

bool is_void_element(std::string_view name) {
  constexpr auto names =
      std::to_array<std::string_view>({"area", "base", "br", "col", "embed", "hr", "img", "input", "link",
                                       "meta", "param", "source", "track", "wbr"});
  return std::ranges::find(names, name) != names.end();
}

} // namespace roamsync
