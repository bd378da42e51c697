#include "console/chart/drawing.hpp"
#include "engine/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <cairo/cairo.h>
#include <cmath>
#include <memory>

namespace roamsync::console::chart {

namespace {

struct release {
  void operator()(cairo_surface_t* x) const { cairo_surface_destroy(x); }
  void operator()(cairo_t* x) const { cairo_destroy(x); }
  void operator()(cairo_font_options_t* x) const { cairo_font_options_destroy(x); }
};
using surface = std::unique_ptr<cairo_surface_t, release>;
using context = std::unique_ptr<cairo_t, release>;

surface make_surface(double width, double height) {
  return surface{cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::ceil(width)),
                                            static_cast<int>(std::ceil(height)))};
}

/// Without hinting letters are as wide at each scale, and what the machine's settings say does not matter.
context make_context(const surface& on) {
  context out{cairo_create(on.get())};
  const std::unique_ptr<cairo_font_options_t, release> options{cairo_font_options_create()};
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_set_font_options(out.get(), options.get());
  return out;
}

void choose_font(cairo_t* on, double size, bool bold) {
  cairo_select_font_face(on, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL,
                         bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(on, size);
}

double advance(cairo_t* on, const std::string& text) {
  cairo_text_extents_t extents{};
  cairo_text_extents(on, text.c_str(), &extents);
  return extents.x_advance;
}

void choose_colour(cairo_t* on, const tint& x) {
  const auto part = [&x](unsigned shift) { return static_cast<double>((x.rgb >> shift) & 0xffU) / 255; };
  cairo_set_source_rgba(on, part(16), part(8), part(0), x.alpha);
}

void draw(cairo_t* on, const path& x) {
  for (const auto& p : x.points)
    cairo_line_to(on, p.x, p.y);
  choose_colour(on, x.colour);
  if (x.width <= 0) {
    cairo_fill(on);
    return;
  }
  constexpr std::array<double, 2> dashes{5, 3};
  cairo_set_dash(on, dashes.data(), x.dashed ? 2 : 0, 0);
  cairo_set_line_width(on, x.width);
  cairo_set_line_join(on, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke(on);
}

void draw(cairo_t* on, const box& x) {
  cairo_rectangle(on, x.x, x.y, x.width, x.height);
  choose_colour(on, x.colour);
  cairo_fill(on);
}

void draw(cairo_t* on, const label& x) {
  const auto text = one_line(x.text);
  choose_font(on, x.size, x.bold);
  const auto back = x.at == anchor::start ? 0.0 : advance(on, text) * (x.at == anchor::end ? 1 : 0.5);
  choose_colour(on, x.colour);
  cairo_move_to(on, x.x - back, x.y);
  cairo_show_text(on, text.c_str());
  cairo_new_path(on);
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

} // namespace

double text_width(std::string_view text, double size, bool bold) {
  const auto on = make_surface(1, 1);
  const auto ruler = make_context(on);
  choose_font(ruler.get(), size, bold);
  return advance(ruler.get(), one_line(text));
}

std::string to_png(const drawing& x, double scale) {
  const auto picture = make_surface(x.width * scale, x.height * scale);
  const auto on = make_context(picture);
  choose_colour(on.get(), {0xffffff});
  cairo_paint(on.get());
  cairo_scale(on.get(), scale, scale);
  for (const auto& one : x.shapes)
    std::visit([&on](const auto& s) { draw(on.get(), s); }, one);
  std::string out;
  cairo_surface_write_to_png_stream(picture.get(), append, &out);
  return out;
}

} // namespace roamsync::console::chart
