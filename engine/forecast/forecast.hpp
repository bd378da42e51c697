#pragma once

#include "engine/base/time.hpp"
#include "engine/forecast/work_outlook.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/model/night_view.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace roamsync {

/// A tenant of a run that has not ended, for the forecast of the run.
struct tenant_outlook {
  work_outlook work;
  std::uint32_t weight = 1;
  bool known = false;  ///< its work is planned; else `work` is a guess from its last run
  time_point from{};   ///< it begins no earlier; in the past if it has begun
  time_point closes{}; ///< end of its window
};

/// What all tenants share.
struct node_outlook {
  double places = 1; ///< requests in flight
  double rate = 0;   ///< requests a second; 0: no such limit
};

struct end_forecast {
  time_point early{};
  time_point likely{};
  time_point late{};

  friend bool operator==(const end_forecast&, const end_forecast&) = default;
};

struct tenant_forecast {
  end_forecast ends;
  window_fit fits = window_fit::unknown;
  double will_not_fit = 0; ///< mailboxes that are likely left at its window's end
};

struct night_forecast {
  std::optional<end_forecast> ends; ///< nothing while no tenant's work is known
  window_fit fits = window_fit::unknown;
  double will_not_fit = 0;
  std::optional<most_first> most;       ///< how turns are to be given while time is short
  std::vector<tenant_forecast> tenants; ///< in the order given
};

/// When each tenant and the run end, as if the windows had no end, and what fits into them.
///
/// likely  The night as a fluid (fluid_night): each tenant's work flows at its own limits, all together through the
///         node, in the order of node_queue. Time that a tenant lately lost in waits it loses further on:
///         remaining / (1 - share).
/// early   What is known to be ahead, without any further wait, less three standard deviations. For the run: the
///         larger of the tenants' own and of all work over the node's places. A guess from the last run counts
///         nothing: it may all be in line already.
/// late    likely and as many deviations more.
///
/// Per tenant: var / remaining^2 = spread^2 + model^2 + waits * each / remaining * (1 + remaining / watched), the
/// last term being the variance of a compound Poisson process of waits of equal length whose rate was itself
/// estimated (Ross, Introduction to Probability Models, 5.4.2). For the node the tenants' deviations add up as
/// those of independent sums do: by squares.
///
/// `time_is_short`: the last look told that not all fits (night_watch); `most` is made then, and followed.
[[nodiscard]] night_forecast forecast(std::span<const tenant_outlook> tenants, const node_outlook& node,
                                      bool time_is_short, time_point now);

} // namespace roamsync
