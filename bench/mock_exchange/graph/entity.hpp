#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mock_exchange {

/// The attributes that an answer shows.
struct selection {
  std::vector<std::string> names;
  bool given = false;                              ///< The request had a $select.
  std::optional<std::vector<std::string>> manager; ///< $expand=manager: what is shown of the manager.
};

/// Reads $select and $expand for users; empty if a name is unknown.
std::optional<selection> read_selection(const call& c);

/// Appends a user as a JSON object; `people` knows the manager. `type` is the value of @odata.type, left out if
/// empty.
void append_user(std::string& out, directory& people, const user_plan& user, const selection& chosen,
                 std::string_view type);

/// Appends a group as a JSON object.
void append_group(std::string& out, const group_plan& group, std::string_view type);

/// Appends an object that shows its id only.
void append_bare(std::string& out, std::string_view id, std::string_view type);

/// Whether a user fits a $filter; empty if the filter is not understood. An empty filter fits all.
std::optional<bool> fits_filter(const user_plan& user, std::string_view filter);

} // namespace mock_exchange
