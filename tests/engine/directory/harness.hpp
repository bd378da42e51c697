#pragma once

#include "engine/directory/directory_machine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace roamsync {

/// The machine in virtual time, against a directory that is a function of the test.
class directory_machine_test : public ::testing::Test {
protected:
  struct request {
    time_point at;
    directory_call_t call;
  };

  /// Lets the machine read until it says members or failed.
  void read(const details_wanted& wanted) {
    take(machine_.read_members(wanted, feeds_, now_));
    while (!done_ && (!open_.empty() || wake_)) {
      if (open_.empty()) {
        now_ = std::max(now_, *std::exchange(wake_, std::nullopt));
        take(machine_.on_wake(now_));
        continue;
      }
      const auto [id, call] = open_.front();
      open_.pop_front();
      sent_.push_back({now_, call});
      take(machine_.on_reply(id, answer(call), now_, 0.5));
    }
  }

  directory_reply answer(const directory_call_t& call) {
    directory_reply out;
    if (std::holds_alternative<directory_call::token>(call))
      out.lifetime = std::chrono::hours{1};
    else if (std::holds_alternative<directory_call::members>(call))
      out.members = people_;
    else if (const auto* x = std::get_if<directory_call::details>(&call))
      details_(x->asked, out);
    else
      feed_(call, out);
    return out;
  }

  void take(directory_effects effects) {
    for (auto& effect : effects) {
      if (auto* send = std::get_if<directory_effect::send>(&effect))
        open_.emplace_back(send->id, send->call);
      else if (auto* wake = std::get_if<directory_effect::wake>(&effect))
        wake_ = wake->at;
      else if (auto* keep = std::get_if<directory_effect::keep>(&effect))
        kept_ = keep->not_before;
      else if (auto* all = std::get_if<directory_effect::members>(&effect))
        done_.emplace(std::move(all->all));
      else if (auto* group = std::get_if<directory_effect::keep_group>(&effect))
        kept_group_ = std::move(group->what);
      else if (auto* note = std::get_if<directory_effect::note>(&effect))
        notes_.push_back(note->text);
      else if (auto* why = std::get_if<directory_effect::failed>(&effect)) {
        failed_ = why->why;
        done_.emplace();
      }
    }
  }

  void add_people(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto name = std::to_string(people_.size());
      // "u9" comes before "ux10", and that before "uy100": the order of ids is that of numbers.
      const std::string longer = name.size() == 1 ? "" : std::string(1, static_cast<char>('v' + name.size()));
      people_.push_back({.user_id = "u" + longer + name, .mail = "m" + name + "@contoso.com"});
    }
  }

  /// The batches that were sent.
  [[nodiscard]] std::vector<std::vector<detail_question>> batches() const {
    std::vector<std::vector<detail_question>> out;
    for (const auto& x : sent_)
      if (const auto* details = std::get_if<directory_call::details>(&x.call))
        out.push_back(details->asked);
    return out;
  }

  /// Every manager is called after its user, every photo too.
  static detail_reply good(const detail_question& x) {
    detail_reply out;
    if (x.what == member_detail::photo)
      out.photo = "data:" + x.user_id;
    else
      out.manager.emplace().attributes["displayName"] = "boss of " + x.user_id;
    return out;
  }

  static call_result bad(verdict what, cause why, std::optional<duration> wait = std::nullopt) {
    return {.what = what, .why = why, .retry_after = wait, .detail = "status"};
  }

  std::function<void(const std::vector<detail_question>&, directory_reply&)> details_ =
      [](const auto& asked, directory_reply& out) {
        for (const auto& x : asked)
          out.details.push_back(good(x));
      };
  std::function<void(const directory_call_t&, directory_reply&)> feed_ = [](const auto&, auto&) {};
  feed_order feeds_;
  std::optional<group_update> kept_group_;
  std::vector<std::string> notes_;
  std::vector<member> people_;
  time_point now_{};
  directory_machine machine_{{}, {}, now_};
  std::deque<std::pair<call_queue::call_id, directory_call_t>> open_;
  std::optional<time_point> wake_;
  std::vector<request> sent_;
  std::optional<std::vector<member>> done_;
  std::optional<call_result> failed_;
  std::optional<time_point> kept_;
};

inline const details_wanted both{.manager = {"displayName"}, .photo = true};

} // namespace roamsync
