#pragma once

#include "engine/directory/directory_call.hpp"
#include "engine/directory/known_group.hpp"
#include "engine/directory/watched_users.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// How the change feeds are used in a reading.
struct feed_order {
  std::string source; ///< feed_source(); empty: they are not used, and nothing is kept
  std::string group;  ///< object id
  std::int64_t day = 0;
  bool check = false; ///< the group is read in full although the feeds could tell, to find what they left out
  std::optional<known_group> known;
};

/// The part of a group's reading that the change feeds have. Follows both feeds from where they were left, and
/// reads anew whom they name: a feed says who changed, never what is now. Where that cannot be relied on, or
/// nothing is known yet, the feeds are begun (the users' from now on, so that nothing is missed between), and
/// the pages of the group say who is in it; what the feeds say of the groups is kept only if it agrees.
///
/// Use: make each call that next() gives and hand its answer back, until there is none. Then read the pages if
/// needs_pages(), else go on with take_members(). At the end close() with all members gives what is to be kept.
class group_feed {
public:
  explicit group_feed(feed_order order);

  [[nodiscard]] std::optional<directory_call_t> next();
  void on_changes(feed_page page);
  void on_users(std::vector<member> found);
  /// The call that next() gave cannot be answered.
  void on_failed(const std::string& why);

  [[nodiscard]] bool needs_pages() const noexcept { return step_ == step::pages; }
  [[nodiscard]] std::vector<member> take_members();
  /// The members that take_members() has anew: their managers and photos are not there yet.
  [[nodiscard]] std::set<std::string> fresh() const;
  /// `all`: every member, with what was read of it.
  [[nodiscard]] std::optional<group_update> close(std::span<const member> all);
  /// What support should know, as sentences without names.
  [[nodiscard]] std::vector<std::string> take_notes();

private:
  enum class step : std::uint8_t { groups, users, members, first_users, first_groups, pages, done };

  void begin();
  void go_without();
  void give_up(const std::string& why);
  void end_groups(std::string link);
  void end_first_groups(std::string link);
  void choose_whom_to_read();
  [[nodiscard]] std::optional<group_update> mismatch(std::size_t told, std::size_t read);
  [[nodiscard]] group_update difference(std::span<const member> all) const;
  void note_drift(std::span<const member> all);

  feed_order order_;
  std::string root_;
  step step_ = step::pages;
  bool in_use_ = false; ///< what the feeds told is kept in the end
  bool begun_ = false;  ///< in this reading, from their beginning
  std::uint32_t pages_ = 0;
  std::string link_; ///< of the next page
  membership_round round_;
  membership groups_;
  std::string groups_link_;
  std::string users_link_;
  watched_users users_;       ///< whom the feed named
  std::set<std::string> ids_; ///< of the users in the group, as the feed has it
  std::vector<std::string> to_read_;
  std::size_t next_to_read_ = 0;
  std::map<std::string, member> found_; ///< by id in lower case
  std::vector<std::string> notes_;
};

} // namespace roamsync
