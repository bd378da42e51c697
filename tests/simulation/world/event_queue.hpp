#pragma once

#include "engine/base/time.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace roamsync::simulation {

/// The one clock and order of a simulated world: events by (time, number), so that equal times keep the order
/// in which they were asked for.
class event_queue {
public:
  [[nodiscard]] time_point now() const noexcept { return now_; }
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  [[nodiscard]] std::uint64_t done() const noexcept { return done_; }
  /// When the next event is; only while not empty.
  [[nodiscard]] time_point next_at() const noexcept { return heap_.front().at; }
  /// Events that were done at this same instant: a number without bound is a busy loop.
  [[nodiscard]] std::uint64_t done_at_once() const noexcept { return at_once_; }

  /// A time in the past means now.
  void at(time_point when, std::function<void()> what) {
    heap_.push_back({std::max(when, now_), ++number_, std::move(what)});
    std::push_heap(heap_.begin(), heap_.end(), later{});
  }
  void after(duration wait, std::function<void()> what) { at(now_ + wait, std::move(what)); }

  /// Does the next event; only while not empty.
  void step() {
    std::pop_heap(heap_.begin(), heap_.end(), later{});
    auto next = std::move(heap_.back());
    heap_.pop_back();
    at_once_ = next.at > now_ ? 1 : at_once_ + 1;
    now_ = next.at;
    ++done_;
    next.what();
  }

  /// Lets time pass to `when`; only if no event is due before.
  void skip_to(time_point when) noexcept { now_ = std::max(now_, when); }

private:
  struct event {
    time_point at{};
    std::uint64_t number = 0;
    std::function<void()> what;
  };
  struct later {
    bool operator()(const event& a, const event& b) const noexcept {
      return a.at != b.at ? a.at > b.at : a.number > b.number;
    }
  };

  std::vector<event> heap_;
  time_point now_{};
  std::uint64_t number_ = 0;
  std::uint64_t done_ = 0;
  std::uint64_t at_once_ = 0;
};

} // namespace roamsync::simulation
