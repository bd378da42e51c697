#include "engine/mailbox/shown.hpp"

#include "engine/signature/names.hpp"

#include <algorithm>

namespace roamsync {

namespace {

/// Some gateways leave the scope out; such an entry belongs to the mailbox but proves nothing.
bool names_mailbox(const roaming_setting& entry, const shown_owner& whose) {
  return whose.anybody || same_name(entry.scope, whose.mailbox) || contains_name(whose.aliases, entry.scope);
}

bool belongs(const roaming_setting& entry, const shown_owner& whose) {
  return entry.scope.empty() || names_mailbox(entry, whose);
}

std::vector<std::string> split_names(std::string_view joined) {
  std::vector<std::string> out;
  while (!joined.empty()) {
    auto comma = joined.find(',');
    auto name = joined.substr(0, comma);
    joined = comma == std::string_view::npos ? std::string_view{} : joined.substr(comma + 1);
    while (!name.empty() && name.front() == ' ')
      name.remove_prefix(1);
    if (!name.empty() && !contains_name(out, name))
      out.emplace_back(name);
  }
  return out;
}

} // namespace

bool same_name(std::string_view a, std::string_view b) {
  return same_signature_name(a, b);
}

bool contains_name(std::span<const std::string> names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [name](const std::string& x) { return same_name(x, name); });
}

std::vector<std::string> names_of(std::span<const signature> signatures) {
  std::vector<std::string> out;
  for (const auto& x : signatures)
    if (!contains_name(out, x.name))
      out.push_back(x.name);
  return out;
}

std::string join_names(std::span<const std::string> names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : ", ") + name;
  return out;
}

shown_defaults read_shown_defaults(std::span<const roaming_setting> entries, const shown_owner& whose) {
  shown_defaults out;
  for (const auto& entry : entries) {
    if (names_mailbox(entry, whose))
      out.scope = shown_scope::meant;
    else if (!entry.scope.empty() && out.scope == shown_scope::nobody) {
      out.scope = shown_scope::other;
      out.other = entry.scope;
    }
    if (!belongs(entry, whose))
      continue;
    if (same_name(entry.name, "roaming_signature_list"))
      out.names = split_names(entry.value);
    else if (same_name(entry.name, "roaming_new_signature"))
      out.default_new = entry.value;
    else if (same_name(entry.name, "roaming_reply_signature"))
      out.default_reply = entry.value;
  }
  return out;
}

const shown_signature* find_shown(std::span<const shown_signature> contents, std::string_view name) {
  auto it =
      std::find_if(contents.begin(), contents.end(), [&](const auto& x) { return same_name(x.name, name); });
  return it == contents.end() ? nullptr : &*it;
}

std::vector<shown_signature> read_shown_contents(std::span<const roaming_setting> entries,
                                                 const shown_owner& whose) {
  std::vector<shown_signature> out;
  for (const auto& entry : entries) {
    if (!belongs(entry, whose))
      continue;
    auto it =
        std::find_if(out.begin(), out.end(), [&](const auto& x) { return same_name(x.name, entry.name); });
    if (it == out.end()) {
      out.push_back({.name = entry.name});
      it = std::prev(out.end());
    }
    if (same_name(entry.secondary_key, "htm"))
      it->html = entry.value;
    else if (same_name(entry.secondary_key, "txt"))
      it->text = entry.value;
  }
  return out;
}

} // namespace roamsync
