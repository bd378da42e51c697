#pragma once

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/base/time.hpp"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mock_exchange {

/// Tickets by their opaque text. A ticket stays known for an hour beyond its end ("expired" is not "unknown")
/// and is then forgotten, so that the memory is bounded by what is given out per hour.
template <class ticket>
class expiring_map {
public:
  /// Keeps a ticket until `ends`.
  void put(std::string key, ticket value, instant now, instant ends) {
    while (!order_.empty() && order_.front().first + std::chrono::hours{1} < now) {
      tickets_.erase(order_.front().second);
      order_.pop_front();
    }
    order_.emplace_back(ends, key);
    tickets_.insert_or_assign(std::move(key), entry{std::move(value), ends});
  }

  /// The ticket if it is known and not over, else null.
  ticket* find(std::string_view key, instant now) {
    auto hit = tickets_.find(key);
    return hit == tickets_.end() || hit->second.ends <= now ? nullptr : &hit->second.value;
  }

  /// The ticket if it is known, also if it is over, else null.
  [[nodiscard]] const ticket* peek(std::string_view key) const {
    auto hit = tickets_.find(key);
    return hit == tickets_.end() ? nullptr : &hit->second.value;
  }

  /// When the ticket ends; zero if it is unknown.
  [[nodiscard]] instant end_of(std::string_view key) const {
    auto hit = tickets_.find(key);
    return hit == tickets_.end() ? instant{} : hit->second.ends;
  }

  /// Ends a ticket for good.
  void erase(std::string_view key) {
    if (auto hit = tickets_.find(key); hit != tickets_.end())
      tickets_.erase(hit);
  }

  /// Takes out the first ticket that the function accepts and that is not over.
  template <class function>
  std::optional<ticket> take_if(function accepts, instant now) {
    for (auto each = tickets_.begin(); each != tickets_.end(); ++each) {
      if (each->second.ends <= now || !accepts(each->second.value))
        continue;
      auto taken = std::move(each->second.value);
      tickets_.erase(each);
      return taken;
    }
    return std::nullopt;
  }

private:
  struct entry {
    ticket value;
    instant ends;
  };
  std::unordered_map<std::string, entry, text_hash, std::equal_to<>> tickets_;
  std::deque<std::pair<instant, std::string>> order_;
};

} // namespace mock_exchange
