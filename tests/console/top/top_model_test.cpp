#include "console/text/painted.hpp"
#include "console/top/top_model.hpp"
#include "tests/console/live/fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <optional>

namespace roamsync::console {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using namespace std::chrono_literals;

/// A run with so many tenants, and the screen that looks at it.
struct watched {
  explicit watched(std::size_t tenants, bool colours = false, terminal_size size = {120, 40})
      : model({.width = size.columns, .colours = colours}, {}, "/run/x.sock") {
    for (std::size_t i = 0; i < tenants; ++i) {
      tenant_view t{.tenant = "t" + std::to_string(i),
                    .name = i % 3 == 1
                                ? "株式会社サンプル商事日本支社株式会社サンプル商事 " + std::to_string(i)
                            : i % 3 == 2 ? "bad \x1b[2J\n name " + std::to_string(i)
                                         : "",
                    .state = tenant_state::working,
                    .mailboxes = 100,
                    .lanes = 3,
                    .remaining = std::chrono::seconds{20'000 - i},
                    .stage = tenant_stage::mailboxes,
                    .weight = 10};
      t.outcomes[outcome_kind::written] = i % 100;
      t.pace = pace_view{.in_use = {.lanes = 2, .rate = 1.5, .burst = 4}, .learned = i % 2 == 0};
      all.push_back(std::move(t));
    }
    night.ends_likely = night.run.opened + 15min;
    night.ends_early = night.run.opened + 12min;
    night.ends_late = night.run.opened + 31min;
    model.resize(size);
    look();
  }

  void look() {
    // Twice, as the first answer may ask for another part.
    for (int i = 0; i < 2; ++i) {
      top_facts x{.reached = true, .night = night, .page = page_of(all, model.query())};
      model.on_facts(std::move(x), now);
    }
  }
  top_request press(const key_press& key) {
    auto out = model.on_key(key, now);
    if (out.look)
      look();
    return out;
  }
  top_request press(key_name key) { return press(key_press{key, {}}); }
  top_request type(const std::string& text) {
    top_request last;
    for (const auto c : text)
      last = press(key_press{key_name::text, std::string{c}});
    return last;
  }
  std::string screen() const {
    std::string out;
    for (const auto& line : model.draw(now))
      out += line + '\n';
    return out;
  }
  /// The line of the selected tenant.
  std::string chosen() const {
    for (const auto& line : model.draw(now))
      if (line.starts_with('>'))
        return line;
    return {};
  }

  top_model model;
  std::vector<tenant_view> all;
  night_view night = testing::sample_view(60, 0);
  time_point now{};
};

TEST(top, fills_every_terminal_and_never_more) {
  for (const bool colours : {false, true})
    for (const terminal_size size : {terminal_size{40, 10},
                                     {20, 5},
                                     {41, 14},
                                     {60, 20},
                                     {80, 24},
                                     {97, 33},
                                     {120, 40},
                                     {200, 60},
                                     {500, 8},
                                     {19, 40},
                                     {80, 4},
                                     {1, 1}})
      for (const std::size_t tenants : {0, 1, 7, 10'000}) {
        watched x{tenants, colours, size};
        for (const auto mode : {"", "h", "f", "l", "p"}) {
          if (*mode != '\0')
            x.type(mode);
          const auto lines = x.model.draw(x.now);
          EXPECT_THAT(lines, SizeIs(size.rows));
          for (const auto& line : lines)
            EXPECT_LE(painted_width(line), size.columns) << size.columns << 'x' << size.rows << ": " << line;
          x.press(key_name::escape);
        }
      }
}

TEST(top, on_a_small_terminal_still_shows_tenants_their_rest_and_what_they_do) {
  watched x{5, false, {40, 10}};
  EXPECT_THAT(x.screen(), HasSubstr(">t0"));
  EXPECT_THAT(x.chosen(), HasSubstr("5h33m"));
  EXPECT_THAT(x.chosen(), HasSubstr("works"));
}

TEST(top, without_colours_sends_no_escape_sequence) {
  watched x{50};
  x.type("h");
  EXPECT_THAT(x.screen(), Not(HasSubstr("\x1b")));
  x.type(" ");
  EXPECT_THAT(x.screen(), Not(HasSubstr("\x1b"))) << "names from outside are made harmless too";
  EXPECT_THAT(x.screen(), HasSubstr("bad  [2J  name"));
}

TEST(top, shows_the_run_above_its_tenants) {
  watched x{50};
  x.night.node_requests = 200;
  x.night.node_in_flight = 45;
  x.night.now += 10s;
  x.night.requests += 1'000;
  x.look();
  const auto text = x.screen();
  EXPECT_THAT(text, HasSubstr("night 17 · 2026-03-02"));
  EXPECT_THAT(text, HasSubstr("451 of 1,000"));
  EXPECT_THAT(text, HasSubstr("100/s"));
  EXPECT_THAT(text, HasSubstr("45/200 in flight"));
  EXPECT_THAT(text, HasSubstr("01:00 – 05:00 UTC"));
  EXPECT_THAT(text, HasSubstr("about 01:15 (01:12 to 01:31)"));
  EXPECT_THAT(text, HasSubstr("7 answers asked to wait"));
  EXPECT_THAT(text, HasSubstr("LEFT▼"));
  EXPECT_THAT(text, HasSubstr("learned"));
}

TEST(top, says_what_will_not_fit_into_the_window) {
  watched x{50};
  x.night.fits = window_fit::tight;
  x.look();
  EXPECT_THAT(x.screen(), HasSubstr("01:31) · tight"));
  x.night.fits = window_fit::does_not_fit;
  x.night.will_not_fit = 1'234;
  x.look();
  EXPECT_THAT(x.screen(), HasSubstr("1,234 too late"));
  x.night.ends_likely.reset();
  x.look();
  EXPECT_THAT(x.screen(), HasSubstr("not known yet"));
  x.night.run.finished = x.night.run.opened + 75s;
  x.look();
  EXPECT_THAT(x.screen(),
              AllOf(HasSubstr("finished 01:01:15 UTC"), HasSubstr("ends       after 1 min 15 s")));
}

TEST(top, on_a_narrow_terminal_has_the_requests_and_what_was_throttled_too) {
  const watched x{5, false, {80, 24}};
  EXPECT_THAT(x.screen(), HasSubstr("requests   6,000 · –/s  · 7 throttled"));
  EXPECT_THAT(x.screen(), HasSubstr("ends       about 01:15 (01:12 to 01:31)"));
}

TEST(top, scrolls_through_ten_thousand_tenants) {
  watched x{10'000};
  EXPECT_THAT(x.chosen(), StartsWith(">t0 "));
  x.press(key_name::down);
  EXPECT_THAT(x.screen(), HasSubstr("2/10,000"));
  x.press(key_name::end);
  EXPECT_THAT(x.chosen(), StartsWith(">t9999 ")) << "the row came with the look that the key asked for";
  x.press(key_name::down);
  EXPECT_THAT(x.screen(), HasSubstr("10,000/10,000"));
  x.press(key_name::page_up);
  x.press(key_name::page_down);
  EXPECT_THAT(x.chosen(), StartsWith(">t9999 "));
  x.press(key_name::home);
  EXPECT_THAT(x.chosen(), StartsWith(">t0 "));
  x.press(key_name::up);
  EXPECT_THAT(x.chosen(), StartsWith(">t0 "));
  std::size_t shown = 0;
  for (const auto& line : x.model.draw(x.now))
    shown += line.find("works") != std::string::npos ? 1 : 0;
  EXPECT_GT(shown, 25U);
  EXPECT_LE(x.model.query().limit, 200U) << "no more is asked for than screens around what is shown";
}

TEST(top, the_selection_stays_with_its_tenant_and_the_first_row_with_nobody) {
  watched x{60};
  x.press(key_name::down);
  EXPECT_THAT(x.chosen(), StartsWith(">"));
  const auto who = x.all[1].tenant;
  x.all[1].remaining = 1s; // it falls behind all others
  x.look();
  EXPECT_THAT(x.screen(), HasSubstr("60/60"));
  EXPECT_THAT(x.screen(), HasSubstr(" · " + who));
  x.press(key_name::home);
  std::swap(x.all[0].remaining, x.all[3].remaining);
  x.look();
  EXPECT_THAT(x.screen(), HasSubstr("1/60"));
}

TEST(top, keeps_its_place_when_the_terminal_changes_its_size) {
  watched x{100};
  for (int i = 0; i < 30; ++i)
    x.press(key_name::down);
  const auto who = x.chosen().substr(0, 8);
  for (const terminal_size size : {terminal_size{40, 10}, {200, 60}, {60, 12}, {120, 40}}) {
    x.model.resize(size);
    x.look();
    EXPECT_THAT(x.chosen(), StartsWith(who.substr(0, 6))) << size.columns;
    EXPECT_THAT(x.model.draw(x.now), SizeIs(size.rows));
  }
}

TEST(top, sorts_and_reverses) {
  watched x{10};
  EXPECT_TRUE(x.type("s").look);
  EXPECT_THAT(x.screen(), HasSubstr("MAILBOXES▼"));
  x.type("ss");
  EXPECT_THAT(x.screen(), HasSubstr("RATE/s▼"));
  x.type("s");
  EXPECT_THAT(x.screen(), HasSubstr("TENANT▼"));
  x.type("r");
  EXPECT_THAT(x.screen(), HasSubstr("TENANT▲"));
  x.type("s");
  EXPECT_THAT(x.screen(), HasSubstr("LEFT▼")) << "the first again";
}

TEST(top, filters_as_one_types) {
  watched x{100};
  x.type("ft9");
  EXPECT_THAT(x.screen(), HasSubstr("Filter: t9"));
  EXPECT_THAT(x.chosen(), StartsWith(">t9 "));
  x.press(key_name::down);
  x.press(key_name::enter);
  EXPECT_THAT(x.screen(), HasSubstr("filter \"t9\"  by: remaining  2/11"));
  x.type("f");
  x.press(key_name::backspace);
  EXPECT_THAT(x.screen(), HasSubstr("Filter: t"));
  x.type("q"); // no key for the screen now
  EXPECT_THAT(x.screen(), HasSubstr("Filter: tq"));
  x.press(key_name::escape);
  EXPECT_THAT(x.screen(), HasSubstr("1/100"));
  x.type("fnobody");
  x.press(key_name::enter);
  EXPECT_FALSE(x.type("p").turn) << "nobody is selected";
  EXPECT_THAT(x.screen(), HasSubstr("No tenant is selected"));
  x.press(key_name::escape);
  EXPECT_EQ(x.model.query().filter, "");
}

TEST(top, pauses_only_after_a_yes_and_goes_on_likewise) {
  watched x{10};
  x.press(key_name::down);
  x.press(key_name::down);
  x.type("p");
  EXPECT_THAT(x.screen(), HasSubstr("[y/N]"));
  EXPECT_FALSE(x.type("n").turn);
  x.type("p");
  x.all[2].remaining = 1s; // the question stays about the tenant that it named
  x.look();
  auto asked = x.type("y").turn;
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->set, (std::vector<std::pair<std::string, std::string>>{{"tenant.t2.paused", "true"}}));
  x.all[2].paused = true;
  x.look();
  EXPECT_THAT(x.chosen(), HasSubstr("paused"));
  x.type("p");
  asked = x.type("y").turn;
  ASSERT_TRUE(asked);
  EXPECT_TRUE(asked->set.empty());
  EXPECT_EQ(asked->reset, std::vector<std::string>{"tenant.t2.paused"});
}

TEST(top, changes_lanes_and_refuses_what_is_none) {
  watched x{10};
  x.type("l6");
  EXPECT_THAT(x.screen(), HasSubstr("Lanes of t0 (1 to 64; empty: the default): 6"));
  auto asked = x.press(key_name::enter).turn;
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->set.front(), (std::pair<std::string, std::string>{"tenant.t0.lanes", "6"}));
  x.type("l99");
  EXPECT_FALSE(x.press(key_name::enter).turn);
  EXPECT_THAT(x.screen(), HasSubstr("from 1 to 64"));
  EXPECT_THAT(x.screen(), HasSubstr("Lanes of t0")) << "the question is still there";
  x.press(key_name::backspace);
  x.press(key_name::backspace);
  x.type("0");
  EXPECT_FALSE(x.press(key_name::enter).turn) << "as the question says";
  x.press(key_name::backspace);
  asked = x.press(key_name::enter).turn;
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->reset, std::vector<std::string>{"tenant.t0.lanes"});
  EXPECT_FALSE(x.type("l").turn);
  EXPECT_FALSE(x.press(key_name::escape).turn);
  asked = x.type("+").turn;
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->set.front().second, "4");
  EXPECT_EQ(x.type("+").turn->set.front().second, "5") << "the next step counts from the last one";
  x.all[0].lanes = 1;
  x.look();
  EXPECT_FALSE(x.type("-").turn);
  EXPECT_THAT(x.screen(), HasSubstr("One lane is the least"));
  x.all[0].lanes = 64;
  x.look();
  EXPECT_FALSE(x.type("+").turn);
  EXPECT_THAT(x.screen(), HasSubstr("from 1 to 64"));
  x.all[0].lines = 2;
  x.look();
  EXPECT_EQ(x.type("-").turn->set.front().second, "31") << "the knob is of each service user";
}

TEST(top, says_for_a_while_what_became_of_a_turn) {
  watched x{3};
  x.model.on_turned("tenant.t0.lanes: 3 -> 4", true, x.now);
  EXPECT_THAT(x.screen(), HasSubstr("tenant.t0.lanes: 3 -> 4"));
  x.now += 1min;
  EXPECT_THAT(x.screen(), Not(HasSubstr("3 -> 4")));
}

TEST(top, quits_and_is_suspended_from_everywhere) {
  for (const auto* mode : {"", "f", "l", "p", "h"}) {
    watched x{3};
    x.type(mode);
    EXPECT_TRUE(x.press(key_name::interrupt).quit) << mode;
    EXPECT_TRUE(x.press(key_name::suspend).suspend) << mode;
  }
  EXPECT_TRUE(watched{3}.type("q").quit);
}

TEST(top, says_that_nothing_is_running_and_shows_the_run_once_it_is) {
  watched x{10};
  top_model fresh{{.width = 100}, {}, "/run/x.sock"};
  fresh.resize({100, 30});
  const auto text = [&] {
    std::string out;
    for (const auto& line : fresh.draw({}))
      out += line + '\n';
    return out;
  };
  fresh.on_facts({}, {});
  EXPECT_THAT(text(), HasSubstr("Nothing is running. No process answers on this socket:"));
  EXPECT_THAT(text(), HasSubstr("/run/x.sock"));
  fresh.on_facts({.run_elsewhere = true}, {});
  EXPECT_THAT(text(), HasSubstr("A run is under way on the database"));
  fresh.on_facts({.reached = true}, {});
  EXPECT_THAT(text(), HasSubstr("No run has begun yet"));
  fresh.on_facts({.reached = true, .problem = "it refuses"}, {});
  EXPECT_THAT(text(), HasSubstr("it refuses"));
  fresh.on_facts({.reached = true, .night = x.night, .page = page_of(x.all, fresh.query())}, {});
  EXPECT_THAT(text(), HasSubstr("t9"));
}

TEST(top, keeps_the_last_picture_of_a_process_that_ended) {
  watched x{10};
  x.model.on_facts({}, x.now);
  EXPECT_THAT(x.screen(), HasSubstr("The process has ended"));
  EXPECT_THAT(x.screen(), HasSubstr("t9"));
  EXPECT_FALSE(x.type("+").turn);
  x.night.active = false;
  x.look();
  EXPECT_THAT(x.screen(), Not(HasSubstr("The process has ended")));
  EXPECT_THAT(x.screen(), HasSubstr("This is how the last one ended"));
}

TEST(top, as_text_is_one_table_of_all) {
  watched x{300};
  const top_facts facts{
      .reached = true, .night = x.night, .page = page_of(x.all, {.limit = tenants_page_max})};
  const auto text = top_text({}, facts, "/run/x.sock", {.width = 120, .bounded = false});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 7 + 1 + 1 + 300);
  EXPECT_THAT(text, HasSubstr("t299"));
  EXPECT_THAT(text, HasSubstr("TENANT  NAME "));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(top_text({}, {}, "/run/x.sock", {}), HasSubstr("Nothing is running"));
  EXPECT_THAT(top_json(facts), HasSubstr("\"running\":true"));
  EXPECT_THAT(top_json({}), HasSubstr("\"running\":false"));
}

TEST(top, has_german_texts) {
  top_model x{{.width = 100, .lang = language::german}, {}, "s"};
  x.resize({100, 30});
  x.on_facts({}, {});
  EXPECT_THAT(x.draw({}), Contains(HasSubstr("Es läuft nichts. An diesem Socket antwortet kein Prozess:")));
  x.resize({140, 30});
  watched run{3};
  x.on_facts({.reached = true, .night = run.night, .page = page_of(run.all, x.query())}, {});
  EXPECT_THAT(x.draw({}), Contains(HasSubstr("nach: Rest")));
  EXPECT_THAT(x.draw({}), Contains(HasSubstr("7 Antworten mit Wartezeit")));
  EXPECT_THAT(x.draw({}), Contains(HasSubstr("Wartezeit  2 Tenants")));
  EXPECT_THAT(x.draw({}), Contains(HasSubstr("höchstens 2 Anfragen zugleich, 1,5/s (gelernt)")));
  (void)x.on_key({key_name::text, "h"}, {});
  EXPECT_THAT(x.draw({}), AllOf(Contains(HasSubstr("GRENZE ")), Contains(HasSubstr("REST ")),
                                Not(Contains(HasSubstr("LIMIT")))));
}

} // namespace
} // namespace roamsync::console
