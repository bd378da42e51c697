#include "console/admin/tune_json.hpp"

#include "console/admin/not_understood.hpp"

#include <boost/json.hpp>

#include <array>
#include <charconv>
#include <optional>

namespace roamsync::console {

namespace {

namespace json = boost::json;

json::value or_null(const std::string& x) {
  return x.empty() ? json::value(nullptr) : json::value(x);
}

json::object knob_object(const knob_row& x) {
  return {{"knob", x.knob},
          {"value", or_null(x.value)},
          {"source", to_string(x.source)},
          {"configured", or_null(x.configured)},
          {"rule", or_null(x.rule)},
          {"who", or_null(x.who)},
          {"at", x.who.empty() ? json::value(nullptr) : json::value(instant_text(x.at))}};
}

json::object change_object(const change_row& x) {
  return {{"number", x.number},
          {"at", instant_text(x.at)},
          {"who", x.who},
          {"way", to_string(x.way)},
          {"knob", x.knob},
          {"before", or_null(x.before)},
          {"after", or_null(x.after)},
          {"note", x.note}};
}

json::array change_array(const std::vector<change_row>& all) {
  json::array out;
  for (const auto& x : all)
    out.emplace_back(change_object(x));
  return out;
}

/// The text of a member; empty for null or none.
std::string text_of(const json::object& x, std::string_view key) {
  const auto* found = x.if_contains(key);
  const auto* text = found != nullptr ? found->if_string() : nullptr;
  return text != nullptr ? std::string{*text} : std::string{};
}

std::optional<knob_source> source_of(std::string_view name) {
  for (const auto x : {knob_source::standard, knob_source::file, knob_source::by_time, knob_source::by_hand,
                       knob_source::tenant})
    if (to_string(x) == name)
      return x;
  return std::nullopt;
}

/// A value as the configuration spells it; nothing for what can be no value.
std::optional<std::string> word_of(const json::value& x) {
  if (const auto* text = x.if_string())
    return std::string{*text};
  if (const auto* flag = x.if_bool())
    return *flag ? "true" : "false";
  if (x.is_int64() || x.is_uint64())
    return json::serialize(x);
  if (const auto* number = x.if_double()) {
    std::array<char, 512> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), *number, std::chars_format::fixed).ptr;
    return std::string{text.data(), end};
  }
  return std::nullopt;
}

/// The object of a request; an error for what is none.
result<json::object> object_of(std::string_view text) {
  boost::system::error_code ec;
  auto read = json::parse(json::string_view{text.data(), text.size()}, ec);
  if (ec)
    return error{"the body is not JSON: " + ec.message()};
  if (auto* object = read.if_object())
    return std::move(*object);
  return error{R"(the body must be a JSON object, such as {"set": {"limits.lanes": 4}})"};
}

status read_set(const json::value& x, tune_request& into) {
  const auto* all = x.if_object();
  if (all == nullptr)
    return error{"set must be an object of knobs and values"};
  for (const auto& [name, value] : *all) {
    auto word = word_of(value);
    if (!word)
      return error{"set: the value of a knob must be a number, true, false or a string"};
    into.set.emplace_back(std::string{name}, std::move(*word));
  }
  return success();
}

status read_reset(const json::value& x, tune_request& into) {
  const auto* all = x.if_array();
  if (all == nullptr)
    return error{"reset must be a list of knobs"};
  for (const auto& name : *all) {
    if (!name.is_string())
      return error{"reset must be a list of knobs"};
    into.reset.emplace_back(name.get_string());
  }
  return success();
}

status read_member(std::string_view key, const json::value& x, asked_tuning& into) {
  if (key == "set")
    return read_set(x, into.what);
  if (key == "reset")
    return read_reset(x, into.what);
  if (key == "note" && x.is_string()) {
    into.what.note = x.get_string();
    return success();
  }
  if (key == "way" && x.is_string() && (x.get_string() == "tune" || x.get_string() == "api")) {
    into.way = x.get_string() == "tune" ? tune_way::tune : tune_way::api;
    return success();
  }
  return error{"only set, reset, note (a string) and way (\"tune\" or \"api\") are known here"};
}

} // namespace

std::string tuning_json(const asked_tuning& x) {
  json::object set;
  for (const auto& [name, word] : x.what.set)
    set[name] = word;
  return json::serialize(json::object{{"set", std::move(set)},
                                      {"reset", json::array(x.what.reset.begin(), x.what.reset.end())},
                                      {"note", x.what.note},
                                      {"way", to_string(x.way)}});
}

result<asked_tuning> parse_tuning(std::string_view text) {
  const auto object = object_of(text);
  if (!object)
    return object.failure();
  asked_tuning out;
  for (const auto& [key, value] : *object)
    if (auto read = read_member({key.data(), key.size()}, value, out); !read)
      return read.failure();
  if (out.what.set.empty() && out.what.reset.empty())
    return error{"no knob is named; give set, reset, or both"};
  return out;
}

std::string knobs_json(const knob_answer& x) {
  json::array knobs;
  for (const auto& row : x.knobs)
    knobs.emplace_back(knob_object(row));
  return json::serialize(json::object{{"knobs", std::move(knobs)}, {"changes", change_array(x.changes)}});
}

result<knob_answer> parse_knobs(std::string_view text) {
  const auto object = object_of(text);
  const auto* all = object ? object->if_contains("knobs") : nullptr;
  const auto* changes = object ? object->if_contains("changes") : nullptr;
  if (all == nullptr || !all->is_array() || changes == nullptr || !changes->is_array())
    return not_understood();
  knob_answer out;
  for (const auto& value : all->get_array()) {
    const auto* x = value.if_object();
    const auto source = x != nullptr ? source_of(text_of(*x, "source")) : std::nullopt;
    if (!source)
      return not_understood();
    out.knobs.push_back({.knob = text_of(*x, "knob"),
                         .value = text_of(*x, "value"),
                         .source = *source,
                         .configured = text_of(*x, "configured"),
                         .who = text_of(*x, "who"),
                         .at = parse_instant(text_of(*x, "at")).value_or(utc_time{}),
                         .rule = text_of(*x, "rule")});
  }
  for (const auto& value : changes->get_array()) {
    const auto* x = value.if_object();
    if (x == nullptr)
      return not_understood();
    out.changes.push_back({.at = parse_instant(text_of(*x, "at")).value_or(utc_time{}),
                           .who = text_of(*x, "who"),
                           .way = tune_way_from_string(text_of(*x, "way")).value_or(tune_way::api),
                           .knob = text_of(*x, "knob"),
                           .before = text_of(*x, "before"),
                           .after = text_of(*x, "after"),
                           .note = text_of(*x, "note")});
  }
  return out;
}

std::string changes_json(const std::vector<change_row>& x) {
  return json::serialize(json::object{{"changes", change_array(x)}});
}

} // namespace roamsync::console
