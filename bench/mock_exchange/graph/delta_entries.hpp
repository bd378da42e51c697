#pragma once

#include "bench/mock_exchange/exchange/call.hpp"
#include "bench/mock_exchange/graph/entity.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mock_exchange {

/// The entries of the users' feed: who came, went, or got another value of what is chosen after change `since`;
/// 0 = all who are there. `ids`: only these; empty = all.
std::vector<std::string> user_entries(call& c, const selection& chosen, const std::vector<std::string>& ids,
                                      std::uint64_t since);

/// The same of groups, with the members who came or left, at most `members` in one entry.
std::vector<std::string> group_entries(call& c, const std::vector<std::string>& ids, std::uint64_t since,
                                       std::uint64_t members);

} // namespace mock_exchange
