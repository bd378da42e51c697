#include "engine/store/memory_store.hpp"

#include "engine/base/ascii.hpp"
#include "engine/tenant/broken_off.hpp"
#include "engine/tenant/service_users.hpp"

#include <algorithm>
#include <limits>

namespace roamsync {

namespace {

/// The values whose key starts with `first`; the keys are pairs or tuples.
template <class Map, class Key, class Use>
void for_prefix(const Map& map, Key from, const Use& use) {
  for (auto it = map.lower_bound(from); it != map.end() && use(*it); ++it) {
  }
}

} // namespace

status memory_store::need_run(std::int64_t number) const {
  if (runs_.contains(number))
    return success();
  return error{"There is no run number " + std::to_string(number) + " in the store."};
}

status memory_store::together(const std::function<status()>& what) {
  auto before = *this;
  auto done = what();
  if (!done)
    *this = std::move(before);
  return done;
}

status memory_store::put_tenant(const tenant_settings& tenant) {
  if (tenant.id.empty())
    return error{"A tenant without an id cannot be stored."};
  tenants_[tenant.id] = tenant;
  std::erase_if(sealed_, [&](const auto& entry) {
    return entry.first.first == tenant.id && is_of_nobody(tenant, entry.first.second);
  });
  return success();
}

status memory_store::change_tenant(std::string_view id, const tenant_change& change) {
  const auto it = tenants_.find(id);
  if (it == tenants_.end())
    return error{"There is no tenant \"" + std::string{id} + "\" in the store."};
  auto settings = it->second;
  if (auto done = change(settings); !done)
    return done;
  return put_tenant(settings);
}

result<std::optional<tenant_settings>> memory_store::tenant(std::string_view id) {
  const auto it = tenants_.find(id);
  return it == tenants_.end() ? std::nullopt : std::optional{it->second};
}

result<std::vector<tenant_settings>> memory_store::tenants() {
  std::vector<tenant_settings> all;
  for (const auto& [id, settings] : tenants_)
    all.push_back(settings);
  return all;
}

result<bool> memory_store::remove_tenant(std::string_view id) {
  const auto of_tenant = [id](const auto& entry) { return entry.first.first == id; };
  std::erase_if(sealed_, of_tenant);
  std::erase_if(receipts_, of_tenant);
  std::erase_if(standings_, of_tenant);
  std::erase_if(limits_, of_tenant);
  if (const auto it = groups_.find(id); it != groups_.end())
    groups_.erase(it);
  overrides_.erase("tenant." + std::string{id} + ".paused");
  const auto it = tenants_.find(id);
  if (it == tenants_.end())
    return false;
  tenants_.erase(it);
  return true;
}

status memory_store::put_sealed(std::string_view tenant, std::string_view field, std::string_view sealed) {
  if (!tenants_.contains(tenant))
    return error{"There is no tenant \"" + std::string{tenant} + "\" in the store."};
  sealed_[pair_key{tenant, field}] = sealed;
  return success();
}

result<std::string> memory_store::add_sealed(std::string_view tenant, std::string_view field,
                                             std::string_view sealed) {
  if (!tenants_.contains(tenant))
    return error{"There is no tenant \"" + std::string{tenant} + "\" in the store."};
  return sealed_.try_emplace(pair_key{tenant, field}, sealed).first->second;
}

result<std::optional<std::string>> memory_store::sealed(std::string_view tenant, std::string_view field) {
  const auto it = sealed_.find(pair_key{tenant, field});
  return it == sealed_.end() ? std::nullopt : std::optional{it->second};
}

result<night> memory_store::open(const open_run& what) {
  const night* newest = nullptr;
  const night* join = nullptr;
  for (const auto& [number, run] : runs_) {
    if (run.kind != what.kind || run.date != what.date)
      continue;
    newest = &run;
    if (what.again ? !run.finished && run.closes > what.opened : run.opened == what.opened)
      join = &run;
  }
  if (join && !what.fresh)
    return *join;
  const night opened{.number = ++last_run_,
                     .kind = what.kind,
                     .date = what.date,
                     .sequence = newest ? newest->sequence + 1 : 1,
                     .opened = what.opened,
                     .closes = what.closes,
                     .finished = std::nullopt};
  runs_[opened.number] = opened;
  return opened;
}

result<std::optional<night>> memory_store::run(std::int64_t number) {
  const auto it = runs_.find(number);
  return it == runs_.end() ? std::nullopt : std::optional{it->second};
}

result<std::vector<night>> memory_store::runs(run_kind kind, std::size_t most) {
  std::vector<night> newest_first;
  for (auto it = runs_.rbegin(); it != runs_.rend() && newest_first.size() < most; ++it)
    if (it->second.kind == kind)
      newest_first.push_back(it->second);
  return newest_first;
}

status memory_store::finish(std::int64_t number, utc_time when) {
  if (auto known = need_run(number); !known)
    return known;
  auto& finished = runs_[number].finished;
  if (!finished)
    finished = when;
  return success();
}

result<std::size_t> memory_store::forget_runs(utc_time before) {
  const auto gone = std::erase_if(
      runs_, [before](const auto& entry) { return entry.second.finished && entry.second.opened < before; });
  std::erase_if(forecasts_, [this](const auto& entry) { return !runs_.contains(entry.first); });
  std::erase_if(tenant_runs_, [this](const auto& entry) { return !runs_.contains(entry.first.first); });
  std::erase_if(records_, [this](const auto& entry) { return !runs_.contains(std::get<0>(entry.first)); });
  return gone;
}

status memory_store::move_end(std::int64_t number, utc_time closes) {
  if (auto known = need_run(number); !known)
    return known;
  if (!runs_[number].finished)
    runs_[number].closes = closes;
  return success();
}

status memory_store::put_forecast(std::int64_t number, const run_forecast& what) {
  if (auto known = need_run(number); !known)
    return known;
  forecasts_.try_emplace(number, what);
  return success();
}

result<std::optional<run_forecast>> memory_store::forecast(std::int64_t number) {
  const auto it = forecasts_.find(number);
  return it == forecasts_.end() ? std::nullopt : std::optional{it->second};
}

status memory_store::put_tenant_runs(std::int64_t number, std::span<const tenant_run> rows) {
  if (auto known = need_run(number); !known)
    return known;
  for (const auto& row : rows)
    tenant_runs_[{number, row.tenant}] = row;
  return success();
}

result<std::vector<earlier_part>> memory_store::history(std::string_view tenant, std::size_t most) {
  std::vector<earlier_part> newest_first;
  for (auto it = runs_.rbegin(); it != runs_.rend() && newest_first.size() < most; ++it)
    if (const auto part = tenant_runs_.find({it->first, std::string(tenant)}); part != tenant_runs_.end())
      newest_first.push_back({it->first, part->second});
  return newest_first;
}

result<std::optional<tenant_run>> memory_store::last_ended(std::string_view tenant) {
  const auto parts = history(tenant, std::numeric_limits<std::size_t>::max());
  for (const auto& x : *parts)
    if (!is_broken_off(x.part))
      return std::optional{x.part};
  return std::optional<tenant_run>{};
}

result<std::vector<tenant_run>> memory_store::tenant_runs(std::int64_t number) {
  std::vector<tenant_run> rows;
  for_prefix(tenant_runs_, run_tenant_key{number, ""}, [&](const auto& entry) {
    if (entry.first.first != number)
      return false;
    rows.push_back(entry.second);
    return true;
  });
  return rows;
}

status memory_store::record(std::int64_t number, std::span<const mailbox_record> rows) {
  if (auto known = need_run(number); !known)
    return known;
  for (const auto& row : rows) {
    auto& kept = records_.try_emplace({number, row.tenant, row.user_id}, row).first->second;
    kept.proof.reset();
    if (row.proof && tenants_.contains(row.tenant))
      receipts_[{row.tenant, row.proof->user_id}] = *row.proof;
  }
  return success();
}

result<std::vector<mailbox_record>> memory_store::records(std::int64_t number, std::string_view tenant) {
  std::vector<mailbox_record> rows;
  for_prefix(records_, outcome_key{number, tenant, ""}, [&](const auto& entry) {
    if (std::get<0>(entry.first) != number || std::get<1>(entry.first) != tenant)
      return false;
    rows.push_back(entry.second);
    return true;
  });
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.mailbox < b.mailbox; });
  return rows;
}

result<std::vector<receipt>> memory_store::receipts(std::string_view tenant) {
  std::vector<receipt> rows;
  for_prefix(receipts_, pair_key{tenant, ""}, [&](const auto& entry) {
    if (entry.first.first != tenant)
      return false;
    rows.push_back(entry.second);
    return true;
  });
  return rows;
}

status memory_store::put_standings(std::span<const standing> rows) {
  for (const auto& row : rows)
    if (tenants_.contains(row.tenant))
      standings_[{row.tenant, {row.service, row.service_user}}] = row;
  return success();
}

status memory_store::forget_posts(std::string_view tenant, std::string_view service_user) {
  for (auto& [key, row] : standings_)
    if (row.tenant == tenant && (service_user.empty() || same_text(row.service_user, service_user)))
      row.open_posts = 0;
  return success();
}

result<std::vector<standing>> memory_store::standings(std::string_view tenant) {
  std::vector<standing> rows;
  for (const auto& [key, row] : standings_)
    if (key.first == tenant)
      rows.push_back(row);
  return rows;
}

status memory_store::put_known_limits(std::span<const known_limit> rows) {
  for (const auto& row : rows)
    if (tenants_.contains(row.tenant))
      limits_[{row.tenant, row.service_user}] = row;
  return success();
}

result<std::vector<known_limit>> memory_store::known_limits(std::string_view tenant) {
  std::vector<known_limit> rows;
  for (const auto& [key, row] : limits_)
    if (key.first == tenant)
      rows.push_back(row);
  return rows;
}

status memory_store::put_groups(std::span<const group_update> updates) {
  for (const auto& x : updates) {
    const bool fresh = x.all && x.groups;
    if (x.forget) // whatever else it says
      groups_.erase(x.tenant);
    if (x.forget || !tenants_.contains(x.tenant) || (!fresh && !groups_.contains(x.tenant)))
      continue;
    auto& kept = groups_[x.tenant];
    kept.head.source = x.source;
    kept.head.full_day = x.full_day;
    kept.head.groups_link = x.groups_link;
    kept.head.users_link = x.users_link;
    if (x.groups)
      kept.head.groups = *x.groups;
    if (x.all)
      kept.members.clear();
    for (const auto& id : x.removed)
      kept.members.erase(id);
    for (const auto& who : x.put)
      kept.members.insert_or_assign(who.user_id, who);
  }
  return success();
}

result<found_group> memory_store::group(std::string_view tenant) {
  const auto it = groups_.find(tenant);
  if (it == groups_.end())
    return found_group{};
  auto out = it->second.head;
  for (const auto& [id, who] : it->second.members)
    out.members.push_back(who);
  return found_group{.known = std::move(out), .damage = {}};
}

status memory_store::tune(const tuning& what) {
  for (const auto& x : what.tenants)
    if (!tenants_.contains(x.tenant))
      return error{"There is no tenant \"" + x.tenant + "\" in the store."};
  for (const auto& x : what.tenants) {
    auto& tenant = tenants_.find(x.tenant)->second;
    tenant.lanes = x.lanes;
    tenant.rate = x.rate;
    tenant.burst = x.burst;
    tenant.weight = x.weight;
  }
  for (const auto& x : what.put)
    overrides_[x.knob] = x;
  for (const auto& x : what.removed)
    overrides_.erase(x);
  for (const auto& x : what.changes) {
    changes_.push_back(x);
    changes_.back().number = static_cast<std::int64_t>(changes_.size());
  }
  return success();
}

result<std::vector<override_row>> memory_store::overrides() {
  std::vector<override_row> rows;
  for (const auto& [knob, row] : overrides_)
    rows.push_back(row);
  return rows;
}

result<std::vector<change_row>> memory_store::changes(std::int64_t after, std::size_t most) {
  std::vector<change_row> rows;
  for (auto it = changes_.rbegin(); it != changes_.rend() && it->number > after && rows.size() < most; ++it)
    rows.push_back(*it);
  return rows;
}

} // namespace roamsync
