#include "console/report/night_report.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace roamsync::console {

namespace {

/// Higher is worse.
int badness(outcome_kind x) noexcept {
  switch (x) {
  case outcome_kind::failed:
    return 3;
  case outcome_kind::deferred:
    return 2;
  case outcome_kind::skipped:
    return 1;
  default:
    return 0;
  }
}

bool is_failure(const tenant_run& x) noexcept {
  return x.state == tenant_state::failed;
}

bool is_failure(const mailbox_record& x) noexcept {
  return x.end.kind == outcome_kind::failed || x.end.kind == outcome_kind::deferred;
}

/// Its settings; the id alone of one that was removed since.
tenant_settings tenant_of(const std::string& id, const std::vector<tenant_settings>& settings) {
  const auto known = std::ranges::find(settings, id, &tenant_settings::id);
  return known == settings.end() ? tenant_settings{.id = id} : *known;
}

std::vector<cause_part> cause_parts(const std::vector<mailbox_record>& records,
                                    const std::vector<tenant_part>& tenants,
                                    const std::vector<tenant_settings>& settings) {
  std::vector<tenant_run> runs;
  std::map<cause, outcome_kind> worst;
  const auto count = [&](cause why, outcome_kind kind) {
    auto& known = worst.emplace(why, kind).first->second;
    if (badness(kind) > badness(known))
      known = kind;
  };
  for (const auto& part : tenants) {
    runs.push_back(part.run);
    if (is_failure(part.run))
      count(part.run.why, outcome_kind::failed);
  }
  for (const auto& record : records)
    count(record.end.why, record.end.kind);
  std::vector<cause_part> parts;
  for (auto& group : group_causes(records, runs)) {
    auto only = group.tenants == 1 ? tenant_of(group.example_tenants.front(), settings) : tenant_settings{};
    const auto kind = worst.at(group.why);
    parts.push_back({std::move(group), kind, std::move(only)});
  }
  std::ranges::stable_sort(parts, std::ranges::greater{},
                           [](const cause_part& x) { return badness(x.worst); });
  return parts;
}

std::map<std::string, std::string, std::less<>> name_by_id(const std::vector<tenant_settings>& settings) {
  std::map<std::string, std::string, std::less<>> names;
  for (const auto& x : settings)
    if (!x.name.empty())
      names.emplace(x.id, x.name);
  return names;
}

void keep_only(report_rows& rows, const std::string& tenant) {
  std::erase_if(rows.tenants, [&](const auto& x) { return x.tenant != tenant; });
  std::erase_if(rows.records, [&](const auto& x) { return x.tenant != tenant; });
}

std::vector<tenant_part> tenant_parts(report_rows& rows) {
  const auto names = name_by_id(rows.settings);
  std::map<std::string, outcome_counts, std::less<>> counts;
  for (const auto& record : rows.records)
    ++counts[record.tenant][record.end.kind];
  std::vector<tenant_part> parts;
  for (auto& run : rows.tenants) {
    const auto name = names.find(run.tenant);
    const auto count = counts.find(run.tenant);
    parts.push_back({.run = run,
                     .name = name == names.end() ? run.tenant : name->second,
                     .outcomes = count == counts.end() ? outcome_counts{} : count->second});
  }
  std::sort(parts.begin(), parts.end(),
            [](const auto& a, const auto& b) { return a.run.tenant < b.run.tenant; });
  return parts;
}

} // namespace

advice_names advice_names_of(const cause_part& x) noexcept {
  const bool one = x.group.tenants == 1 && x.group.mailboxes == 1;
  return advice_names_of(x.only_tenant, one ? std::string_view{x.group.example_mailboxes.front()} : "");
}

night_report build_report(report_rows rows, const report_filter& filter) {
  if (!filter.tenant.empty())
    keep_only(rows, filter.tenant);
  night_report out{.run = rows.run, .makespan = {}};
  if (rows.run.finished)
    out.makespan = std::chrono::duration<double>(*rows.run.finished - rows.run.opened).count();
  if (filter.tenant.empty())
    out.forecast = rows.forecast;
  if (out.forecast && out.makespan.value_or(0) > 0) {
    const auto off = std::chrono::duration<double>(*rows.run.finished - out.forecast->likely).count();
    out.forecast_off = std::abs(off) / *out.makespan;
  }
  out.tenants = tenant_parts(rows);
  out.tenants_total = out.tenants.size();
  for (const auto& part : out.tenants) {
    out.requests += part.run.requests;
    out.throttled += part.run.throttled;
  }
  std::sort(rows.records.begin(), rows.records.end(), [](const auto& a, const auto& b) {
    return std::tie(a.tenant, a.mailbox, a.user_id) < std::tie(b.tenant, b.mailbox, b.user_id);
  });
  for (const auto& record : rows.records)
    ++out.outcomes[record.end.kind];
  if (filter.failed) {
    std::erase_if(rows.records, [](const auto& x) { return !is_failure(x); });
    std::erase_if(out.tenants, [](const tenant_part& x) {
      return !is_failure(x.run) && x.outcomes[outcome_kind::failed] + x.outcomes[outcome_kind::deferred] == 0;
    });
  }
  out.causes = cause_parts(rows.records, out.tenants, rows.settings);
  out.mailboxes = std::move(rows.records);
  return out;
}

bool has_failures(const night_report& report) noexcept {
  return report.outcomes[outcome_kind::failed] + report.outcomes[outcome_kind::deferred] > 0
         || std::any_of(report.tenants.begin(), report.tenants.end(),
                        [](const tenant_part& x) { return is_failure(x.run); });
}

} // namespace roamsync::console
