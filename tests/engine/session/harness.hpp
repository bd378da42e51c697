#pragma once

#include "engine/limit/fixed_limiter.hpp"
#include "engine/session/session_machine.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <vector>

namespace roamsync {

inline time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

/// The time that a call has where none is to run out.
inline constexpr auto later = std::chrono::minutes{10};

inline call_result ok() {
  return {};
}
inline call_result throttled(std::optional<duration> wait) {
  return {.what = verdict::throttled, .why = cause::throttled, .retry_after = wait, .status = 429};
}
inline call_result broken(cause why = cause::server_error) {
  return {.what = verdict::transient, .why = why, .status = 500};
}
inline call_result session_over(int status = 440) {
  return {.what = verdict::sign_in_again, .status = status};
}

/// Drives a session machine and keeps what it asked for.
class session_harness {
public:
  explicit session_harness(limit allowed = {.lanes = 3}, retry_options retry = {},
                           session_options options = {}, session_past past = {})
      : machine(std::make_unique<fixed_limiter>(allowed, retry, at(0)), retry, options, at(0), past) {}

  void take(const session_effects& effects) {
    wake.reset();
    for (const auto& effect : effects) {
      if (std::holds_alternative<session_effect::sign_in>(effect))
        ++sign_ins;
      else if (const auto* send = std::get_if<session_effect::send>(&effect))
        sent.push_back(send->id);
      else if (const auto* done = std::get_if<session_effect::finish>(&effect))
        EXPECT_TRUE(finished.emplace(done->id, done->result).second)
            << "call " << done->id << " finished twice";
      else if (const auto* again = std::get_if<session_effect::wake>(&effect))
        wake = again->at;
      else if (const auto* keep = std::get_if<session_effect::keep>(&effect))
        kept.push_back(*keep);
      else if (std::holds_alternative<session_effect::ready>(effect))
        ++ready;
      else if (const auto* why = std::get_if<session_effect::failed>(&effect))
        failed = why->why;
    }
  }

  /// Signs in at once.
  void open() {
    take(machine.start(at(0)));
    take(machine.on_signed_in(std::nullopt, at(0)));
  }

  session_machine machine;
  int sign_ins = 0;
  int ready = 0;
  std::vector<call_queue::call_id> sent;
  std::map<call_queue::call_id, call_result> finished;
  std::vector<session_effect::keep> kept;
  std::optional<call_result> failed;
  std::optional<time_point> wake;
};

} // namespace roamsync
