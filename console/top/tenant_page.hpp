#pragma once

#include "engine/base/result.hpp"
#include "engine/model/night_view.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::console {

enum class tenant_sort : std::uint8_t {
  remaining, ///< the longest first, then those that have not begun, then those that ended
  mailboxes, ///< the most first
  throttled, ///< the most answers that asked to wait first
  rate,      ///< the fastest pace first; those without one last
  name,      ///< from a to z
};
inline constexpr std::array all_tenant_sorts{tenant_sort::remaining, tenant_sort::mailboxes,
                                             tenant_sort::throttled, tenant_sort::rate, tenant_sort::name};
/// "remaining", "mailboxes", "429", "rate", "name".
[[nodiscard]] std::string_view to_string(tenant_sort x) noexcept;
[[nodiscard]] std::optional<tenant_sort> tenant_sort_from_string(std::string_view name) noexcept;

inline constexpr std::size_t tenants_page_max = 10'000;

/// Which tenants of a run are asked for.
struct tenant_query {
  tenant_sort sort = tenant_sort::remaining;
  bool reversed = false;
  std::string filter; ///< words that id, name and status (English or German) of a tenant must hold all,
                      ///< without letter case
  std::size_t offset = 0;
  std::size_t limit = 50; ///< 1 to tenants_page_max
  std::string find;       ///< id of a tenant whose place is asked for; empty: none

  friend bool operator==(const tenant_query&, const tenant_query&) = default;
};

struct tenant_page {
  std::uint64_t total = 0;            ///< tenants of the run
  std::uint64_t matched = 0;          ///< of them those that the filter lets through
  std::uint64_t offset = 0;           ///< place of the first row among these
  std::optional<std::uint64_t> found; ///< place of the tenant that was asked for among these
  std::vector<tenant_view> rows;

  friend bool operator==(const tenant_page&, const tenant_page&) = default;
};

/// Tenants that are equal in what they are sorted by come in order of id.
[[nodiscard]] tenant_page page_of(std::span<const tenant_view> all, const tenant_query& query);

/// "/v1/tenants?sort=name&limit=20": what is asked for; unknown names and bad values are errors that say what is
/// allowed.
[[nodiscard]] result<tenant_query> parse_tenant_query(std::string_view target);
[[nodiscard]] std::string tenant_target(const tenant_query& x);

} // namespace roamsync::console
