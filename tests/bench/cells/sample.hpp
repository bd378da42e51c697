#pragma once

#include "bench/cells/cell.hpp"

namespace roamsync::bench {

/// A cell that is met: ten seeds, a rival, a bad policy.
inline cell sample() {
  cell out{.name = "Zipf 1.0, limits known"};
  out.wanted = {side::at_most, 1.02, 1.04};
  out.unit = "times the bound";
  out.base = 1;
  out.seeds = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  out.values = {1.01, 1.02, 1.01, 1.03, 1.02, 1.01, 1.02, 1.01, 1.02, 1.01};
  out.rivals = {{"round robin", std::vector<double>(10, 1.39)}, {"random", std::vector<double>(10, 1.29)}};
  out.bad = {{"FIFO by tenant", std::vector<double>(10, 1.58), 1.3}};
  out.command = "./dev bench night --seeds 10";
  out.on = {2, "Xeon"};
  return out;
}

/// The same with high values as the good ones.
inline cell sample_of_high_values() {
  auto out = sample();
  out.wanted = {side::at_least, 0.98, 0.95};
  out.values = std::vector<double>(10, 0.99);
  out.values[3] = 0.96;
  out.rivals = {{"a", std::vector<double>(10, 0.7)}, {"b", std::vector<double>(10, 0.8)}};
  out.bad = {{"none", std::vector<double>(10, 0.5), {}}};
  out.base = 0;
  return out;
}

} // namespace roamsync::bench
