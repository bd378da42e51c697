#include "engine/signature/normal_form.hpp"

#include "engine/signature/form_writer.hpp"
#include "engine/signature/html_tree.hpp"

#include <algorithm>

namespace roamsync {

namespace {

/// Passes until the form stays the same; HTML that a parser has to repair may need more than one.
constexpr int passes_max = 8;

std::string one_pass(std::string_view html) {
  const html_tree tree(html);
  return tree.root() == nullptr ? std::string(html) : write_form(*tree.root());
}

} // namespace

std::string normal_form(std::string_view html) {
  auto out = one_pass(html);
  if (out == html)
    return out;
  for (int pass = 1; pass < passes_max; ++pass) {
    auto next = one_pass(out);
    if (next == out)
      return out;
    out = std::move(next);
  }
  return std::string(html);
}

std::string normal_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const auto line = text.substr(0, end);
    out += line.substr(0, line.find_last_not_of(" \t") + 1);
    out += '\n';
    const bool pair = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(end + (pair ? 2 : 1), text.size()));
  }
  const auto first = out.find_first_not_of('\n');
  if (first == std::string::npos)
    return {};
  out.erase(out.find_last_not_of('\n') + 1);
  return out.substr(first);
}

bool same_signature(const signature& wanted, std::string_view html, std::string_view text) {
  return normal_text(wanted.text) == normal_text(text) && normal_form(wanted.html) == normal_form(html);
}

} // namespace roamsync
