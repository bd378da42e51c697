#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

namespace roamsync {

/// Which callers may not know yet that they have to wait: an answer that says so and the caller's next call can cross
/// on their way (I2). Each call therefore says which answer its caller has read.
class told_waits {
public:
  using caller_id = std::uint64_t;

  /// An answer that asks to wait goes to this caller of the flow. Returns its number, from 1.
  std::uint64_t tell(const std::string& flow, caller_id whose) { return told_[flow][whose] = ++last_; }
  /// A caller that has read all up to number `heard` calls. Returns the number of the answer that it has not read, and it
  /// must not send before; 0: there is none.
  [[nodiscard]] std::uint64_t on_call(const std::string& flow, caller_id whose, std::uint64_t heard) {
    const auto all = told_.find(flow);
    if (all == told_.end())
      return 0;
    const auto told = all->second.find(whose);
    if (told == all->second.end())
      return 0;
    if (heard < told->second)
      return told->second;
    all->second.erase(told);
    return 0;
  }
  /// The flow's callers have ended.
  void forget(const std::string& flow) { told_.erase(flow); }

private:
  std::unordered_map<std::string, std::map<caller_id, std::uint64_t>> told_; ///< by flow
  std::uint64_t last_ = 0;
};

} // namespace roamsync
