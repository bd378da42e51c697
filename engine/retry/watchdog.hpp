#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

// The watchdogs of mailboxes and tenants (docs/decisions/0009). In each round everybody is asked what he holds. Whoever
// holds something vouches for it: a call that waits its turn, a wait that a service asked for, a pause. What nobody
// vouched for in a whole watchdog is lost. Rounds are counted, and not time: a process that was frozen makes one
// round of the hour that it missed.
namespace roamsync {

/// Rounds in one length of the watchdog.
inline constexpr std::uint32_t watchdog_rounds = 3;

/// How long nothing was heard of something.
class silence {
public:
  void broken() noexcept { rounds_ = 0; }
  /// A round begins. True: there was none of it for the whole length before; it is counted anew.
  [[nodiscard]] bool round() noexcept {
    // The first round may come right after it was begun.
    if (++rounds_ <= watchdog_rounds)
      return false;
    rounds_ = 0;
    return true;
  }

private:
  std::uint32_t rounds_ = 0;
};

/// The silence of each of those that are watched.
template <class Key>
class watchdog {
public:
  void begin(const Key& x) { all_[x] = {}; }
  void end(const Key& x) { all_.erase(x); }
  void vouch(const Key& x) {
    if (auto it = all_.find(x); it != all_.end())
      it->second.broken();
  }
  /// A round begins: those that nobody vouched for in the whole length before.
  [[nodiscard]] std::vector<Key> round() {
    std::vector<Key> out;
    for (auto& [key, of_it] : all_)
      if (of_it.round())
        out.push_back(key);
    return out;
  }
  [[nodiscard]] bool watches(const Key& x) const { return all_.contains(x); }

private:
  std::map<Key, silence> all_;
};

} // namespace roamsync
