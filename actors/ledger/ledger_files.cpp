#include "actors/ledger/catalogue_files.hpp"
#include "actors/ledger/ledger.hpp"
#include "engine/tenant/broken_off.hpp"
#include "engine/tenant/service_users.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <utility>

// What a tenant has to know before it begins.
namespace roamsync::actors {

void ledger_state::on_load(const load_tenant& x, const tenant_actor& to) {
  if (!is_current(x.serial))
    return;
  flush(); // A tenant that is started again finds all of its outcomes.
  self->send(to, load(x));
}

tenant_file ledger_state::load(const load_tenant& x) {
  tenant_file out;
  auto fail = [&out](const error& why) {
    out.failure = why.message;
    return std::move(out);
  };
  auto settings = where->tenant(x.tenant);
  if (!settings)
    return fail(settings.failure());
  if (!*settings)
    return fail({"the tenant was removed"});
  out.settings = std::make_shared<const tenant_settings>(**settings);
  auto client_secret = secrets->get(x.tenant, "client_secret");
  if (!client_secret)
    return fail(client_secret.failure());
  out.client_secret = std::move(*client_secret).value_or(secret{});
  for (const auto& as_user : as_each_service_user(*out.settings)) {
    auto password = secrets->get(x.tenant, password_field(*out.settings, as_user.service_user));
    if (!password)
      return fail(password.failure());
    if (*password)
      out.passwords.emplace(as_user.service_user, std::move(**password));
  }
  auto receipts = where->receipts(x.tenant);
  if (!receipts)
    return fail(receipts.failure());
  out.receipts = std::move(*receipts);
  auto standings = where->standings(x.tenant);
  if (!standings)
    return fail(standings.failure());
  out.standings = std::move(*standings);
  auto limits = where->known_limits(x.tenant);
  if (!limits)
    return fail(limits.failure());
  out.limits = std::move(*limits);
  if (run_.kind == run_kind::night
      && shared->settings.night.group_days > 1) { // as tenant_actor_state::feeds_for
    auto group = where->group(x.tenant);
    if (!group)
      return fail(group.failure());
    if (!group->damage.empty())
      tell_damage(x.tenant, group->damage);
    out.group = std::move(group->known);
  }
  if (x.run > 0) {
    auto rows = where->records(x.run, x.tenant);
    if (!rows)
      return fail(rows.failure());
    for (const auto& row : *rows) {
      out.recorded.insert(row.user_id);
      ++out.outcomes[row.end.kind];
    }
  }
  auto deferred = deferred_before(x.run, x.tenant);
  if (!deferred)
    return fail(deferred.failure());
  out.deferred = std::move(*deferred);
  if (auto known = add_history(out); !known)
    return fail(known.failure());
  add_catalogue(out);
  return out;
}

/// What is damaged is forgotten, so that it is told once.
void ledger_state::tell_damage(const std::string& tenant, const std::string& what) {
  spdlog::warn("tenant {}: what the database has of its group is damaged ({}); the group is read anew",
               tenant, what);
  keep_group forgotten{{.tenant = tenant, .forget = true}};
  on_group(forgotten);
}

/// Who was deferred in the newest earlier night that the tenant took part in.
result<std::set<std::string>> ledger_state::deferred_before(std::int64_t run, const std::string& tenant) {
  std::set<std::string> out;
  auto earlier = where->runs(run_kind::night, earlier_runs);
  if (!earlier)
    return earlier.failure();
  for (const auto& x : *earlier) {
    if (x.number == run)
      continue;
    auto rows = where->records(x.number, tenant);
    if (!rows)
      return rows.failure();
    for (const auto& row : *rows)
      if (row.end.kind == outcome_kind::deferred)
        out.insert(row.user_id);
    if (!rows->empty())
      break;
  }
  return out;
}

/// What runs that were broken off leave to do, and that the tenant takes part in this one: the row is durable
/// before the password is posted, with the standing of that post, so a run that is killed is known by tenants
/// that never ended.
status ledger_state::add_history(tenant_file& file) {
  const auto& tenant = file.settings->id;
  auto parts = where->history(tenant, earlier_runs);
  if (!parts)
    return parts.failure();
  if (auto since = runs_since_broken_off(*parts)) {
    file.seen_since_broken_off.emplace();
    for (auto number : *since) {
      auto rows = where->records(number, tenant);
      if (!rows)
        return rows.failure();
      for (const auto& row : *rows)
        if (is_settled(row.end))
          file.seen_since_broken_off->insert(row.user_id);
    }
  }
  if (run_.number > 0 && (parts->empty() || parts->front().run != run_.number)) {
    begun_.push_back({.tenant = tenant});
    write_soon();
  }
  return success();
}

void ledger_state::add_catalogue(tenant_file& file) {
  const auto& options = shared->settings.signatures;
  auto below = file.settings->catalogue.empty() ? file.settings->id : file.settings->catalogue;
  auto folder = (std::filesystem::path{options.catalogue_dir} / below).string();
  auto [it, fresh] = catalogues_.try_emplace(folder);
  if (fresh) {
    auto read = read_catalogue(
        folder, {.signature_bytes_max = options.size_limit, .signature_bytes_warn = options.size_warning});
    if (read)
      it->second.value = std::make_shared<const catalogue>(std::move(*read));
    else
      it->second.error = read.failure().message;
  }
  file.signatures = it->second.value;
  file.catalogue_error = it->second.error;
}

} // namespace roamsync::actors
