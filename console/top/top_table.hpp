#pragma once

#include "console/live/tenant_status.hpp"
#include "console/report/text_options.hpp"
#include "console/top/tenant_page.hpp"
#include "engine/model/night_view.hpp"

#include <string>
#include <vector>

namespace roamsync::console {

/// The columns that the width has room for, the most important ones first, and lines of exactly that width.
class top_table {
public:
  explicit top_table(const text_options& options);

  /// The column that is sorted by has a mark.
  [[nodiscard]] std::string title(tenant_sort by, bool reversed) const;
  /// The selected row is in reverse video, or with ">" where there are no colours.
  [[nodiscard]] std::string row(const tenant_view& x, bool selected) const;

private:
  enum class what : std::uint8_t { name, status, left, count, lanes, throttled, bar, rate, weight, limit };
  struct column {
    what shows = what::name;
    std::size_t width = 0;
  };
  [[nodiscard]] std::string cell(const tenant_view& x, const tenant_cells& cells, const column& c,
                                 bool selected) const;
  [[nodiscard]] std::string heading(what x) const;
  [[nodiscard]] static bool is_number(what x) noexcept;
  [[nodiscard]] static bool is_sorted(what x, tenant_sort by) noexcept;

  text_options o_;
  std::vector<column> columns_; ///< from left to right
};

} // namespace roamsync::console
