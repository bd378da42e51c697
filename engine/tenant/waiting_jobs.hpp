#pragma once

#include "engine/tenant/plan_night.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace roamsync {

/// Mailboxes that wait for their turn, first in first out, each in about 100 bytes instead of some thousand: a
/// million of them wait at once. What is the same for several of a tenant is kept once, and texts only as far as they
/// differ from those of the tenant's first job. Jobs of members with `unread` are not for here: they have ended.
class waiting_jobs {
public:
  /// Replaces all.
  void assign(const std::vector<planned_job>& all);
  /// The next one; only while not empty. Photos are shared, all else is a copy.
  [[nodiscard]] planned_job pop_front();
  /// One that was begun and is to be begun anew, before all others.
  void push_front(planned_job x) { anew_.push_back(std::move(x)); }
  void clear();

  [[nodiscard]] std::size_t size() const noexcept { return size_ + anew_.size(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }

private:
  std::string common_; ///< attributes that several have, as departments and titles
  std::string first_;  ///< packed by itself; the others are packed by their difference to it
  std::string rest_;
  std::size_t at_ = 0;   ///< in rest_: where the next one begins
  std::size_t size_ = 0; ///< of those in rest_ that still wait
  std::vector<planned_job> anew_;
  std::vector<std::shared_ptr<const std::string>> photos_; ///< one for each at first; empty if none has one
};

} // namespace roamsync
