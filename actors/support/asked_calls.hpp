#pragma once

#include "engine/retry/watchdog.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace roamsync::actors {

/// The calls of one caller that the bridge has not answered. Each that is sent gets a number of its own, so that an answer
/// that comes after its call was given up is nobody's, and not that of the call's repeat.
class asked_calls {
public:
  /// The number for the bridge.
  [[nodiscard]] std::uint64_t begin(std::uint64_t call) {
    asked_.emplace(++last_, asked{call, {}});
    return last_;
  }
  /// The call that is answered; nothing if it was given up. `wait_told`: net_reply's.
  [[nodiscard]] std::optional<std::uint64_t> end(std::uint64_t number, std::uint64_t wait_told) {
    wait_heard_ = std::max(wait_heard_, wait_told);
    const auto node = asked_.extract(number);
    return node.empty() ? std::nullopt : std::optional{node.mapped().call};
  }
  /// For the next net_call.
  [[nodiscard]] std::uint64_t wait_heard() const noexcept { return wait_heard_; }
  void vouch(std::uint64_t number) {
    if (auto it = asked_.find(number); it != asked_.end())
      it->second.unheard.broken();
  }
  /// A round of the watchdog begins: the numbers that nobody vouched for in the whole length before.
  [[nodiscard]] std::vector<std::uint64_t> round() {
    std::vector<std::uint64_t> out;
    for (auto& [number, x] : asked_)
      if (x.unheard.round())
        out.push_back(number);
    return out;
  }
  [[nodiscard]] bool has(std::uint64_t call) const {
    return std::any_of(asked_.begin(), asked_.end(), [&](const auto& x) { return x.second.call == call; });
  }

private:
  struct asked {
    std::uint64_t call = 0;
    silence unheard;
  };
  std::map<std::uint64_t, asked> asked_; ///< by number
  std::uint64_t last_ = 0;
  std::uint64_t wait_heard_ = 0;
};

} // namespace roamsync::actors
