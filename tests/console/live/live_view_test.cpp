#include "console/live/live_view.hpp"
#include "console/live/outcome_bar.hpp"
#include "console/text/display.hpp"
#include "console/text/painted.hpp"
#include "tests/console/live/fixture.hpp"

#include <gmock/gmock.h>

namespace roamsync::console::testing {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

live_history history_of(int seconds) {
  live_history history;
  for (int i = 0; i <= seconds; ++i)
    history.add(sample_view(i));
  return history;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const auto& line : lines)
    out += line + '\n';
  return out;
}

std::string picture(const night_view& view, const text_options& options = {}, std::size_t height = 24) {
  return joined(render_live(view, history_of(20), options, height));
}

} // namespace

TEST(live_view, shows_what_a_person_asks) {
  const auto text = picture(sample_view(20));
  EXPECT_THAT(text, AllOf(HasSubstr("night 17 · 2026-03-02"), HasSubstr("01:00:20 UTC · 20 s"),
                          HasSubstr("01:00 – 05:00 UTC"), HasSubstr("closes in 3 h 59 min"),
                          HasSubstr("45.1 %"), HasSubstr("451 of 1,000 · 0.0/s · 12 in work\n")));
  EXPECT_THAT(text, AllOf(HasSubstr("300 written"), HasSubstr("150 unchanged"), HasSubstr("1 failed"),
                          HasSubstr("30 working · 3 waiting · 5 done · 1 failed")));
  EXPECT_THAT(text, AllOf(HasSubstr("2,000 · 100/s ████████████████\n"),
                          HasSubstr("7 answers · 2 tenants have to wait"),
                          HasSubstr("in about 14 min 20 s, at 01:14 UTC")));
}

TEST(live_view, shows_the_tenants_that_take_longest_and_why) {
  const auto text = picture(sample_view(20));
  EXPECT_THAT(text, AllOf(HasSubstr("50/100  10m00s     2/3  works"), HasSubstr("waits 45s"),
                          HasSubstr("not begun"), HasSubstr("reads its"),
                          HasSubstr("and 20 more: roamsync top\n")));
}

TEST(live_view, counts_also_the_tenants_that_it_was_not_given) {
  auto view = sample_view(20, 50);
  view.tenants[static_cast<std::size_t>(tenant_state::working)] = 296;
  EXPECT_THAT(picture(view), HasSubstr("and 286 more: roamsync top\n"));
  EXPECT_THAT(picture(view, {}, 64), HasSubstr("and 246 more: roamsync top\n")) << "below all fifty";
}

TEST(live_view, groups_the_digits_of_rates_too) {
  live_history history;
  for (int i = 0; i <= 20; ++i) {
    auto view = sample_view(i);
    view.requests *= 13;
    history.add(view);
  }
  EXPECT_THAT(joined(render_live(sample_view(20), history, {}, 24)), HasSubstr("1,300/s"));
  EXPECT_THAT(joined(render_live(sample_view(20), history, {.lang = language::german}, 24)),
              HasSubstr("1.300/s"));
}

TEST(live_view, fits_every_terminal) {
  const auto view = sample_view(20);
  const auto history = history_of(20);
  for (std::size_t width = 40; width <= 220; width += 7)
    for (std::size_t height = 8; height <= 60; height += 3)
      for (const auto lang : {language::english, language::german})
        for (const bool colours : {false, true}) {
          const auto lines = render_live(view, history, {width, colours, lang}, height);
          EXPECT_LE(lines.size(), height);
          for (const auto& line : lines)
            EXPECT_LE(painted_width(line), width) << line;
        }
}

TEST(live_view, uses_the_height_for_tenants) {
  EXPECT_EQ(render_live(sample_view(20), {}, {}, 60).size(), 13U + 30U) << "all thirty";
  EXPECT_EQ(render_live(sample_view(20), {}, {}, 24).size(), 24U);
  EXPECT_EQ(render_live(sample_view(20, 0), {}, {}, 60).size(), 12U);
}

TEST(live_view, has_no_escape_sequence_without_colours) {
  EXPECT_THAT(picture(sample_view(20)), Not(HasSubstr("\x1b")));
}

TEST(live_view, names_from_outside_steer_no_terminal) {
  EXPECT_THAT(picture(sample_view(20), {.width = 120, .colours = true}), Not(HasSubstr("\x1b[2J")));
}

TEST(live_view, is_the_same_for_the_same_values) {
  EXPECT_EQ(picture(sample_view(20)), picture(sample_view(20)));
}

TEST(live_view, speaks_german) {
  EXPECT_THAT(picture(sample_view(20), {.lang = language::german}),
              AllOf(HasSubstr("Nacht 17"), HasSubstr("45,1 %"), HasSubstr("451 von 1.000"),
                    HasSubstr("wartet 45s"), HasSubstr("und 20 weitere: roamsync top")));
  EXPECT_THAT(picture(sample_view(20), {.lang = language::german}),
              AllOf(HasSubstr("längste Restzeit "), HasSubstr(" Bahnen\n"), HasSubstr("1 fehlgeschlagen\n")));
}

TEST(live_view, says_that_it_stops_or_that_the_window_is_over) {
  auto view = sample_view(20);
  view.stopping = true;
  EXPECT_THAT(picture(view), HasSubstr("stopping"));
  EXPECT_THAT(picture(view, {.lang = language::german}), HasSubstr("wird beendet · "));
  view.now = view.run.closes;
  EXPECT_THAT(picture(view), HasSubstr("closed: nothing new is begun"));
  view = sample_view(20);
  view.fits = window_fit::tight;
  EXPECT_THAT(picture(view), HasSubstr(" · tight\n"));
  view.fits = window_fit::does_not_fit;
  view.will_not_fit = 1'200;
  EXPECT_THAT(picture(view), HasSubstr(" · about 1,200 will not fit\n"));
  view.now = view.run.closes;
  EXPECT_THAT(picture(view), Not(HasSubstr("not fit"))) << "that is over";
}

TEST(live_view, says_when_it_likely_ends_and_within_which_band) {
  using namespace std::chrono_literals;
  auto view = sample_view(20);
  view.ends_likely = view.run.opened + 101min;
  view.ends_early = view.run.opened + 96min;
  view.ends_late = view.run.opened + 112min;
  EXPECT_THAT(picture(view), HasSubstr("about 02:41 (02:36 to 02:52) UTC, window closes 05:00"));
  EXPECT_THAT(render_plain_line(view, history_of(20), {}), HasSubstr(", ends about 02:41 (02:36 to 02:52)"));
  view.fits = window_fit::does_not_fit;
  view.will_not_fit = 5;
  EXPECT_THAT(render_plain_line(view, history_of(20), {}), HasSubstr(", 5 mailboxes will not fit"));
}

TEST(live_view, says_when_it_ended_and_how_long_it_took) {
  auto view = sample_view(20);
  view.run.finished = view.run.opened + duration{75'000};
  EXPECT_THAT(picture(view),
              AllOf(HasSubstr("finished 01:01:15 UTC\n"), HasSubstr("ends       after 1 min 15 s\n")));
}

TEST(live_view, knows_nothing_before_the_first_answers) {
  night_view view;
  view.run.date = std::chrono::year{2026} / 3 / 2;
  EXPECT_THAT(picture(view),
              AllOf(HasSubstr("0 of 0"), HasSubstr("not known yet"), HasSubstr("nobody waits")));
}

TEST(live_view, a_narrow_one_leaves_out_what_did_not_happen) {
  EXPECT_THAT(picture(sample_view(20), {.width = 60}),
              AllOf(HasSubstr("300 written"), Not(HasSubstr("deferred"))));
}

TEST(plain_line, has_the_figures_of_the_moment) {
  EXPECT_EQ(render_plain_line(sample_view(20), history_of(20), {}),
            "01:00:20  45.1 % 451/1,000 mailboxes, 1 failed, 30 tenants working, 100 requests/s, 7 "
            "throttled, ends in "
            "14 min 20 s");
}

TEST(plain_pace, is_once_a_second_while_something_changes) {
  plain_pace pace;
  auto view = sample_view(20);
  EXPECT_TRUE(pace.due(view)) << "the first time";
  EXPECT_FALSE(pace.due(view));
  view.now += std::chrono::milliseconds{999};
  ++view.requests;
  EXPECT_FALSE(pace.due(view)) << "too early";
  view.now += std::chrono::milliseconds{1};
  EXPECT_TRUE(pace.due(view));
  view.now += std::chrono::seconds{60};
  EXPECT_FALSE(pace.due(view)) << "nothing changed";
}

TEST(plain_pace, is_early_at_five_percent_more) {
  plain_pace pace;
  auto view = sample_view(20);
  EXPECT_TRUE(pace.due(view));
  view.outcomes[outcome_kind::written] += 48;
  EXPECT_FALSE(pace.due(view)) << "49.9 %";
  view.outcomes[outcome_kind::written] += 1;
  EXPECT_TRUE(pace.due(view)) << "50 %";
}

TEST(history, speed_is_of_the_last_seconds) {
  live_history history;
  EXPECT_EQ(history.requests_per_second(), 0);
  for (int i = 0; i <= 100; ++i)
    history.add(sample_view(i));
  EXPECT_DOUBLE_EQ(history.requests_per_second(), 100);
  auto still = sample_view(100);
  for (int i = 1; i <= 10; ++i) {
    still.now += std::chrono::seconds{1};
    history.add(still);
  }
  EXPECT_DOUBLE_EQ(history.requests_per_second(), 0) << "nothing for ten seconds";
}

TEST(history, keeps_one_sample_a_second_and_a_bounded_number) {
  live_history history;
  for (int i = 0; i < 1000; ++i) {
    auto view = sample_view(i);
    history.add(view);
    view.now += std::chrono::milliseconds{500};
    view.requests += 90'000;
    history.add(view);
  }
  EXPECT_EQ(history.request_rates(10'000), std::vector<double>(live_history::samples_max - 1, 100.0));
  EXPECT_EQ(history.request_rates(5).size(), 5U);
}

TEST(history, begins_anew_with_another_run) {
  auto history = history_of(20);
  auto view = sample_view(21);
  view.run.number = 18;
  history.add(view);
  EXPECT_TRUE(history.request_rates(10).empty());
}

TEST(outcome_bar, has_exactly_the_width) {
  outcome_counts counts;
  counts.by_kind = {1, 500, 1, 1, 1};
  for (std::size_t width = 1; width < 100; ++width)
    for (const std::uint64_t total : {504U, 600U, 1'000'000U, 1U})
      EXPECT_EQ(display_width(outcome_bar(counts, total, width, {})), width);
  EXPECT_EQ(outcome_bar({}, 0, 4, {}), "░░░░");
}

TEST(outcome_bar, is_full_only_at_the_end) {
  outcome_counts counts;
  counts[outcome_kind::written] = 999;
  EXPECT_THAT(outcome_bar(counts, 1000, 20, {}), HasSubstr("░"));
  counts[outcome_kind::written] = 1000;
  EXPECT_THAT(outcome_bar(counts, 1000, 20, {}), Not(HasSubstr("░")));
}

TEST(outcome_bar, shows_a_single_failure_among_many) {
  outcome_counts counts;
  counts[outcome_kind::unchanged] = 5000;
  counts[outcome_kind::failed] = 1;
  EXPECT_EQ(outcome_bar(counts, 10'000, 10, {}), "▓▓▓▓x░░░░░");
}

} // namespace roamsync::console::testing
