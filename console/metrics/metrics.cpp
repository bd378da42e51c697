#include "console/metrics/metrics.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <initializer_list>
#include <sstream>
#include <tuple>
#include <utility>
#include <vector>

namespace roamsync::console {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

/// Collects the families in the order of their names in the code.
class collector {
public:
  void counter(const char* name, const char* help, std::uint64_t value) {
    add(name, help, MetricType::Counter)
        .metric.push_back(sample(MetricType::Counter, static_cast<double>(value)));
  }
  void counter(const char* name, const char* help, double value) {
    add(name, help, MetricType::Counter).metric.push_back(sample(MetricType::Counter, value));
  }
  void gauge(const char* name, const char* help, double value) {
    add(name, help, MetricType::Gauge).metric.push_back(sample(MetricType::Gauge, value));
  }

  MetricFamily& add(const char* name, const char* help, MetricType type) {
    return families_.emplace_back(MetricFamily{name, help, type, {}});
  }

  static ClientMetric sample(MetricType type, double value) {
    ClientMetric out;
    if (type == MetricType::Counter)
      out.counter.value = value;
    else
      out.gauge.value = value;
    return out;
  }

  void labelled(MetricFamily& family, const char* label, std::string_view is, double value) {
    auto one = sample(family.type, value);
    one.label.push_back({label, std::string{is}});
    family.metric.push_back(std::move(one));
  }

  [[nodiscard]] std::string text() const {
    std::ostringstream out;
    prometheus::TextSerializer{}.Serialize(out, families_);
    return out.str();
  }

private:
  std::vector<MetricFamily> families_;
};

constexpr std::initializer_list<outcome_kind> kinds{outcome_kind::written, outcome_kind::unchanged,
                                                    outcome_kind::skipped, outcome_kind::failed,
                                                    outcome_kind::deferred};

double seconds(utc_time x) {
  return std::chrono::duration<double>(x.time_since_epoch()).count();
}

void add_outcomes(collector& out, const char* name, const char* help, MetricType type,
                  const outcome_counts& counts) {
  auto& family = out.add(name, help, type);
  for (const auto kind : kinds)
    out.labelled(family, "outcome", to_string(kind), static_cast<double>(counts[kind]));
}

void add_night(collector& out, const night_view& x) {
  out.gauge("roamsync_night_number", "Number of the run that the roamsync_night_ series are about.",
            static_cast<double>(x.run.number));
  out.gauge("roamsync_night_active", "1 while that run is under way.", x.active ? 1 : 0);
  out.gauge("roamsync_night_opened_timestamp_seconds", "When it was opened, in seconds since 1970.",
            seconds(x.run.opened));
  out.gauge("roamsync_night_closes_timestamp_seconds",
            "After this no mailbox is begun, in seconds since 1970.", seconds(x.run.closes));
  if (x.run.finished)
    out.gauge("roamsync_night_finished_timestamp_seconds", "When it ended, in seconds since 1970.",
              seconds(*x.run.finished));
  out.gauge("roamsync_night_remaining_seconds", "Forecast until its end; 0 if not known.",
            static_cast<double>(x.remaining.count()) / 1000.0);
  for (const auto& [name, help, at] :
       {std::tuple{"roamsync_night_ends_likely_timestamp_seconds",
                   "Forecast of its end as if the window had none, in seconds since 1970.", x.ends_likely},
        {"roamsync_night_ends_early_timestamp_seconds", "The same if it goes well.", x.ends_early},
        {"roamsync_night_ends_late_timestamp_seconds", "The same if it goes badly.", x.ends_late}})
    if (at)
      out.gauge(name, help, seconds(*at));
  auto& fits = out.add("roamsync_night_fits", "1 for what holds: whether the run fits into its window.",
                       MetricType::Gauge);
  for (const auto fit : {window_fit::unknown, window_fit::fits, window_fit::tight, window_fit::does_not_fit})
    out.labelled(fits, "fit", to_string(fit), x.fits == fit ? 1 : 0);
  out.gauge("roamsync_night_mailboxes_will_not_fit", "Mailboxes that will likely be deferred at its end.",
            static_cast<double>(x.will_not_fit));
  out.gauge("roamsync_night_mailboxes_known", "Mailboxes known so far.", static_cast<double>(x.mailboxes));
  add_outcomes(out, "roamsync_night_mailboxes", "Mailboxes of the run that ended, by outcome.",
               MetricType::Gauge, x.outcomes);
  auto& tenants = out.add("roamsync_night_tenants", "Tenants of the run, by state.", MetricType::Gauge);
  for (const auto state :
       {tenant_state::waiting, tenant_state::working, tenant_state::done, tenant_state::failed})
    out.labelled(tenants, "state", to_string(state), x.tenants[static_cast<std::size_t>(state)]);
  out.gauge("roamsync_night_tenants_throttled", "Tenants that wait because the service asked for it.",
            x.waiting);
  out.gauge("roamsync_night_requests", "Requests sent in the run.", static_cast<double>(x.requests));
  out.gauge("roamsync_night_throttled", "Answers of the run that asked to wait.",
            static_cast<double>(x.throttled));
  out.gauge("roamsync_night_mailboxes_in_work", "Mailboxes that are worked on now.", x.in_work);
}

void add_counters(collector& out, const process_counters& x) {
  add_outcomes(out, "roamsync_mailboxes_total", "Mailboxes that ended since the start, by outcome.",
               MetricType::Counter, x.mailboxes);
  out.counter("roamsync_requests_total", "Requests sent since the start.", x.requests);
  out.counter("roamsync_throttled_total", "Answers that asked to wait since the start.", x.throttled);
  out.counter("roamsync_nights_finished_total", "Runs that ended since the start.", x.nights_finished);
}

void add_process(collector& out, const process_facts& x) {
  out.counter("process_cpu_seconds_total", "CPU time of the process, in seconds.", x.cpu_seconds);
  out.gauge("process_resident_memory_bytes", "Resident memory, in bytes.",
            static_cast<double>(x.resident_bytes));
  out.gauge("process_open_fds", "Open files.", static_cast<double>(x.open_files));
  out.gauge("process_max_fds", "Most files that may be open.", static_cast<double>(x.open_files_max));
  out.gauge("process_start_time_seconds", "Start of the process, in seconds since 1970.", x.started);
}

} // namespace

std::string metrics_text(const metrics_source& from) {
  collector out;
  auto& build = out.add("roamsync_build_info", "Always 1; the label has the version.", MetricType::Gauge);
  out.labelled(build, "version", from.version, 1);
  out.gauge("roamsync_store_up", "1 while the database can be used.", from.store_ok ? 1 : 0);
  add_counters(out, from.counters);
  if (from.night)
    add_night(out, *from.night);
  add_process(out, from.process);
  return out.text();
}

} // namespace roamsync::console
