#pragma once

#include "engine/tenant/tenant_machine.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace roamsync {

inline instant at(std::int64_t ms) {
  return {time_point{duration{ms}}, utc_time{duration{1'000'000 + ms}}};
}

inline mailbox_job job(const std::string& id) {
  return {.user_id = id, .mailbox = id + "@x.example", .wanted = {.signatures = {{"S", "<p>h</p>", "h"}}}};
}

inline night_plan plan(std::size_t jobs) {
  night_plan out;
  for (std::size_t i = 0; i < jobs; ++i)
    out.jobs.push_back({.job = job("u" + std::to_string(i))});
  return out;
}

/// Drives a tenant machine and keeps what it asked for.
class tenant_run_harness {
public:
  explicit tenant_run_harness(std::uint32_t lanes = 2, std::uint32_t deletions = 3)
      : tenant_run_harness(tenant_options{.lanes = lanes, .deletions_max = deletions}) {}
  explicit tenant_run_harness(tenant_options options) : machine(named(std::move(options))) {}

  void take(const tenant_effects& effects) {
    for (const auto& effect : effects) {
      if (const auto* start = std::get_if<tenant_effect::start_mailbox>(&effect)) {
        started.push_back(start->what.job.user_id);
        line_of[start->what.job.user_id] = start->line;
        own_of[start->what.job.user_id] = start->what.job.own_mailbox;
      }
      if (const auto* permit = std::get_if<tenant_effect::permit>(&effect))
        permits.emplace_back(permit->user_id, permit->answer);
      else if (const auto* record = std::get_if<tenant_effect::record>(&effect))
        rows.insert(rows.end(), record->rows.begin(), record->rows.end());
      else if (std::holds_alternative<tenant_effect::open_session>(effect))
        ++sessions;
      else if (std::holds_alternative<tenant_effect::read_directory>(effect))
        ++readings;
      else if (std::holds_alternative<tenant_effect::close_session>(effect))
        ++closings;
      else if (const auto* stop = std::get_if<tenant_effect::stop_session>(&effect))
        stops.push_back(stop->why);
      else if (std::holds_alternative<tenant_effect::done>(effect))
        ++done;
    }
  }
  /// Up to the sign-in.
  void begin(night_plan x) {
    take(machine.start(at(0)));
    take(machine.on_planned(std::move(x), "group", at(1)));
  }
  void open(night_plan x) {
    begin(std::move(x));
    if (sessions > 0)
      take(machine.on_session_ready(0, at(2)));
  }
  void end(const std::string& id, outcome how = {outcome_kind::written}) {
    auto astray = how.why == cause::wrong_mailbox;
    take(machine.on_mailbox_end(id, {.how = std::move(how), .astray = astray}, at(10)));
  }

  tenant_machine machine;
  std::vector<std::string> started;
  std::map<std::string, lines::number> line_of; ///< by user id, where it was begun last
  std::map<std::string, std::string> own_of;
  std::vector<std::pair<std::string, write_permit>> permits;
  std::vector<mailbox_record> rows;
  int readings = 0;
  std::vector<cause> stops;
  int closings = 0;
  int sessions = 0;
  int done = 0;

private:
  static tenant_options named(tenant_options x) {
    x.id = "t";
    x.name = "T";
    return x;
  }
};

} // namespace roamsync
