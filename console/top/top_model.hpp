#pragma once

#include "console/live/history.hpp"
#include "console/live/terminal.hpp"
#include "console/report/text_options.hpp"
#include "console/text/paint.hpp"
#include "console/top/keys.hpp"
#include "console/top/tenant_page.hpp"
#include "engine/base/time.hpp"
#include "engine/model/night_view.hpp"
#include "engine/tune/plan_tuning.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::console {

/// What a look at the process that runs gave.
struct top_facts {
  bool reached = false;       ///< somebody listens on the socket
  std::string problem;        ///< why there is no good answer; empty if there is one
  bool run_elsewhere = false; ///< nobody listens, and yet a run is under way on the database
  std::optional<night_view> night;
  tenant_page page;
};

/// What a key asks of whoever has the terminal and the socket.
struct top_request {
  bool quit = false;
  bool suspend = false;
  bool look = false; ///< at the process again: query() is another one
  std::optional<tune_request> turn;
};

/// The screen of `roamsync top`: keys, facts and the size of the terminal in, lines out. Pure: time is an argument, and
/// the same inputs give the same lines.
class top_model {
public:
  /// `socket`: where the process is asked, for the text that says that there is none.
  top_model(const text_options& options, tenant_query start, std::string socket);

  void resize(terminal_size size);
  [[nodiscard]] top_request on_key(const key_press& key, time_point now);
  void on_facts(top_facts facts, time_point now);
  /// The end of a turn that was asked for: what became of it, in one line.
  void on_turned(std::string text, bool good, time_point now);

  /// The tenants that the screen needs.
  [[nodiscard]] tenant_query query() const;
  /// As many lines as the terminal has rows, none wider than it.
  [[nodiscard]] std::vector<std::string> draw(time_point now) const;

private:
  enum class mode : std::uint8_t { browse, filter, lanes, pause, help };

  [[nodiscard]] std::size_t rows_shown() const;
  [[nodiscard]] std::vector<std::string> header() const;
  [[nodiscard]] const tenant_view* row_at(std::size_t place) const;
  [[nodiscard]] const tenant_view* selected() const { return row_at(cursor_); }
  void move_to(std::size_t place, bool follow);
  void keep_in_view();
  void say(std::string text, colour in, time_point now);

  [[nodiscard]] top_request browse(const key_press& key, time_point now);
  [[nodiscard]] top_request scroll(key_name key);
  [[nodiscard]] top_request letter(std::string_view text, time_point now);
  [[nodiscard]] top_request edit_filter(const key_press& key);
  [[nodiscard]] top_request edit_lanes(const key_press& key, time_point now);
  [[nodiscard]] top_request answer_pause(const key_press& key);
  [[nodiscard]] top_request add_lanes(int step, time_point now);
  void ask(mode what, time_point now);

  [[nodiscard]] std::vector<std::string> empty_screen() const;
  [[nodiscard]] std::string detail_line() const;
  [[nodiscard]] std::string notice_line(time_point now) const;
  [[nodiscard]] std::string foot_line(time_point now) const;
  [[nodiscard]] std::string state_line() const;

  text_options options_;
  std::string socket_;
  terminal_size size_;
  tenant_query asked_; ///< sort and filter
  live_history history_;
  std::optional<top_facts> facts_; ///< the last ones that had a night, or the first ones
  bool lost_ = false;              ///< what is shown is what the process said before it ended
  std::string problem_;

  std::size_t cursor_ = 0; ///< place of the selected tenant among those that the filter lets through
  std::size_t first_ = 0;  ///< of the first row shown
  bool follows_ = false;   ///< the selection stays with its tenant
  std::string chosen_;     ///< id of that tenant

  mode mode_ = mode::browse;
  std::string input_;
  struct subject {
    std::string tenant;
    std::string name;
    bool paused = false;
  } target_; ///< of the question

  struct notice {
    std::string text;
    colour in = colour::plain;
    time_point until{};
  };
  std::optional<notice> notice_;
};

/// The keys, line by line.
[[nodiscard]] std::vector<std::string> top_help(const text_options& options);

/// The run as plain text: a headline and one table of all tenants of the page; or what there is to say instead.
/// `before`: an earlier look at the run, for its rates; without one, none is known.
[[nodiscard]] std::string top_text(const std::optional<night_view>& before, const top_facts& facts,
                                   const std::string& socket, const text_options& options);
/// {"running":..., "night":{...} or null, "total":..., "tenants":[...]}
[[nodiscard]] std::string top_json(const top_facts& facts);

/// Why there is nothing to show, line by line; what to do is among it.
[[nodiscard]] std::vector<std::string> top_nothing(const top_facts& facts, const std::string& socket,
                                                   const text_options& options);

} // namespace roamsync::console
