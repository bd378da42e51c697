#include "bench/mock_exchange/world/mailbox.hpp"

#include "bench/mock_exchange/base/random.hpp"
#include "bench/mock_exchange/base/text.hpp"

#include <algorithm>

namespace mock_exchange {

namespace {

std::size_t size_of(const std::optional<stored_value>& value) {
  return value ? value->value.size() : 0;
}

stored_value started(std::string_view value) {
  return {.value = std::string(value)};
}

} // namespace

std::optional<stored_value>* signature::format(std::string_view secondary_key) {
  if (secondary_key == "htm")
    return &htm;
  if (secondary_key == "txt")
    return &txt;
  return secondary_key == "rtf" ? &rtf : nullptr;
}

std::size_t signature::bytes() const {
  return size_of(htm) + size_of(txt) + size_of(rtf);
}

mailbox::mailbox(std::string address, const mailbox_plan& plan)
    : kind(plan.kind), full_access(plan.full_access), address_(std::move(address)) {
  for (const auto& planned : plan.signatures) {
    auto& made = obtain(planned.name);
    if (planned.html)
      made.htm = started(*planned.html);
    if (planned.text)
      made.txt = started(*planned.text);
  }
  if (plan.default_new)
    default_new = started(*plan.default_new);
  if (plan.default_reply)
    default_reply = started(*plan.default_reply);
}

signature* mailbox::find(std::string_view name) {
  auto hit = std::ranges::find_if(signatures_, [&](const auto& held) { return same_text(held.name, name); });
  return hit == signatures_.end() ? nullptr : &*hit;
}

signature& mailbox::obtain(std::string_view name) {
  if (auto* held = find(name))
    return *held;
  if (std::ranges::none_of(list, [&](const auto& entry) { return same_text(entry, name); })) {
    auto place = list.empty() ? 0 : text_seed(address_ + lower(name)) % list.size();
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(place), std::string(name));
  }
  if (!list_stamp)
    list_stamp = started("");
  signatures_.push_back({.name = std::string(name), .htm = {}, .txt = {}, .rtf = {}});
  return signatures_.back();
}

void mailbox::add_stale_name() {
  list.insert(list.begin(), "Former signature");
  if (!list_stamp)
    list_stamp = started("");
}

bool mailbox::erase(std::string_view name) {
  auto same = [&](const auto& entry) { return same_text(entry, name); };
  auto entries = std::erase_if(list, same);
  auto held = std::erase_if(signatures_, [&](const auto& entry) { return same(entry.name); });
  return entries + held > 0;
}

} // namespace mock_exchange
