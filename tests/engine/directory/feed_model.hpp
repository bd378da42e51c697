#pragma once

#include "engine/directory/group_feed.hpp"
#include "engine/store/memory_store.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace roamsync {

/// A tenant's directory and its change feeds, as loose as wire.md 6.5.1 allows: a round is cut into pages
/// anywhere, its entries come in any order and more than once.
class feed_model {
public:
  explicit feed_model(std::uint64_t seed) : luck_(seed) {}

  struct user {
    std::string name;
    std::string manager; ///< id; empty: none
    friend bool operator==(const user&, const user&) = default;
  };
  std::map<std::string, user> users;
  membership groups;
  double forgets = 0;    ///< share of deltaLinks that are answered by 410
  bool repeats = true;   ///< entries come more than once, in any order
  std::size_t calls = 0; ///< of feeds and batches, in the reading that is under way
  bool paged = false;    ///< the reading took the pages
  std::vector<std::string> notes;

  std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>{0, end - 1}(luck_); }
  bool chance(double share) { return std::uniform_real_distribution<>{}(luck_) < share; }

  /// Who is in the group, with all that is read of them.
  std::vector<member> truth() {
    std::vector<member> out;
    for (const auto& id : users_of(groups, "root"))
      if (users.contains(id))
        out.push_back(detailed(plain(id)));
    return out;
  }

  /// One reading from its beginning to its end, kept in the store unless `killed` comes first.
  std::vector<member> night(store& where, std::int64_t day, bool check = false, bool killed = false) {
    calls = 0;
    pages_.clear();
    group_feed feed(
        {.source = "s", .group = "ROOT", .day = day, .check = check, .known = where.group("t")->known});
    while (auto call = feed.next())
      answer(feed, *call);
    paged = feed.needs_pages();
    auto all = paged ? std::vector<member>{} : feed.take_members();
    const auto fresh = feed.fresh();
    if (paged)
      for (const auto& x : truth())
        all.push_back(plain(x.user_id));
    for (auto& x : all)
      if (paged || fresh.contains(x.user_id))
        x = detailed(x);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.user_id < b.user_id; });
    auto kept = feed.close(all);
    notes = feed.take_notes();
    if (kept && !killed) {
      kept->tenant = "t";
      (void)where.put_groups({&*kept, 1});
    }
    return all;
  }

private:
  struct snapshot {
    std::map<std::string, user> users;
    membership groups;
    std::vector<std::string> asked;
  };

  member plain(const std::string& id) {
    member out{.user_id = id};
    out.attributes["name"] = users.at(id).name;
    return out;
  }
  member detailed(member x) {
    x.manager_id = users.at(x.user_id).manager;
    if (auto it = users.find(x.manager_id); it != users.end())
      x.attributes["manager.name"] = it->second.name;
    else
      x.manager_id.clear();
    return x;
  }

  void answer(group_feed& feed, const directory_call_t& call) {
    ++calls;
    if (const auto* x = std::get_if<directory_call::users>(&call)) {
      std::vector<member> found;
      for (const auto& id : x->ids)
        if (users.contains(id))
          found.push_back(plain(id));
      return feed.on_users(std::move(found));
    }
    const auto& x = std::get<directory_call::changes>(call);
    const bool begins = !x.link.starts_with("page");
    if (!x.link.empty() && begins && chance(forgets))
      return feed.on_failed("410");
    if (begins)
      begin_round(x);
    feed_page page = std::move(pages_.front());
    pages_.erase(pages_.begin());
    feed.on_changes(std::move(page));
  }

  void begin_round(const directory_call::changes& x) {
    const bool first = x.link.empty();
    snapshot before;
    if (!first)
      before = told_.at(std::stoul(x.link));
    else if (x.of == change_feed::users)
      before.users = users; // from now on
    told_.push_back({users, groups, first ? x.groups : before.asked});
    std::vector<feed_page> entries;
    if (x.of == change_feed::users)
      add_users(before, entries);
    else
      for (const auto& id : told_.back().asked)
        add_group(before, id, entries);
    cut(entries, std::to_string(told_.size() - 1));
  }

  void add_users(const snapshot& before, std::vector<feed_page>& out) {
    for (const auto& [id, x] : users)
      if (auto it = before.users.find(id); it == before.users.end() || it->second != x)
        out.push_back({.groups = {}, .users = {id}, .next = {}, .delta = {}});
    for (const auto& [id, x] : before.users)
      if (!users.contains(id))
        out.push_back({.groups = {}, .users = {id}, .next = {}, .delta = {}});
  }

  void add_group(const snapshot& before, const std::string& id, std::vector<feed_page>& out) {
    const auto now = groups.find(id);
    const auto old = before.groups.find(id);
    const auto was = old == before.groups.end() ? group_members{} : old->second;
    if (now == groups.end()) {
      if (old != before.groups.end())
        out.push_back({.groups = {{id, true, {}}}, .users = {}, .next = {}, .delta = {}});
      return;
    }
    auto tell = [&](const std::set<std::string>& a, const std::set<std::string>& b, bool removed,
                    member_change::kind is) {
      for (const auto& x : a)
        if (!b.contains(x))
          out.push_back({.groups = {{id, false, {{x, is, removed}}}}, .users = {}, .next = {}, .delta = {}});
    };
    tell(now->second.users, was.users, false, member_change::kind::user);
    tell(now->second.groups, was.groups, false, member_change::kind::group);
    tell(was.users, now->second.users, true, member_change::kind::unknown);
    tell(was.groups, now->second.groups, true, member_change::kind::unknown);
  }

  void cut(std::vector<feed_page> entries, const std::string& delta) {
    if (repeats && !entries.empty()) {
      entries.push_back(entries[below(entries.size())]);
      std::shuffle(entries.begin(), entries.end(), luck_);
    }
    pages_.assign(1, {});
    for (auto& x : entries) {
      while (chance(0.3))
        pages_.emplace_back(); // an empty page has a link all the same
      auto& page = pages_.back();
      std::move(x.groups.begin(), x.groups.end(), std::back_inserter(page.groups));
      std::move(x.users.begin(), x.users.end(), std::back_inserter(page.users));
    }
    for (auto& x : pages_)
      x.next = "page";
    pages_.back().next.clear();
    pages_.back().delta = delta;
  }

  std::mt19937_64 luck_;
  std::vector<snapshot> told_; ///< by number, which is the link
  std::vector<feed_page> pages_;
};

} // namespace roamsync
