#include "bench/demo/evidence.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace roamsync::demo {
namespace {

namespace json = boost::json;

std::string text_of(const json::value* x) {
  const auto* s = x ? x->if_string() : nullptr;
  return s ? std::string{s->data(), s->size()} : std::string{};
}

std::string text_at(const json::object& x, std::string_view key) {
  return text_of(x.if_contains(key));
}

double number_at(const json::object& x, std::string_view key) {
  const auto* value = x.if_contains(key);
  return value && value->is_number() ? value->to_number<double>() : 0;
}

bool flag_at(const json::object& x, std::string_view key) {
  const auto* value = x.if_contains(key);
  return value && value->is_bool() && value->get_bool();
}

ledger_line line_of(const json::object& x) {
  ledger_line result{.t = number_at(x, "t"),
                     .ms = number_at(x, "ms"),
                     .tenant = text_at(x, "tenant"),
                     .mailbox = text_at(x, "mailbox"),
                     .kind = text_at(x, "kind"),
                     .breach = text_at(x, "breach"),
                     .status = static_cast<int>(number_at(x, "status")),
                     .applied = flag_at(x, "applied"),
                     .names = {}};
  if (const auto* names = x.if_contains("names"); names && names->is_array())
    for (const auto& name : names->get_array())
      result.names.push_back(text_of(&name));
  return result;
}

held_mailbox held(const json::object& x) {
  held_mailbox result{.signatures = {},
                      .default_new = text_at(x, "default_new"),
                      .default_reply = text_at(x, "default_reply")};
  for (const auto& [name, forms] : x.at("signatures").as_object())
    result.signatures[std::string{name}] = {text_at(forms.as_object(), "html"),
                                            text_at(forms.as_object(), "text")};
  return result;
}

} // namespace

std::vector<ledger_line> parse_ledger(std::string_view json_lines) {
  std::vector<ledger_line> result;
  while (!json_lines.empty()) {
    const auto end = json_lines.find('\n');
    const auto line = json_lines.substr(0, end);
    json_lines.remove_prefix(end == std::string_view::npos ? json_lines.size() : end + 1);
    if (line.empty())
      continue;
    const auto value = json::parse({line.data(), line.size()});
    if (value.as_object().contains("kind"))
      result.push_back(line_of(value.get_object()));
  }
  return result;
}

truth parse_truth(std::string_view text) {
  truth result;
  const auto value = json::parse({text.data(), text.size()});
  for (const auto& [tenant, mailboxes] : value.as_object())
    for (const auto& [mailbox, x] : mailboxes.as_object())
      result[std::string{tenant}][std::string{mailbox}] = held(x.as_object());
  return result;
}

report parse_report(std::string_view text) {
  const auto value = json::parse({text.data(), text.size()});
  const auto& night = value.at("night").as_object();
  report result{.opened = text_at(night, "opened"),
                .makespan = number_at(night, "makespan"),
                .requests = static_cast<std::uint64_t>(number_at(night, "requests")),
                .throttled = static_cast<std::uint64_t>(number_at(night, "throttled")),
                .tenants = {},
                .mailboxes = {}};
  for (const auto& x : value.at("tenants").as_array()) {
    const auto& t = x.as_object();
    result.tenants.push_back(
        {text_at(t, "tenant"), text_at(t, "name"), text_at(t, "state"), text_at(t, "cause")});
  }
  for (const auto& x : value.at("mailboxes").as_array()) {
    const auto& m = x.as_object();
    result.mailboxes.push_back(
        {text_at(m, "tenant"), text_at(m, "mailbox"), text_at(m, "outcome"), text_at(m, "cause")});
  }
  return result;
}

} // namespace roamsync::demo
