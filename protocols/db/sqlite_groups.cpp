#include "protocols/db/group_text.hpp"
#include "protocols/db/run_rows.hpp"
#include "protocols/db/sqlite_connection.hpp"
#include "protocols/db/sqlite_store.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace roamsync::db {

namespace {

status put_member(sqlite_connection& connection, std::string_view tenant, const member& who) {
  const sqlite_value photo = who.photo ? sqlite_value{std::string_view{*who.photo}} : sqlite_value{};
  return connection.execute("INSERT INTO known_members (tenant, user_id, value, photo)"
                            " VALUES (?1, ?2, ?3, ?4)"
                            " ON CONFLICT (tenant, user_id) DO UPDATE SET value = ?3, photo = ?4",
                            {tenant, who.user_id, text_of_member(who), photo});
}

/// Nothing else happens if the row that the update builds on is not there; so `changed` tells.
status put_head(sqlite_connection& connection, const group_update& x, bool& changed) {
  status done = success();
  if (x.all && x.groups)
    done = connection.execute(
        "INSERT INTO known_groups (tenant, source, full_day, groups_link, users_link, groups)"
        " SELECT id, ?2, ?3, ?4, ?5, ?6 FROM tenants WHERE id = ?1"
        " ON CONFLICT (tenant) DO UPDATE SET source = ?2, full_day = ?3, groups_link = ?4,"
        " users_link = ?5, groups = ?6",
        {x.tenant, x.source, x.full_day, x.groups_link, x.users_link, text_of_groups(*x.groups)});
  else if (x.groups)
    done = connection.execute(
        "UPDATE known_groups SET source = ?2, full_day = ?3, groups_link = ?4,"
        " users_link = ?5, groups = ?6 WHERE tenant = ?1",
        {x.tenant, x.source, x.full_day, x.groups_link, x.users_link, text_of_groups(*x.groups)});
  else
    done = connection.execute("UPDATE known_groups SET source = ?2, full_day = ?3, groups_link = ?4,"
                              " users_link = ?5 WHERE tenant = ?1",
                              {x.tenant, x.source, x.full_day, x.groups_link, x.users_link});
  changed = connection.changes() > 0;
  return done;
}

status put_group(sqlite_connection& connection, const group_update& x) {
  if (x.forget)
    return connection.execute("DELETE FROM known_groups WHERE tenant = ?1", {x.tenant});
  bool there = false;
  if (auto done = put_head(connection, x, there); !done || !there)
    return done;
  if (x.all)
    if (auto done = connection.execute("DELETE FROM known_members WHERE tenant = ?1", {x.tenant}); !done)
      return done;
  for (const auto& id : x.removed)
    if (auto done = connection.execute("DELETE FROM known_members WHERE tenant = ?1 AND user_id = ?2",
                                       {x.tenant, id});
        !done)
      return done;
  for (const auto& who : x.put)
    if (auto done = put_member(connection, x.tenant, who); !done)
      return done;
  return success();
}

struct group_head {
  known_group group;
  bool readable = true;
};

std::optional<group_head> read_head(const sqlite_row& row) {
  group_head out{{.source = row.text(0),
                  .full_day = row.integer(1),
                  .groups_link = row.text(2),
                  .users_link = row.text(3)},
                 true};
  auto groups = groups_from_text(row.text(4));
  out.readable = groups.has_value();
  if (groups)
    out.group.groups = std::move(*groups);
  return out;
}

} // namespace

status sqlite_store::put_groups(std::span<const group_update> updates) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  for (const auto& x : updates)
    if (auto done = put_group(*connection_, x); !done)
      return done;
  return transaction->commit();
}

result<found_group> sqlite_store::group(std::string_view tenant) {
  auto head = connection_->first("SELECT source, full_day, groups_link, users_link, groups"
                                 " FROM known_groups WHERE tenant = ?1",
                                 {tenant}, read_head);
  if (!head)
    return head.failure();
  if (!*head)
    return found_group{};
  if (!(*head)->readable)
    return found_group{.known = std::nullopt, .damage = "known_groups.groups"};
  auto out = std::move((*head)->group);
  std::size_t rows = 0;
  std::size_t damaged = 0;
  auto done =
      connection_->execute("SELECT value, photo FROM known_members WHERE tenant = ?1 ORDER BY user_id",
                           {tenant}, [&](const sqlite_row& row) {
                             ++rows;
                             auto who = member_from_text(row.text(0));
                             damaged += who ? 0 : 1;
                             if (damaged > 0)
                               return;
                             if (!row.is_null(1))
                               who->photo = std::make_shared<const std::string>(row.text(1));
                             out.members.push_back(std::move(*who));
                           });
  if (!done)
    return done.failure();
  if (damaged > 0)
    return found_group{.known = std::nullopt,
                       .damage = "known_members, " + std::to_string(damaged) + " of " + std::to_string(rows)
                                 + " rows"};
  return found_group{.known = std::move(out), .damage = {}};
}

} // namespace roamsync::db
