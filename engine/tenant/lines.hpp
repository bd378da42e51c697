#pragma once

#include "engine/session/line_word.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace roamsync {

/// The lines of one tenant, one for each of its service users: which are signed in, and how many mailboxes each works
/// on. A further one is signed in once there is work enough for it, or because those before it failed.
class lines {
public:
  using number = std::size_t;

  explicit lines(std::size_t count) : all_(count) {}

  /// The next line to open, if one is worth it. `lanes`: of each line; `waiting`: mailboxes that have not begun.
  [[nodiscard]] std::optional<number> take_next(std::size_t waiting, std::uint32_t lanes) noexcept {
    if (opened_ == all_.size())
      return std::nullopt;
    if (alive() > 0 && waiting <= alive() * lanes * worth_a_sign_in)
      return std::nullopt;
    all_[opened_].is = state::opening;
    return opened_++;
  }
  void on_ready(number x) noexcept { all_[x].is = state::ready; }
  void on_failed(number x) noexcept { all_[x].is = state::failed; }

  /// The line for the next mailbox: of those with a free lane the one that works on the fewest.
  [[nodiscard]] std::optional<number> free(std::uint32_t lanes) const noexcept {
    std::optional<number> best;
    for (number x = 0; x < opened_; ++x)
      if (all_[x].is == state::ready && all_[x].in_work < lanes
          && is_worth_beginning(all_[x].heard, all_[x].in_work)
          && (!best || all_[x].in_work < all_[*best].in_work))
        best = x;
    return best;
  }
  void begin(number x) noexcept {
    ++all_[x].in_work;
    ++all_[x].heard.unsent; // its first call
  }
  /// By its last answer.
  void on_heard(number x, const line_word& what) noexcept { all_[x].heard = what; }
  void end(number x) noexcept {
    --all_[x].in_work;
    ++all_[x].ended;
  }

  /// Lines that are signed in or about to be.
  [[nodiscard]] std::size_t alive() const noexcept {
    std::size_t count = 0;
    for (const auto& x : all_)
      count += x.is == state::opening || x.is == state::ready ? 1 : 0;
    return count;
  }
  /// There is a line to go on with: one that is alive, or one that was not tried.
  [[nodiscard]] bool hope() const noexcept { return alive() > 0 || opened_ < all_.size(); }
  /// The same, if that one had failed.
  [[nodiscard]] bool hope_without(number x) const noexcept {
    return alive() > (failed(x) ? 0U : 1U) || opened_ < all_.size();
  }
  /// One is signed in.
  [[nodiscard]] bool ready() const noexcept {
    return std::any_of(all_.begin(), all_.end(), [](const line& x) { return x.is == state::ready; });
  }
  /// One is being signed in.
  [[nodiscard]] bool opening() const noexcept {
    return std::any_of(all_.begin(), all_.end(), [](const line& x) { return x.is == state::opening; });
  }
  [[nodiscard]] bool ready(number x) const noexcept { return all_[x].is == state::ready; }
  [[nodiscard]] bool opened() const noexcept { return opened_ > 0; }
  [[nodiscard]] bool failed(number x) const noexcept { return all_[x].is == state::failed; }
  [[nodiscard]] std::uint32_t in_work(number x) const noexcept { return all_[x].in_work; }
  [[nodiscard]] std::uint32_t ended(number x) const noexcept { return all_[x].ended; }
  [[nodiscard]] std::size_t count() const noexcept { return all_.size(); }

private:
  /// Mailboxes for each lane.
  static constexpr std::size_t worth_a_sign_in = 10;

  enum class state : std::uint8_t { closed, opening, ready, failed };
  struct line {
    state is = state::closed;
    std::uint32_t in_work = 0;
    std::uint32_t ended = 0;
    line_word heard{};
  };
  std::vector<line> all_;
  number opened_ = 0; ///< those before it
};

} // namespace roamsync
