#include "console/report/mailbox_signatures.hpp"

#include "console/text/display.hpp"
#include "console/text/table.hpp"
#include "engine/mailbox/shown.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

namespace json = boost::json;

/// Every line printable, none cut: the content is to be read and copied as it is.
std::string content_lines(std::string_view content) {
  std::string out;
  while (!content.empty()) {
    const auto end = std::min(content.find('\n'), content.size());
    auto line = content.substr(0, end);
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    out += printable(line) + '\n';
    content.remove_prefix(std::min(end + 1, content.size()));
  }
  return out;
}

std::string default_for(const read_signature& x, const text_options& o) {
  if (x.default_new && x.default_reply)
    return std::string{o.pick("new mails and replies", "neue Mails und Antworten")};
  if (x.default_new)
    return std::string{o.pick("new mails", "neue Mails")};
  return std::string{x.default_reply ? o.pick("replies", "Antworten") : ""};
}

std::string overview(const mailbox_signatures& x, const text_options& o) {
  table rows{{{std::string{o.pick("SIGNATURE", "SIGNATUR")}},
              {std::string{o.pick("DEFAULT FOR", "STANDARD FÜR")}},
              {std::string{o.pick("MADE BY", "VON")}}}};
  for (const auto& s : x.signatures)
    rows.add({{s.name, colour::bold},
              {default_for(s, o), colour::green},
              {s.ours ? "roamsync" : std::string{o.pick("the user", "Benutzer")}, colour::dim}});
  return rows.render(o.row_width(), {o.colours});
}

} // namespace

status keep_named(mailbox_signatures& all, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& x : all.signatures)
    names.push_back(printable(x.name));
  const auto other = [&](const read_signature& x) { return !same_name(x.name, name); };
  if (std::all_of(all.signatures.begin(), all.signatures.end(), other))
    return error{fmt::format("{} has no signature named '{}'. It has: {}.", all.mailbox, printable(name),
                             names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")))};
  std::erase_if(all.signatures, other);
  return success();
}

std::string signatures_text(const mailbox_signatures& x, bool plain_form, const text_options& options) {
  const paint ink{options.colours};
  auto out = ink(colour::bold, printable(x.mailbox)) + "  " + printable(x.tenant) + "\n\n";
  if (x.signatures.empty())
    return out
           + std::string{
               options.pick("The mailbox has no signature.\n", "Das Postfach hat keine Signatur.\n")};
  out += overview(x, options);
  for (const auto& s : x.signatures) {
    const auto form = plain_form ? options.pick("text", "Text") : "HTML";
    out += '\n' + ink(colour::dim, fmt::format("── {} · {} ", printable(s.name), form)) + '\n';
    out += content_lines(plain_form ? s.text : s.html);
  }
  return out;
}

std::string signatures_json(const mailbox_signatures& x) {
  json::array all;
  for (const auto& s : x.signatures)
    all.emplace_back(json::object{{"name", s.name},
                                  {"default_new", s.default_new},
                                  {"default_reply", s.default_reply},
                                  {"ours", s.ours},
                                  {"html", s.html},
                                  {"text", s.text}});
  return json::serialize(
      json::object{{"tenant", x.tenant}, {"mailbox", x.mailbox}, {"signatures", std::move(all)}});
}

} // namespace roamsync::console
