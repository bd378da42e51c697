#include "engine/forecast/fluid_night.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <tuple>
#include <utility>

namespace roamsync {

namespace {

constexpr double steps = 50;
constexpr std::size_t steps_max = 400; ///< however unevenly the work is spread over time

class fluid {
public:
  fluid(std::span<const fluid_tenant> tenants, double places, const fluid_order& order)
      : tenants_(tenants), places_(places), order_(order), ends_(tenants.size()) {
    left_.reserve(tenants.size());
    for (const auto& x : tenants)
      left_.push_back(x.work);
  }

  std::vector<fluid_end> play() {
    double at = 0;
    while (begin_step(at)) {
      if (share_out(at) || ++step_ > steps_max) {
        flow_alone(at);
        break;
      }
      at = advance(at);
    }
    return std::move(ends_);
  }

private:
  /// False: nothing is left.
  bool begin_step(double& at) {
    double work = 0;
    double longest = 0;
    auto next_start = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < left_.size(); ++i) {
      if (left_[i] <= 0)
        continue;
      work += left_[i];
      longest = std::max(longest, std::max(0.0, tenants_[i].from - at) + alone(i));
      next_start = std::min(next_start, tenants_[i].from);
    }
    to_go_ = std::max(work / places_, longest);
    if (length_ == 0)
      length_ = std::max(to_go_ / steps, 1e-3);
    const auto begins = std::isfinite(next_start) ? std::max(at, next_start) : at;
    for (std::size_t i = 0; i < left_.size(); ++i) // whose window closes before anything flows
      if (left_[i] > 0 && tenants_[i].closes > at && tenants_[i].closes <= begins)
        ends_[i].left = left_[i];
    at = begins;
    active_.clear();
    all_ = true;
    for (std::size_t i = 0; i < left_.size(); ++i) {
      if (left_[i] <= 0)
        continue;
      if (tenants_[i].from < at + length_)
        active_.push_back({.of = i});
      else
        all_ = false;
    }
    return work > 0;
  }

  [[nodiscard]] double alone(std::size_t i) const { return left_[i] / tenants_[i].cap; }

  /// Without a full node each flows alone from now on.
  void flow_alone(double at) {
    for (std::size_t i = 0; i < left_.size(); ++i) {
      if (left_[i] <= 0)
        continue;
      const auto& x = tenants_[i];
      const auto from = std::max(at, x.from);
      ends_[i].at = from + alone(i);
      if (x.closes > at)
        ends_[i].left = std::max(0.0, left_[i] - x.cap * std::max(0.0, x.closes - from));
    }
  }

  /// True: all are under way and the node is not full.
  bool share_out(double at) {
    double wanted = 0;
    for (const auto& x : active_)
      wanted += tenants_[x.of].cap;
    if (wanted <= places_) {
      for (auto& x : active_)
        x.rate = tenants_[x.of].cap;
      return all_;
    }
    // In each tier those that go first, the longest before all; then by weight.
    const auto first_from =
        order_.short_until <= 0 ? order_.critical_from * to_go_ : (order_.short_until - at) / 2;
    const auto rank = [&](std::size_t i) {
      const auto tier = tenants_[i].tier;
      const auto may = order_.short_until <= 0 || ((order_.critical || tier == 0) && at < order_.short_until);
      return 2 * tier + (may && alone(i) >= first_from ? 0 : 1);
    };
    for (auto& x : active_) {
      x.rank = rank(x.of);
      x.first = x.rank % 2 == 0 ? -alone(x.of) : 0;
      x.share = tenants_[x.of].cap / tenants_[x.of].weight;
    }
    std::sort(active_.begin(), active_.end(), [](const flow& a, const flow& b) {
      return std::tie(a.rank, a.first, a.share, a.of) < std::tie(b.rank, b.first, b.share, b.of);
    });
    auto free = places_;
    for (auto it = active_.begin(); it != active_.end();) {
      const auto of_rank = it->rank;
      const auto end = std::find_if(it, active_.end(), [&](const flow& x) { return x.rank != of_rank; });
      double weights = 0;
      for (auto x = it; x != end; ++x)
        weights += tenants_[x->of].weight;
      // Whoever can take least by its weight is full first; what it leaves is the others'.
      for (; it != end; ++it) {
        const auto& x = tenants_[it->of];
        it->rate = std::min(x.cap, of_rank % 2 == 0 ? free : free * x.weight / weights);
        free = std::max(0.0, free - it->rate);
        weights -= x.weight;
      }
    }
    return false;
  }

  double advance(double at) {
    const auto until = at + length_;
    for (const auto& x : active_) {
      auto& left = left_[x.of];
      const auto& of = tenants_[x.of];
      const auto from = std::max(at, of.from);
      if (of.closes > at && of.closes <= until)
        ends_[x.of].left = std::max(0.0, left - x.rate * std::max(0.0, of.closes - from));
      if (x.rate > 0 && left <= x.rate * (until - from)) {
        ends_[x.of].at = from + left / x.rate;
        left = 0;
      } else {
        left -= x.rate * (until - from);
      }
    }
    return until;
  }

  struct flow {
    std::size_t of = 0;
    double rate = 0; ///< places
    /// What they are sorted by while the node is full.
    std::size_t rank = 0;
    double first = 0;
    double share = 0;
  };
  std::span<const fluid_tenant> tenants_;
  double places_;
  fluid_order order_;
  std::vector<fluid_end> ends_;
  std::vector<double> left_;
  std::vector<flow> active_;
  bool all_ = true;   ///< whatever has work left is active
  double to_go_ = 0;  ///< the least time that all of it takes
  double length_ = 0; ///< of a step
  std::size_t step_ = 0;
};

} // namespace

std::vector<fluid_end> fluid_night(std::span<const fluid_tenant> tenants, double places,
                                   const fluid_order& order) {
  return fluid{tenants, places, order}.play();
}

} // namespace roamsync
