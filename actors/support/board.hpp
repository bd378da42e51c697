#pragma once

#include "engine/model/night_view.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace roamsync::actors {

/// All tenants of a run, in order of id; never null.
using shown_tenants = std::shared_ptr<const std::vector<tenant_view>>;

/// Where the supervisor puts the latest view of the run, for threads that are no actors: the terminal,
/// /metrics, the socket.
class board {
public:
  void show(night_view x, std::vector<tenant_view> tenants) {
    auto all = std::make_shared<const std::vector<tenant_view>>(std::move(tenants));
    std::lock_guard hold{lock_};
    view_ = std::move(x);
    tenants_.swap(all); // the old ones are let go after the lock
  }
  [[nodiscard]] std::optional<night_view> latest() const {
    std::lock_guard hold{lock_};
    return view_;
  }
  [[nodiscard]] shown_tenants tenants() const {
    std::lock_guard hold{lock_};
    return tenants_;
  }

private:
  mutable std::mutex lock_;
  std::optional<night_view> view_;
  shown_tenants tenants_ = std::make_shared<const std::vector<tenant_view>>();
};

} // namespace roamsync::actors
