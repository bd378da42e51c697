#pragma once

#include "engine/model/night_view.hpp"

#include <mutex>
#include <optional>

namespace roamsync::actors {

/// Where the supervisor puts the latest view of the run, for threads that are no actors: the terminal,
/// /metrics.
class board {
public:
  void show(night_view x) {
    std::lock_guard hold{lock_};
    view_ = std::move(x);
  }
  [[nodiscard]] std::optional<night_view> latest() const {
    std::lock_guard hold{lock_};
    return view_;
  }

private:
  mutable std::mutex lock_;
  std::optional<night_view> view_;
};

} // namespace roamsync::actors
