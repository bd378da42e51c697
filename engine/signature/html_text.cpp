#include "engine/signature/html_text.hpp"

#include "engine/base/unicode.hpp"
#include "engine/signature/escape.hpp"
#include "engine/signature/html_tree.hpp"

#include <algorithm>
#include <array>

namespace roamsync {

namespace {

constexpr std::string_view blanks = " \t\r\n\f";
constexpr std::string_view no_break_space = "\xC2\xA0";

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view x) {
  return std::ranges::find(list, x) != list.end();
}

constexpr auto unseen =
    std::to_array<std::string_view>({"head", "style", "script", "title", "template", "noscript"});
constexpr auto paragraphs =
    std::to_array<std::string_view>({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"});
constexpr auto blocks = std::to_array<std::string_view>(
    {"div",    "table",   "tr",     "ul",      "ol",         "li",     "dl",
     "dt",     "dd",      "center", "address", "hr",         "pre",    "section",
     "header", "article", "main",   "footer",  "figcaption", "figure", "caption"});

bool is_hidden(const GumboNode& element) {
  auto style = fold_case(attribute_of(element, "style"));
  std::erase_if(style, [](char c) { return blanks.find(c) != std::string_view::npos; });
  return style.find("display:none") != std::string::npos;
}

/// Lines as they grow: blanks collapse, empty lines at most one in a row.
class text_writer {
public:
  void words(std::string_view text) {
    while (!text.empty()) {
      if (blanks.find(text.front()) != std::string_view::npos) {
        gap_ = true;
        text.remove_prefix(1);
      } else if (text.starts_with(no_break_space)) {
        put(" ");
        text.remove_prefix(no_break_space.size());
      } else {
        const auto end = std::min(text.find_first_of(" \t\r\n\f\xC2"), text.size());
        put(text.substr(0, std::max<std::size_t>(end, 1)));
        text.remove_prefix(std::max<std::size_t>(end, 1));
      }
    }
  }

  void preformatted(std::string_view text) {
    for (const char c : text)
      if (c == '\n')
        break_line();
      else if (c != '\r')
        put(std::string_view(&c, 1));
  }

  void break_line() {
    gap_ = false;
    ++breaks_;
  }

  /// The next words begin a line, after `empty` empty lines.
  void begin_block(int empty) {
    gap_ = false;
    if (!out_.empty())
      breaks_ = std::max(breaks_, empty + 1);
  }

  void blank() { gap_ = true; }

  /// What all was written before the words that come now, for telling whether something was added.
  [[nodiscard]] std::size_t size() const { return out_.size(); }

  [[nodiscard]] std::string_view since(std::size_t begin) const {
    auto text = std::string_view(out_).substr(std::min(begin, out_.size()));
    const auto first = text.find_first_not_of(" \n");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
  }

  std::string finish() {
    std::string out;
    for (std::string_view rest = out_; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      const auto line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const auto seen = line.substr(0, line.find_last_not_of(" \t") + 1);
      if (seen.empty() && (out.empty() || out.ends_with("\n\n")))
        continue;
      out += seen;
      out += '\n';
    }
    out.erase(out.find_last_not_of('\n') + 1);
    return out;
  }

private:
  void put(std::string_view text) {
    if (!out_.empty() && breaks_ > 0)
      out_.append(static_cast<std::size_t>(std::min(breaks_, 2)), '\n');
    else if (gap_ && !out_.empty() && out_.back() != ' ' && out_.back() != '\n')
      out_ += ' ';
    breaks_ = 0;
    gap_ = false;
    out_ += text;
  }

  std::string out_;
  int breaks_ = 0; // line ends due before the next words
  bool gap_ = false;
};

class text_walk {
public:
  std::string run(const GumboNode& root) {
    children(root);
    return out_.finish();
  }

private:
  void children(const GumboNode& parent) {
    for_each_child(
        parent,
        [this](std::string_view text) {
          if (preformatted_)
            out_.preformatted(text);
          else
            out_.words(text);
        },
        [this](const GumboNode& x) { element(x); });
  }

  void element(const GumboNode& x) {
    const auto name = element_name(x);
    if (among(unseen, name) || is_hidden(x))
      return;
    if (name == "br")
      out_.break_line();
    else if (name == "img")
      out_.words(attribute_of(x, "alt"));
    else if (name == "a")
      link(x);
    else if (name == "td" || name == "th")
      cell(x);
    else if (among(paragraphs, name) || among(blocks, name))
      block(x, name);
    else
      children(x);
  }

  void block(const GumboNode& x, std::string_view name) {
    const int empty = among(paragraphs, name) ? 1 : 0;
    out_.begin_block(empty);
    const auto outer_list = list_;
    const bool outer_pre = preformatted_;
    const bool is_list = name == "ul" || name == "ol";
    if (is_list)
      list_ = {name == "ol", 0};
    preformatted_ = preformatted_ || name == "pre";
    if (name == "li")
      out_.words(list_.numbered ? std::to_string(++list_.number) + ". " : "- ");
    if (name == "hr")
      out_.words("----------");
    children(x);
    preformatted_ = outer_pre;
    if (is_list)
      list_ = outer_list;
    out_.begin_block(empty);
  }

  void cell(const GumboNode& x) {
    out_.blank();
    children(x);
    out_.blank();
  }

  void link(const GumboNode& x) {
    const auto begin = out_.size();
    children(x);
    const std::string shown(out_.since(begin));
    const auto address = attribute_of(x, "href");
    if (address.empty() || says_the_same(shown, address))
      return;
    out_.blank();
    out_.words("<" + std::string(address) + ">");
  }

  // "www.contoso.com" for https://www.contoso.com/, "+49 (0) 30 123" for tel:+4930123.
  static bool says_the_same(std::string_view shown, std::string_view address) {
    constexpr std::string_view tel = "tel:";
    return bare(shown) == bare(address)
           || (address.starts_with(tel)
               && escape_link_part(shown, link_kind::tel) == address.substr(tel.size()));
  }

  static std::string bare(std::string_view link) {
    auto out = fold_case(link);
    for (const std::string_view prefix : {"mailto:", "https://", "http://", "www."})
      if (out.starts_with(prefix))
        out.erase(0, prefix.size());
    while (out.ends_with('/'))
      out.pop_back();
    return out;
  }

  struct list_state {
    bool numbered = false;
    int number = 0;
  };

  text_writer out_;
  list_state list_;
  bool preformatted_ = false;
};

} // namespace

std::string html_to_text(std::string_view html) {
  const html_tree tree(html);
  if (tree.root() == nullptr)
    return {};
  return text_walk().run(*tree.root());
}

} // namespace roamsync
