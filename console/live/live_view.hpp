#pragma once

#include "console/live/history.hpp"
#include "console/report/text_options.hpp"
#include "engine/model/night_view.hpp"

#include <string>
#include <vector>

namespace roamsync::console {

/// The picture of a run as lines without line ends: at most `height` of them (at least 8), none wider than
/// options.width (60 to 200 are drawn well). Pure: the same values give the same picture.
[[nodiscard]] std::vector<std::string> render_live(const night_view& view, const live_history& history,
                                                   const text_options& options, std::size_t height);

/// One line without a line end, for logs and pipes.
[[nodiscard]] std::string render_plain_line(const night_view& view, const live_history& history,
                                            const text_options& options);

/// When to write a plain line: the first time, at every 5 % of progress, and otherwise once a second while
/// something changes.
class plain_pace {
public:
  [[nodiscard]] bool due(const night_view& view);

private:
  bool began_ = false;
  utc_time last_{};
  std::uint64_t step_ = 0;
  std::uint64_t ended_ = 0;
  std::uint64_t requests_ = 0;
};

} // namespace roamsync::console
