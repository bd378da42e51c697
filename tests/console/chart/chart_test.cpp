#include "console/chart/chart.hpp"
#include "console/chart/charts.hpp"
#include "console/chart/sheet.hpp"
#include "tests/console/chart/shapes.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace roamsync::console::chart {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto nan = std::numeric_limits<double>::quiet_NaN();

line_chart work_left() {
  line_chart out{
      .title = "Work left", .x = {.title = "time", .shows = quantity::seconds}, .y = {.title = "mailboxes"}};
  out.lines = {{"large", {{0, 1000}, {3600, 400}, {7200, 0}}}, {"small", {{0, 500}, {3600, 0}}}};
  out.upright = {{7100, "bound"}, {7200, "window ends"}};
  return out;
}

bar_chart rivals() {
  bar_chart out{.title = "Length over bound", .values = {.title = "length / bound"}, .base = 1};
  out.bars = {
      {"roamsync", 1.01, 1.02, role::ours}, {"round robin", 1.4, 1.5}, {"random order", 2, 3, role::bad}};
  out.goals = {{1.02, "goal: median 1.02"}, {1.04, "worst 1.04"}};
  return out;
}

strip_chart tenants(int count) {
  strip_chart out{.title = "Tenants"};
  for (int i = 0; i < count; ++i)
    out.strips.push_back({"tenant-" + std::to_string(i), 0, 100.0 + i, {}});
  return out;
}

/// A path in the colour, other than that of a legend.
path path_in(const drawing& x, const tint& colour) {
  for (const auto& p : all_of_kind<path>(x))
    if (p.colour == colour && p.width == 2)
      return p;
  return {};
}

TEST(chart, is_the_same_bytes_for_the_same_chart) {
  for (const any_chart& x : {any_chart{work_left()}, any_chart{rivals()}, any_chart{tenants(100)}}) {
    EXPECT_EQ(svg(x), svg(x));
    EXPECT_EQ(png(x), png(x));
  }
  auto other = work_left();
  other.lines[0].points[1].y = 300;
  EXPECT_NE(svg(other), svg(work_left()));
  EXPECT_NE(png(other), png(work_left()));
}

TEST(chart, png_has_the_size_that_was_asked_for) {
  const auto big_endian = [](const std::string& bytes, std::size_t at) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i)
      out = out << 8U | static_cast<unsigned char>(bytes.at(at + i));
    return out;
  };
  for (const auto scale : {1U, 2U, 3U}) {
    const auto bytes = png(rivals(), scale);
    EXPECT_EQ(bytes.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(big_endian(bytes, 16), 800 * scale);
    EXPECT_EQ(big_endian(bytes, 20), static_cast<std::uint32_t>(std::ceil(draw(rivals()).height * scale)));
  }
}

TEST(chart, texts_of_the_svg_stay_texts_and_cannot_break_it) {
  auto x = rivals();
  x.title = "a < b & \"c\"\n\x01\xff";
  const auto text = svg(x);
  EXPECT_THAT(text, AllOf(HasSubstr(">a &lt; b &amp; &quot;c&quot; \uFFFD</text>"),
                          HasSubstr(">round robin</text>")));
  EXPECT_THAT(text, Not(HasSubstr("\x01")));
  EXPECT_THAT(png(x), Not(IsEmpty())) << "nor the picture";
}

TEST(chart, no_text_lies_on_another_or_leaves_the_sheet) {
  auto crowded = work_left();
  crowded.upright = {
      {3500, "limit halved"}, {3510, "learned"}, {3600, "window ends"}, {7190, "bound"}, {7200, "end"}};
  crowded.level = {{1000, "lanes"}};
  auto wide = rivals();
  wide.bars[1].name = std::string(200, 'W');
  wide.values.to = 1.6;
  auto long_names = tenants(36);
  for (auto& s : long_names.strips)
    s.name += std::string(100, 'm');
  long_names.window_end = 130;
  for (const auto& x :
       {draw(work_left()), draw(crowded), draw(rivals()), draw(wide), draw(tenants(5)), draw(tenants(1000)),
        draw(long_names), draw(line_chart{}), draw(bar_chart{}), draw(strip_chart{})}) {
    EXPECT_THAT(texts_that_collide(x), IsEmpty()) << x.title;
    EXPECT_THAT(texts_outside(x), IsEmpty()) << x.title;
  }
}

TEST(chart, no_line_of_a_mark_passes_through_the_text_of_another) {
  auto x = work_left();
  x.upright = {{3500, "limit halved"}, {3560, "learned"}, {7100, "bound"}, {7200, "window ends"}};
  const auto out = draw(x);
  for (const auto& line : all_of_kind<path>(out)) {
    if (!line.dashed)
      continue;
    for (const auto& m : x.upright) {
      const auto at = place_of(label_of(out, m.label));
      const auto across = line.points[0].x;
      const bool inside = across > at.x + 1 && across < at.x + at.width - 1;
      EXPECT_FALSE(inside && line.points[0].y < at.y) << m.label;
    }
  }
}

TEST(line_chart, steps_hold_their_value_and_lines_do_not) {
  auto x = work_left();
  const auto steps = path_in(draw(x), blue).points;
  ASSERT_EQ(steps.size(), 5U);
  EXPECT_DOUBLE_EQ(steps[1].y, steps[0].y);
  EXPECT_DOUBLE_EQ(steps[1].x, steps[2].x);
  x.lines[0].drawn = look::line;
  EXPECT_EQ(path_in(draw(x), blue).points.size(), 3U);
}

TEST(line_chart, values_stand_where_their_ticks_do) {
  const auto out = draw(work_left());
  const auto steps = path_in(out, blue).points;
  EXPECT_NEAR(steps.front().y, label_of(out, "1,000").y - 4, 0.01) << "1,000 at the start";
  EXPECT_NEAR(steps.back().y, label_of(out, "0").y - 4, 0.01);
  EXPECT_NEAR(steps.back().x, sheet_width - margin, 0.01) << "the window's end is the last thing to see";
  EXPECT_NEAR(steps[1].x, label_of(out, "1 h").x, 0.01);
}

TEST(line_chart, a_spike_among_a_million_points_is_seen) {
  line_chart x{.title = "429s"};
  x.lines = {{"429s", {}}};
  for (int i = 0; i < 1'000'000; ++i)
    x.lines[0].points.push_back({static_cast<double>(i), i == 123'457 ? 50.0 : 1.0});
  const auto out = draw(x);
  const auto way = path_in(out, blue).points;
  EXPECT_LT(way.size(), 10'000U);
  const auto top = std::min_element(way.begin(), way.end(), [](auto& a, auto& b) { return a.y < b.y; });
  EXPECT_NEAR(top->y, label_of(out, "50").y - 4, 0.01);
  EXPECT_LT(svg(x).size(), 100'000U);
}

TEST(line_chart, what_is_outside_of_the_ends_is_cut_off) {
  auto x = work_left();
  x.x.from = 1800;
  x.x.to = 5400;
  x.y.to = 600;
  for (const auto& p : path_in(draw(x), blue).points) {
    EXPECT_LE(p.x, sheet_width - margin + 0.01);
    EXPECT_GT(p.x, margin);
  }
  const auto out = draw(x);
  EXPECT_NEAR(path_in(out, blue).points[0].y, label_of(out, "600").y - 4, 0.01)
      << "holds into the part that is shown";
  EXPECT_THAT(texts_of(out), Not(Contains("window ends")));
}

TEST(line_chart, bars_are_as_wide_as_the_time_to_the_next) {
  line_chart x{.title = "429s a minute", .x = {.shows = quantity::seconds}};
  x.lines = {{"429s", {{0, 4}, {60, 0}, {120, 2}}, look::bars}};
  const auto boxes = all_of_kind<box>(draw(x));
  ASSERT_EQ(boxes.size(), 3U) << "legend and two bars; nothing for a value of 0";
  EXPECT_NEAR(boxes[1].width, boxes[2].width, 0.01);
  EXPECT_NEAR(boxes[1].height, 2 * boxes[2].height, 0.01);
  EXPECT_NEAR(boxes[2].x + boxes[2].width, sheet_width - margin - 1, 0.01) << "the last one, too";
}

TEST(line_chart, values_that_are_none_are_left_out) {
  auto x = work_left();
  x.lines[0].points.insert(x.lines[0].points.begin() + 1, {nan, 5});
  x.lines[0].points.push_back({7200, std::numeric_limits<double>::infinity()});
  EXPECT_EQ(svg(x), svg(work_left()));
  EXPECT_THAT(texts_of(draw(line_chart{.lines = {{"a", {{nan, nan}}}}})), Contains("no data"));
  EXPECT_THAT(texts_of(draw(work_left())), Not(Contains("no data")));
}

TEST(bar_chart, bars_go_from_the_base_to_the_median_and_whiskers_to_the_worst) {
  const auto out = draw(rivals());
  std::vector<box> bars;
  for (const auto& b : all_of_kind<box>(out))
    if (b.height == 16 && b.colour.rgb != 0xffffff)
      bars.push_back(b);
  ASSERT_EQ(bars.size(), 3U);
  EXPECT_NEAR(bars[1].width / bars[0].width, 0.4 / 0.01, 1e-6);
  EXPECT_NEAR(bars[2].width / bars[0].width, 1 / 0.01, 1e-6);
  const auto caps = all_of_kind<path>(out);
  const auto has_cap_at = [&caps](double x) {
    return std::any_of(caps.begin(), caps.end(), [x](const path& p) {
      return p.width == 1.4 && std::abs(p.points[0].x - x) < 0.01 && p.points[0].x == p.points[1].x;
    });
  };
  EXPECT_TRUE(has_cap_at(bars[2].x + 2 * bars[2].width)) << "worst 3 is twice as far from 1 as median 2";
  EXPECT_THAT(texts_of(out), AllOf(Contains("1.01"), Contains("worst 1.02"), Contains("goal: median 1.02")));
}

TEST(bar_chart, a_bar_that_is_too_long_is_cut_and_says_so) {
  auto x = rivals();
  const auto strokes = [](const drawing& d) {
    const auto all = all_of_kind<path>(d);
    return std::count_if(all.begin(), all.end(), [](const path& p) { return p.colour == tint{0xffffff}; });
  };
  EXPECT_EQ(strokes(draw(x)), 0);
  x.values.to = 1.6;
  EXPECT_EQ(strokes(draw(x)), 2);
  EXPECT_THAT(texts_of(draw(x)), AllOf(Contains("2"), Contains("worst 3"))) << "its figures stay";
}

TEST(bar_chart, a_value_below_the_base_goes_to_the_left) {
  auto x = rivals();
  x.bars[0].median = 0.9;
  const auto boxes = all_of_kind<box>(draw(x));
  const auto is_bar = [](const box& b) { return b.height == 16 && b.colour.rgb != 0xffffff; };
  const auto first = std::find_if(boxes.begin(), boxes.end(), is_bar);
  const auto second = std::find_if(first + 1, boxes.end(), is_bar);
  EXPECT_NEAR(first->x + first->width, second->x, 0.01);
}

TEST(strip_chart, the_latest_are_at_the_top) {
  const auto out = draw(tenants(5));
  EXPECT_LT(label_of(out, "tenant-4").y, label_of(out, "tenant-0").y);
}

TEST(strip_chart, too_many_become_groups_and_none_is_lost) {
  EXPECT_THAT(texts_of(draw(tenants(36))), AllOf(Contains("tenant-0"), Contains("tenant-35")));
  const auto texts = texts_of(draw(tenants(1000)));
  EXPECT_THAT(texts, AllOf(Contains("tenant-999"), Contains("tenant-988"), Not(Contains("tenant-987"))));
  int single = 0;
  int grouped = 0;
  for (const auto& t : texts) {
    if (t.starts_with("tenant-"))
      ++single;
    else if (t.ends_with(" tenants"))
      grouped += std::stoi(t);
  }
  EXPECT_EQ(single, 12);
  EXPECT_EQ(grouped, 988);
}

TEST(strip_chart, what_is_late_has_a_colour_of_its_own) {
  auto x = tenants(2);
  x.window_end = 100.5;
  const auto count = [&x] {
    const auto boxes = all_of_kind<box>(draw(x));
    return std::count_if(boxes.begin(), boxes.end(),
                         [](const box& b) { return b.colour.rgb == vermilion.rgb && b.width != 12; });
  };
  EXPECT_EQ(count(), 1) << "tenant-1 ends at 101";
  x.window_end = 200;
  EXPECT_EQ(count(), 0);
}

TEST(strip_chart, waits_are_lighter) {
  auto x = tenants(1);
  x.strips[0].waits = {{20, 40}, {90, 500}};
  x.time.to = 800;
  std::vector<box> parts;
  for (const auto& b : all_of_kind<box>(draw(x)))
    if (b.height == 11 && b.width != 12) // other than those of the legend
      parts.push_back(b);
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_NEAR(parts[1].width, parts[0].width, 0.01) << "20 s each";
  EXPECT_LT(parts[1].colour.alpha, parts[0].colour.alpha);
  EXPECT_NEAR(parts[3].width * 2, parts[0].width, 0.01) << "a wait ends with its strip";
}

} // namespace
} // namespace roamsync::console::chart
