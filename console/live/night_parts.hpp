#pragma once

#include "console/live/history.hpp"
#include "console/report/text_options.hpp"
#include "console/text/numbers.hpp"
#include "console/text/paint.hpp"
#include "engine/model/night_view.hpp"

#include <string>
#include <string_view>

namespace roamsync::console {

/// What the live view and `roamsync top` both say of a run, so that they say it alike. It refers to what it is made of.
class night_parts {
public:
  night_parts(const night_view& view, const live_history& history, const text_options& options)
      : view_(view), history_(history), options_(options) {}

  [[nodiscard]] std::string number(std::uint64_t x) const { return grouped(x, options_.lang); }
  [[nodiscard]] std::string_view pick(std::string_view english, std::string_view german) const {
    return options_.pick(english, german);
  }
  [[nodiscard]] std::string dim(std::string_view x) const { return ink_(colour::dim, x); }
  /// Nothing is dim, and what there is has its colour.
  [[nodiscard]] std::string count(std::uint64_t x, colour in) const {
    return ink_(x == 0 ? colour::dim : in, number(x));
  }

  /// The first line: which run at the left; at the right clock and time that it has taken, or when it finished.
  [[nodiscard]] std::string title(std::string_view program) const;
  /// A line with the bar of outcomes and the share that is done.
  [[nodiscard]] std::string progress() const;
  /// As much as a line takes: all outcomes, else those that happened, else these with short words.
  [[nodiscard]] std::string outcomes() const;
  [[nodiscard]] std::string mailboxes() const;
  [[nodiscard]] std::string tenants() const;
  /// From when to when.
  [[nodiscard]] std::string window() const;
  /// Requests, and how many a second with the newest `width` seconds drawn.
  [[nodiscard]] std::string requests(std::size_t width) const;

  [[nodiscard]] const night_view& view() const noexcept { return view_; }
  [[nodiscard]] const text_options& options() const noexcept { return options_; }
  [[nodiscard]] const paint& ink() const noexcept { return ink_; }

private:
  /// A second, rounded to so many digits.
  [[nodiscard]] std::string rate(double x, int digits) const;

  const night_view& view_;
  const live_history& history_;
  const text_options& options_;
  paint ink_{options_.colours};
};

} // namespace roamsync::console
