#include "engine/directory/group_feed.hpp"

#include "engine/base/ascii.hpp"

#include <algorithm>
#include <utility>

namespace roamsync {

namespace {

/// Pages of one feed in one round; more would be dearer than a full reading of any group.
constexpr std::uint32_t feed_pages_max = 2'000;

/// Users are read by 20, pages hold 999 (wire.md 6.5): beyond that the pages are cheaper.
bool pages_are_cheaper(std::size_t to_read, std::size_t members) noexcept {
  return to_read > 200 + members / 20;
}

bool same_but_photo(member a, const member& b) {
  a.photo = b.photo;
  return a == b;
}

std::map<std::string, const member*> by_id(std::span<const member> all) {
  std::map<std::string, const member*> out;
  for (const auto& x : all)
    out.emplace(ascii_lower(x.user_id), &x);
  return out;
}

} // namespace

group_feed::group_feed(feed_order order) : order_(std::move(order)), root_(ascii_lower(order_.group)) {
  if (order_.source.empty())
    return;
  in_use_ = true;
  const auto& known = order_.known;
  if (!known) {
    begin();
    return;
  }
  if (known->source != order_.source || known->groups_link.empty() || known->users_link.empty()
      || !known->groups.contains(root_)) {
    notes_.emplace_back(
        "the group, or what is read of its members, is another one than before: read in full");
    begin();
    return;
  }
  step_ = step::groups;
  link_ = known->groups_link;
  groups_ = known->groups;
}

/// The feed of the users first: what changes while the rest is read comes with the next night.
void group_feed::begin() {
  step_ = step::first_users;
  begun_ = true;
  pages_ = 0;
  link_.clear();
  round_ = {};
  groups_ = {{root_, {}}};
}

void group_feed::go_without() {
  step_ = step::pages;
  in_use_ = false;
}

void group_feed::give_up(const std::string& why) {
  if (begun_) {
    notes_.push_back("there are no change feeds of the group: " + why);
    go_without();
  } else {
    notes_.push_back("the change feeds cannot be followed, the group is read in full: " + why);
    begin();
  }
}

std::optional<directory_call_t> group_feed::next() {
  switch (step_) {
  case step::groups:
    return directory_call::changes{change_feed::groups, link_, {}};
  case step::users:
  case step::first_users:
    return directory_call::changes{change_feed::users, link_, {}};
  case step::first_groups: {
    directory_call::changes out{change_feed::groups, link_, {}};
    if (link_.empty())
      for (const auto& [id, members] : groups_)
        out.groups.push_back(id);
    return out;
  }
  case step::members: {
    if (next_to_read_ == to_read_.size()) {
      step_ = step::done;
      return std::nullopt;
    }
    directory_call::users out;
    for (; next_to_read_ < to_read_.size() && out.ids.size() < batch_users_max; ++next_to_read_)
      out.ids.push_back(to_read_[next_to_read_]);
    return out;
  }
  case step::pages:
  case step::done:
    break;
  }
  return std::nullopt;
}

void group_feed::on_failed(const std::string& why) {
  give_up(why);
}

void group_feed::on_changes(feed_page page) {
  if (++pages_ > feed_pages_max)
    return give_up("a feed has no end after " + std::to_string(pages_ - 1) + " pages");
  for (const auto& x : page.groups)
    round_.add(x);
  if (step_ == step::users)
    for (const auto& id : page.users)
      users_.tell(id);
  if (!page.next.empty()) {
    link_ = std::move(page.next);
    return;
  }
  if (page.delta.empty())
    return give_up("a page of a feed has no link");
  pages_ = 0;
  switch (step_) {
  case step::groups:
    return end_groups(std::move(page.delta));
  case step::users:
    users_link_ = std::move(page.delta);
    return choose_whom_to_read();
  case step::first_users:
    users_link_ = std::move(page.delta);
    step_ = step::first_groups;
    link_.clear();
    return;
  case step::first_groups:
    return end_first_groups(std::move(page.delta));
  default:
    return;
  }
}

void group_feed::end_groups(std::string link) {
  if (const auto why = std::exchange(round_, {}).apply_to(groups_))
    return give_up(*why);
  for (const auto& id : groups_of(groups_, root_))
    if (!groups_.contains(id))
      return give_up("a group came into the group, whose own members the feed does not tell");
  groups_link_ = std::move(link);
  ids_ = users_of(groups_, root_);
  users_ = {order_.known->members, ids_};
  step_ = step::users;
  link_ = order_.known->users_link;
}

/// The feed tells the groups that it was asked for: as long as there are more inside, it is asked again with
/// them.
void group_feed::end_first_groups(std::string link) {
  if (const auto why = std::exchange(round_, {}).apply_to(groups_))
    return give_up(*why);
  const auto inside = groups_of(groups_, root_);
  if (inside.size() > feed_groups_max)
    return give_up("more than " + std::to_string(feed_groups_max - 1) + " groups are in the group");
  const bool all_told =
      std::all_of(inside.begin(), inside.end(), [this](const auto& id) { return groups_.contains(id); });
  if (all_told) {
    groups_link_ = std::move(link);
    ids_ = users_of(groups_, root_);
    step_ = step::pages;
    return;
  }
  groups_.clear();
  for (const auto& id : inside)
    groups_[id];
  link_.clear();
}

void group_feed::choose_whom_to_read() {
  const auto known = by_id(order_.known->members);
  for (const auto& id : ids_) {
    const auto it = known.find(id);
    if (it == known.end() || users_.told(*it->second))
      to_read_.push_back(id);
  }
  users_ = {};
  const bool many = pages_are_cheaper(to_read_.size(), ids_.size());
  if (many)
    notes_.push_back("much of the group has changed: its pages are read");
  // That nobody is left is a reason to look at the group itself (I7).
  step_ = order_.check || many || ids_.empty() ? step::pages : step::members;
}

void group_feed::on_users(std::vector<member> found) {
  for (auto& x : found) {
    auto id = ascii_lower(x.user_id);
    found_.insert_or_assign(std::move(id), std::move(x));
  }
}

std::vector<member> group_feed::take_members() {
  const std::set<std::string> read(to_read_.begin(), to_read_.end());
  std::vector<member> out;
  for (const auto& x : order_.known->members) {
    const auto id = ascii_lower(x.user_id);
    if (ids_.contains(id) && !read.contains(id))
      out.push_back(x);
  }
  for (const auto& [id, x] : found_)
    if (read.contains(id))
      out.push_back(x);
  return out;
}

std::set<std::string> group_feed::fresh() const {
  std::set<std::string> out;
  for (const auto& [id, x] : found_)
    out.insert(x.user_id);
  return out;
}

std::optional<group_update> group_feed::close(std::span<const member> all) {
  if (order_.source.empty())
    return std::nullopt;
  const bool paged = step_ == step::pages;
  if (!in_use_)
    return order_.known ? std::optional{group_update{.forget = true}} : std::nullopt;
  if (paged) {
    const auto read = by_id(all);
    const bool same =
        read.size() == ids_.size()
        && std::all_of(read.begin(), read.end(), [this](const auto& x) { return ids_.contains(x.first); });
    if (!same)
      return mismatch(ids_.size(), read.size());
    if (!begun_)
      note_drift(all);
  }
  auto out = difference(all);
  out.source = order_.source;
  out.full_day = paged ? order_.day : order_.known->full_day;
  out.groups_link = groups_link_;
  out.users_link = users_link_;
  if (begun_ || groups_ != order_.known->groups)
    out.groups = groups_;
  return out;
}

std::optional<group_update> group_feed::mismatch(std::size_t told, std::size_t read) {
  notes_.push_back("the change feed has " + std::to_string(told) + " members, the group has "
                   + std::to_string(read) + ", or other ones: nothing is kept, the next reading is in full");
  return order_.known ? std::optional{group_update{.forget = true}} : std::nullopt;
}

/// A member of whom something could not be read is not kept: it is read again next night.
group_update group_feed::difference(std::span<const member> all) const {
  group_update out;
  out.all = begun_;
  const auto now = by_id(all);
  const auto before = begun_ ? std::map<std::string, const member*>{} : by_id(order_.known->members);
  for (const auto& [id, x] : now) {
    const auto it = before.find(id);
    if (!x->unread && (it == before.end() || *it->second != *x))
      out.put.push_back(*x);
  }
  for (const auto& [id, x] : before) {
    const auto it = now.find(id);
    if (it == now.end() || it->second->unread)
      out.removed.push_back(x->user_id);
  }
  return out;
}

/// Changes of photos are no drift: the feeds do not tell them.
void group_feed::note_drift(std::span<const member> all) {
  const std::set<std::string> read(to_read_.begin(), to_read_.end());
  const auto before = by_id(order_.known->members);
  const auto missed = std::count_if(all.begin(), all.end(), [&](const member& x) {
    const auto id = ascii_lower(x.user_id);
    const auto it = before.find(id);
    return it != before.end() && !read.contains(id) && !x.unread && !same_but_photo(x, *it->second);
  });
  if (missed > 0)
    notes_.push_back(std::to_string(missed) + " members have changed and the change feeds did not tell");
}

std::vector<std::string> group_feed::take_notes() {
  return std::exchange(notes_, {});
}

} // namespace roamsync
