#include "engine/config/field.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>

namespace roamsync {

namespace {

template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>; // for clang 14

std::int64_t milliseconds_of(std::string_view unit) {
  if (unit == "min")
    return 60'000;
  return unit == "s" ? 1'000 : 1;
}

bool in_range(const field& f, double x) {
  return std::isfinite(x) && x >= f.lower && x <= f.upper;
}

bool text_fits(const field& f, const std::string& x) {
  return in_range(f, static_cast<double>(x.size())) && (x.empty() || (any_line.fits(x) && f.rule->fits(x)));
}

bool list_fits(const field& f, const std::vector<std::string>& x) {
  if (!in_range(f, static_cast<double>(x.size())))
    return false;
  for (const auto& item : x)
    if (item.size() > 256 || !f.rule->fits(item))
      return false;
  return true;
}

/// Always without an exponent: "1000000" and "0.2".
std::string number_text(double x) {
  std::array<char, 512> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), x, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

std::optional<std::int64_t> whole(const field& f, const scalar& given) {
  const auto* x = std::get_if<std::int64_t>(&given);
  if (!x || !in_range(f, static_cast<double>(*x)))
    return std::nullopt;
  return *x;
}

bool assign_choice(const field& f, const scalar& given, choice_slot into) {
  const auto* name = std::get_if<std::string>(&given);
  for (std::size_t i = 0; name && i < f.choices.size(); ++i) {
    if (f.choices[i] == *name) {
      *into.value = static_cast<std::uint8_t>(i);
      return true;
    }
  }
  return false;
}

std::string range_text(const field& f) {
  return "from " + number_text(f.lower) + " to " + number_text(f.upper)
         + (f.unit.empty() ? "" : " (" + std::string{f.unit} + ")");
}

std::string text_text(const field& f) {
  const std::string or_empty = f.lower == 0 ? "empty, or " : "";
  const auto length = f.rule->any_length ? " of at most " + number_text(f.upper) + " bytes" : std::string{};
  return or_empty + std::string{f.rule->allowed} + length;
}

std::string choices_text(const field& f) {
  std::string text;
  for (const auto name : f.choices)
    text += (text.empty() ? "one of " : ", ") + quoted(name);
  return text;
}

} // namespace

bool assign(const bound_field& x, const scalar& given) {
  const field& f = *x.what;
  return std::visit(overloaded{
                        [&](std::string* into) {
                          const auto* text = std::get_if<std::string>(&given);
                          if (!text || !text_fits(f, *text))
                            return false;
                          *into = *text;
                          return true;
                        },
                        [&](bool* into) {
                          const auto* flag = std::get_if<bool>(&given);
                          if (flag)
                            *into = *flag;
                          return flag != nullptr;
                        },
                        [&](std::uint32_t* into) {
                          const auto number = whole(f, given);
                          if (number)
                            *into = static_cast<std::uint32_t>(*number);
                          return number.has_value();
                        },
                        [&](double* into) {
                          const auto* integer = std::get_if<std::int64_t>(&given);
                          const auto* real = std::get_if<double>(&given);
                          const double number = integer ? static_cast<double>(*integer)
                                                : real  ? *real
                                                        : std::numeric_limits<double>::quiet_NaN();
                          if (in_range(f, number))
                            *into = number;
                          return in_range(f, number);
                        },
                        [&](duration* into) {
                          const auto number = whole(f, given);
                          if (number)
                            *into = duration{*number * milliseconds_of(f.unit)};
                          return number.has_value();
                        },
                        [&](std::vector<std::string>* into) {
                          const auto* list = std::get_if<std::vector<std::string>>(&given);
                          if (!list || !list_fits(f, *list))
                            return false;
                          *into = *list;
                          return true;
                        },
                        [&](choice_slot into) { return assign_choice(f, given, into); },
                    },
                    x.where);
}

bool fits(const bound_field& x) {
  const field& f = *x.what;
  return std::visit(overloaded{
                        [&](const std::string* value) { return text_fits(f, *value); },
                        [](const bool*) { return true; },
                        [&](const std::uint32_t* value) { return in_range(f, *value); },
                        [&](const double* value) { return in_range(f, *value); },
                        [&](const duration* value) {
                          const auto unit = milliseconds_of(f.unit);
                          const auto units = value->count() / unit;
                          return units * unit == value->count() && in_range(f, static_cast<double>(units));
                        },
                        [&](const std::vector<std::string>* value) { return list_fits(f, *value); },
                        [&](choice_slot value) { return *value.value < f.choices.size(); },
                    },
                    x.where);
}

std::string allowed(const bound_field& x) {
  const field& f = *x.what;
  return std::visit(overloaded{
                        [&](const std::string*) { return text_text(f); },
                        [](const bool*) { return std::string{"true or false"}; },
                        [&](const std::uint32_t*) { return "a whole number " + range_text(f); },
                        [&](const double*) { return "a number " + range_text(f); },
                        [&](const duration*) { return "a whole number " + range_text(f); },
                        [&](const std::vector<std::string>*) {
                          return "a list of at most " + number_text(f.upper) + " strings, each "
                                 + std::string{f.rule->allowed};
                        },
                        [&](choice_slot) { return choices_text(f); },
                    },
                    x.where);
}

std::string meaning(const bound_field& x) {
  std::string text{x.what->sentence};
  if (x.what->unset.empty())
    return text;
  assert(text.ends_with('.'));
  text.pop_back();
  return text + (std::holds_alternative<std::string*>(x.where) ? "; empty: " : "; 0: ")
         + std::string{x.what->unset} + ".";
}

std::string refusal(const std::string& key, const bound_field& x, const scalar& given) {
  const bool hide = x.what->hidden && std::holds_alternative<std::string>(given);
  return key + " = " + (hide ? "(value not shown)" : show(given)) + ": not allowed. Allowed: " + allowed(x)
         + ". " + meaning(x);
}

std::string full_key(const field& x) {
  return x.section.empty() ? std::string{x.key} : std::string{x.section} + "." + std::string{x.key};
}

std::string to_toml(const bound_field& x) {
  const field& f = *x.what;
  return std::visit(
      overloaded{
          [](const std::string* value) { return quoted(*value); },
          [](const bool* value) { return std::string{*value ? "true" : "false"}; },
          [](const std::uint32_t* value) { return std::to_string(*value); },
          [](const double* value) { return number_text(*value); },
          [&](const duration* value) { return std::to_string(value->count() / milliseconds_of(f.unit)); },
          [](const std::vector<std::string>* value) {
            std::string list;
            for (const auto& item : *value)
              list += (list.empty() ? "" : ", ") + quoted(item);
            return "[" + list + "]";
          },
          [&](choice_slot value) { return quoted(f.choices.at(*value.value)); },
      },
      x.where);
}

std::string quoted(std::string_view text) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7f) {
      out += {'\\', 'u', '0', '0', hex[byte >> 4U], hex[byte & 0xfU]};
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string show(const scalar& given) {
  constexpr std::size_t shown_bytes_max = 80;
  constexpr std::size_t shown_list_bytes_max = 300;
  const auto text = [](const std::string& x) -> std::string {
    if (x.find("://") != x.npos && x.find('@') != x.npos)
      return "(an address with a user or password, not shown)";
    if (x.size() <= shown_bytes_max)
      return quoted(x);
    auto end = shown_bytes_max; // not inside a character
    while (end > 0 && (static_cast<unsigned char>(x[end]) & 0xc0U) == 0x80U)
      --end;
    return quoted(x.substr(0, end)) + "...";
  };
  return std::visit(overloaded{
                        [](foreign_value x) { return std::string{x.type}; },
                        text,
                        [](bool x) { return std::string{x ? "true" : "false"}; },
                        [](std::int64_t x) { return std::to_string(x); },
                        [](double x) { return number_text(x); },
                        [&](const std::vector<std::string>& x) {
                          std::string all;
                          for (const auto& one : x)
                            all += (all.empty() ? "" : ", ") + text(one);
                          if (all.size() > shown_list_bytes_max)
                            all = "the first " + text(x.front());
                          return "a list of " + std::to_string(x.size()) + " strings"
                                 + (x.empty() ? "" : ": " + all);
                        },
                    },
                    given);
}

} // namespace roamsync
