#pragma once

#include "engine/base/time.hpp"
#include "engine/model/call_result.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace roamsync {

enum class event_kind : std::uint8_t { starts, ready, session, network, answer, look };

/// What happens in a simulated night, and to whom.
struct event {
  time_point at{};
  std::uint64_t number = 0; ///< of event_queue
  event_kind kind = event_kind::starts;
  std::uint32_t tenant = 0;
  std::uint32_t line = 0; ///< of ready and session
  std::uint32_t mailbox = 0;
  call_result result;
  duration latency{0};

  friend bool operator>(const event& a, const event& b) {
    return a.at != b.at ? a.at > b.at : a.number > b.number;
  }
};

/// What is still to happen, in order of time; events of one time in the order in which they were asked for.
class event_queue {
public:
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  void push(event x) {
    x.number = ++asked_;
    heap_.push_back(std::move(x));
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>{});
  }
  /// The next one; only while not empty.
  [[nodiscard]] event pop() {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>{});
    auto next = std::move(heap_.back());
    heap_.pop_back();
    return next;
  }

private:
  std::vector<event> heap_;
  std::uint64_t asked_ = 0;
};

} // namespace roamsync
