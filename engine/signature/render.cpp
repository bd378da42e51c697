#include "engine/signature/render.hpp"

#include "engine/signature/html_text.hpp"
#include "engine/signature/mark.hpp"

#include <algorithm>
#include <optional>

namespace roamsync {

namespace {

std::optional<std::string> text_form(const signature_source& from, const attribute_values& who,
                                     std::size_t most) {
  if (from.text)
    return from.text->render(who, most);
  const auto html = from.html.render_without_images(who, most);
  if (!html)
    return std::nullopt;
  return html_to_text(*html);
}

} // namespace

rendering render(const catalogue& from, const member& who) {
  const attribute_values values(who);
  const auto rule = std::ranges::find_if(from.rules, [&](const auto& x) { return applies(x, values); });
  if (rule == from.rules.end())
    return {cause::no_signature_assigned, "no rule of the catalogue fits this user", {}};
  rendering out;
  for (const auto& name : rule->signatures) {
    const auto source = std::ranges::find(from.signatures, name, &signature_source::name);
    const auto html = source->html.render(values, from.signature_bytes_max);
    auto text = text_form(*source, values, from.signature_bytes_max);
    auto marked = html ? with_mark(*html) : std::string{};
    if (!html || !text || marked.size() > from.signature_bytes_max)
      return {cause::signature_too_large,
              "the signature \"" + name + "\" is larger than " + std::to_string(from.signature_bytes_max)
                  + " bytes",
              {}};
    out.wanted.signatures.push_back({name, std::move(marked), std::move(*text)});
  }
  out.wanted.default_new = rule->default_new;
  out.wanted.default_reply = rule->default_reply;
  return out;
}

} // namespace roamsync
