#pragma once

#include "actors/messages/interfaces.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

namespace roamsync::actors {

/// Which callers may not know yet that they have to wait: an answer that says so and the caller's next call can cross
/// on their way.
class told_waits {
public:
  /// An answer that asks to wait goes to this caller. Returns its number, from 1.
  std::uint64_t tell(const std::string& flow, const net_caller& whose) {
    return told_[flow][whose] = ++last_;
  }
  /// The number of the answer that this call crossed; 0: its caller had read all.
  [[nodiscard]] std::uint64_t crossed(const net_call& x) {
    const auto flow = told_.find(x.flow);
    if (flow == told_.end())
      return 0;
    const auto told = flow->second.find(x.to);
    if (told == flow->second.end())
      return 0;
    if (x.wait_heard < told->second)
      return told->second;
    flow->second.erase(told);
    return 0;
  }
  void forget(const std::string& flow) { told_.erase(flow); }

private:
  std::unordered_map<std::string, std::map<net_caller, std::uint64_t>> told_; ///< by flow
  std::uint64_t last_ = 0;
};

} // namespace roamsync::actors
