#include "engine/tenant/waiting_jobs.hpp"

#include "engine/tenant/pack.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace roamsync {

namespace {

constexpr std::uint64_t searches = 1;
constexpr std::uint64_t takes_names = 2;
constexpr std::uint64_t is_dry = 4;
constexpr std::uint64_t is_enabled = 8;
constexpr std::uint64_t is_known = 16;
constexpr std::uint64_t is_known_look = 32;
constexpr std::uint64_t drift_shift = 6;

void pack(packer& to, const planned_job& x, const planned_job& like) {
  const auto& job = x.job;
  const auto& who = x.who;
  assert(!who.unread);
  to.number((job.search ? searches : 0U) | (job.take_names ? takes_names : 0U) | (job.dry_run ? is_dry : 0U)
            | (who.account_enabled ? is_enabled : 0U) | (job.known ? is_known : 0U)
            | (job.known_look ? is_known_look : 0U) | static_cast<std::uint64_t>(job.drift) << drift_shift);
  to.number(static_cast<std::uint64_t>(job.day));
  to.text(job.user_id, like.job.user_id);
  to.text(job.mailbox, like.job.mailbox);
  to.text(job.digest, like.job.digest);
  to.text(job.own_mailbox, like.job.own_mailbox);
  to.texts(job.aliases, like.job.aliases);
  if (job.known) {
    const auto other = like.job.known.value_or(receipt{});
    to.text(job.known->user_id, other.user_id);
    to.text(job.known->mailbox, other.mailbox);
    to.text(job.known->digest, other.digest);
    to.texts(job.known->owned, other.owned);
    to.number(static_cast<std::uint64_t>(job.known->checked));
    to.text(job.known->shown, other.shown);
  }
  to.text(who.user_id, like.who.user_id);
  to.text(who.user_principal_name, like.who.user_principal_name);
  to.text(who.mail, like.who.mail);
  to.texts(who.proxy_addresses, like.who.proxy_addresses);
  to.texts(who.attributes, like.who.attributes);
  to.number(who.lists.size());
  for (const auto& [key, values] : who.lists) {
    const auto it = like.who.lists.find(key);
    to.text(key, like.who.lists.empty() ? std::string_view{} : like.who.lists.begin()->first);
    to.texts(values, it == like.who.lists.end() ? std::vector<std::string>{} : it->second);
  }
}

planned_job unpack(unpacker& from, const planned_job& like) {
  planned_job out;
  auto& job = out.job;
  auto& who = out.who;
  const auto flags = from.number();
  job.search = (flags & searches) != 0;
  job.take_names = (flags & takes_names) != 0;
  job.dry_run = (flags & is_dry) != 0;
  job.known_look = (flags & is_known_look) != 0;
  job.drift = static_cast<drift_rule>(flags >> drift_shift);
  who.account_enabled = (flags & is_enabled) != 0;
  job.day = static_cast<std::int64_t>(from.number());
  job.user_id = from.text(like.job.user_id);
  job.mailbox = from.text(like.job.mailbox);
  job.digest = from.text(like.job.digest);
  job.own_mailbox = from.text(like.job.own_mailbox);
  job.aliases = from.texts(like.job.aliases);
  if ((flags & is_known) != 0) {
    const auto other = like.job.known.value_or(receipt{});
    auto& known = job.known.emplace();
    known.user_id = from.text(other.user_id);
    known.mailbox = from.text(other.mailbox);
    known.digest = from.text(other.digest);
    known.owned = from.texts(other.owned);
    known.checked = static_cast<std::int64_t>(from.number());
    known.shown = from.text(other.shown);
  }
  who.user_id = from.text(like.who.user_id);
  who.user_principal_name = from.text(like.who.user_principal_name);
  who.mail = from.text(like.who.mail);
  who.proxy_addresses = from.texts(like.who.proxy_addresses);
  who.attributes = from.texts(like.who.attributes);
  for (auto left = from.number(); left > 0; --left) {
    auto key = from.text(like.who.lists.empty() ? std::string_view{} : like.who.lists.begin()->first);
    const auto it = like.who.lists.find(key);
    auto values = from.texts(it == like.who.lists.end() ? std::vector<std::string>{} : it->second);
    who.lists.emplace(std::move(key), std::move(values));
  }
  return out;
}

} // namespace

void waiting_jobs::assign(const std::vector<planned_job>& all) {
  clear();
  size_ = all.size();
  if (all.empty())
    return;
  common_texts common;
  for (const auto& x : all) {
    for (const auto& [key, value] : x.who.attributes)
      common.see(value);
    for (const auto& [key, values] : x.who.lists)
      for (const auto& value : values)
        common.see(value);
  }
  common.settle();
  const planned_job nothing;
  packer head{first_, common};
  pack(head, all.front(), nothing);
  for (const auto& x : all) {
    packer to{rest_, common};
    pack(to, x, all.front());
  }
  common_ = common.packed();
  first_.shrink_to_fit();
  rest_.shrink_to_fit();
  const auto has_photo = [](const planned_job& x) { return x.who.photo != nullptr; };
  if (std::any_of(all.begin(), all.end(), has_photo))
    for (const auto& x : all)
      photos_.push_back(x.who.photo);
}

planned_job waiting_jobs::pop_front() {
  assert(!empty());
  if (!anew_.empty()) {
    auto out = std::move(anew_.back());
    anew_.pop_back();
    return out;
  }
  unpacker head{first_, common_};
  const auto like = unpack(head, {});
  unpacker next{std::string_view{rest_}.substr(at_), common_};
  auto out = unpack(next, like);
  at_ += next.used();
  if (!photos_.empty())
    out.who.photo = std::move(photos_[photos_.size() - size_]);
  if (--size_ == 0)
    clear();
  return out;
}

void waiting_jobs::clear() {
  *this = waiting_jobs{};
}

} // namespace roamsync
