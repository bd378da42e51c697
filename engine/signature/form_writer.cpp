#include "engine/signature/form_writer.hpp"

#include "engine/base/ascii.hpp"
#include "engine/signature/html_look.hpp"
#include "engine/signature/html_scan.hpp"
#include "engine/signature/html_tree.hpp"
#include "engine/signature/mark.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace roamsync {

namespace {

constexpr auto block_names = std::to_array<std::string_view>(
    {"address", "article", "aside",  "blockquote", "body",   "caption", "center", "col", "colgroup", "dd",
     "div",     "dl",      "dt",     "figcaption", "figure", "footer",  "h1",     "h2",  "h3",       "h4",
     "h5",      "h6",      "header", "hr",         "li",     "main",    "nav",    "ol",  "p",        "pre",
     "section", "table",   "tbody",  "td",         "tfoot",  "th",      "thead",  "tr",  "ul"});
constexpr auto inline_names =
    std::to_array<std::string_view>({"a", "b", "big", "code", "em", "font", "i", "s", "small", "span",
                                     "strike", "strong", "sub", "sup", "tt", "u"});
constexpr auto unseen_names =
    std::to_array<std::string_view>({"script", "template", "title", "meta", "link", "base"});

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view x) {
  return std::ranges::find(list, x) != list.end();
}

struct piece {
  enum class kind : unsigned char { text, space, inline_tag, block_open, block_close, break_line, atom };
  kind what = kind::text;
  std::string html;
};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

// Entities only where HTML needs them: the form shows each character in one way.
std::string escape(std::string_view text, bool in_quotes) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"' && in_quotes)
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

class form_writer {
public:
  std::string run(const GumboNode& root) {
    children(root);
    end_line();
    std::erase_if(pieces_, [](const auto& x) { return x.html.empty(); });
    unwrap();
    std::string out;
    for (const auto& x : pieces_)
      out += x.html;
    return out;
  }

private:
  using kind = piece::kind;

  void children(const GumboNode& parent) {
    for_each_child(
        parent, [this](std::string_view words) { text(words); }, [this](const GumboNode& x) { element(x); });
  }

  void text(std::string_view text) {
    if (keeps_blanks_) {
      std::string kept(text);
      std::erase(kept, '\r');
      put(kind::text, escape(kept, false));
      at_line_begin_ = after_space_ = false;
      return;
    }
    std::string word;
    for (const char c : text) {
      if (!is_blank(c)) {
        word += c;
        continue;
      }
      flush(word);
      if (!at_line_begin_ && !after_space_) {
        put(kind::space, " ");
        after_space_ = true;
      }
    }
    flush(word);
  }

  void flush(std::string& word) {
    if (word.empty())
      return;
    put(kind::text, escape(word, false));
    word.clear();
    at_line_begin_ = after_space_ = false;
  }

  void element(const GumboNode& x) {
    const auto name = ascii_lower(element_name(x));
    if (among(unseen_names, name))
      return;
    if (name == "style") {
      style_sheet(x);
    } else if (name == "html" || name == "head" || name.find(':') != std::string::npos) {
      children(x);
    } else {
      const auto look = look_of(x);
      if (name == "body")
        body(x, look);
      else if (among(block_names, name))
        block(x, name, look);
      else if (name == "br")
        line_break();
      else
        in_line(x, name, look);
    }
  }

  void style_sheet(const GumboNode& x) {
    const auto before = keeps_blanks_;
    const auto& list = x.v.element.children;
    std::string content;
    for (unsigned i = 0; i < list.length; ++i)
      content += static_cast<const GumboNode*>(list.data[i])->v.text.text;
    content.erase(std::unique(content.begin(), content.end(),
                              [](char a, char b) { return is_blank(a) && is_blank(b); }),
                  content.end());
    std::ranges::replace_if(content, is_blank, ' ');
    if (content.find_first_not_of(' ') != std::string::npos)
      put(kind::inline_tag, "<style>" + content + "</style>");
    keeps_blanks_ = before;
  }

  // Exchange keeps a body's look, if at all, on a div. Left to right is what a body has anyway.
  void body(const GumboNode& x, html_look look) {
    std::erase(look, html_look::value_type("dir", "ltr"));
    if (look.empty())
      children(x);
    else
      block(x, "div", look);
  }

  void block(const GumboNode& x, std::string_view name, const html_look& look) {
    end_line();
    put(kind::block_open, tag(name, look));
    if (name != "hr" && name != "col") {
      const bool outer = keeps_blanks_;
      keeps_blanks_ = outer || name == "pre" || keeps_blanks(look);
      if (name == "pre")
        put(kind::text, "\n"); // a parser drops the first line end in <pre>
      children(x);
      keeps_blanks_ = outer;
      end_line();
      put(kind::block_close, "</" + std::string(name) + ">");
    }
    at_line_begin_ = true;
  }

  void line_break() {
    drop_last_space();
    put(kind::break_line, "<br>");
    at_line_begin_ = true;
    after_space_ = false;
  }

  void in_line(const GumboNode& x, std::string_view name, const html_look& look) {
    if (is_void_element(name)) {
      put(kind::atom, tag(name, look));
      at_line_begin_ = after_space_ = false;
      return;
    }
    const bool bare = (name == "span" || name == "font" || name == "a") && look.empty();
    const auto begin = pieces_.size();
    const bool outer = keeps_blanks_;
    keeps_blanks_ = outer || keeps_blanks(look);
    if (!bare)
      put(kind::inline_tag, tag(name, look));
    const auto inside = pieces_.size();
    children(x);
    keeps_blanks_ = outer;
    const bool empty = pieces_.size() == inside;
    if (empty && (is_mark(x) || (among(inline_names, name) && is_unseen_when_empty(look))))
      pieces_.resize(begin);
    else if (!bare)
      put(kind::inline_tag, "</" + std::string(name) + ">");
  }

  static bool keeps_blanks(const html_look& look) {
    return std::ranges::any_of(look, [](const auto& x) {
      return x.first == "style" && x.second.find("white-space:pre") != std::string::npos;
    });
  }

  static std::string tag(std::string_view name, const html_look& look) {
    std::string out = "<" + std::string(name);
    for (const auto& [key, value] : look)
      out += " " + key + "=\"" + escape(value, true) + "\"";
    return out + ">";
  }

  void put(kind what, std::string html) {
    if (!html.empty())
      pieces_.push_back({what, std::move(html)});
  }

  void end_line() {
    drop_last_space();
    at_line_begin_ = true;
    after_space_ = false;
  }

  // A blank at the end of a line is not seen, also when inline tags end after it.
  void drop_last_space() {
    if (!after_space_)
      return;
    for (auto at = pieces_.size(); at-- > 0;) {
      if (pieces_[at].what == kind::space)
        pieces_[at].html.clear(); // stays in its place: in_line() counts pieces
      if (pieces_[at].what != kind::inline_tag)
        break;
    }
    after_space_ = false;
  }

  // <div> round everything is a wrapper.
  void unwrap() {
    while (pieces_.size() >= 2 && pieces_.front().html == "<div>" && closes_first() == pieces_.size() - 1) {
      pieces_.pop_back();
      pieces_.erase(pieces_.begin());
    }
  }

  [[nodiscard]] std::size_t closes_first() const {
    int depth = 0;
    for (std::size_t at = 0; at < pieces_.size(); ++at) {
      if (pieces_[at].what == kind::block_open && pieces_[at].html.starts_with("<div"))
        ++depth;
      else if (pieces_[at].html == "</div>" && --depth == 0)
        return at;
    }
    return pieces_.size();
  }

  std::vector<piece> pieces_;
  bool keeps_blanks_ = false;
  bool at_line_begin_ = true;
  bool after_space_ = false;
};

} // namespace

std::string write_form(const GumboNode& root) {
  return form_writer().run(root);
}

} // namespace roamsync
