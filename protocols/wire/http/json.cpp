#include "protocols/wire/http/json.hpp"

#include "engine/base/ascii.hpp"

#include <charconv>
#include <cmath>
#include <utility>

namespace roamsync::wire {

namespace json = boost::json;

std::optional<json::value> read_json(std::string_view text, std::size_t bytes_max, json::storage_ptr memory) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.size() > bytes_max)
    return std::nullopt;
  if (text.starts_with(byte_order_mark))
    text.remove_prefix(byte_order_mark.size());
  json::parse_options options;
  options.max_depth = json_depth_max;
  json::error_code failed;
  auto value = json::parse({text.data(), text.size()}, failed, std::move(memory), options);
  if (failed)
    return std::nullopt;
  return value;
}

const json::value* find_member(const json::object& object, std::string_view name) {
  if (const auto* exact = object.if_contains({name.data(), name.size()}))
    return exact;
  for (const auto& member : object)
    if (same_text({member.key().data(), member.key().size()}, name))
      return &member.value();
  return nullptr;
}

const json::object* find_object(const json::object& object, std::string_view name) {
  const auto* member = find_member(object, name);
  return member ? member->if_object() : nullptr;
}

const json::array* find_array(const json::object& object, std::string_view name) {
  const auto* member = find_member(object, name);
  return member ? member->if_array() : nullptr;
}

std::string text_of(const json::object& object, std::string_view name) {
  const auto* member = find_member(object, name);
  if (!member)
    return {};
  if (const auto* text = member->if_string())
    return {text->data(), text->size()};
  if (const auto* number = member->if_int64())
    return std::to_string(*number);
  if (const auto* number = member->if_uint64())
    return std::to_string(*number);
  if (const auto* truth = member->if_bool())
    return *truth ? "true" : "false";
  return {};
}

std::optional<std::int64_t> number_of(const json::object& object, std::string_view name) {
  const auto* member = find_member(object, name);
  if (!member)
    return std::nullopt;
  if (const auto* number = member->if_int64())
    return *number;
  if (const auto* number = member->if_double())
    if (std::abs(*number) < 9e18)
      return static_cast<std::int64_t>(*number);
  if (const auto* text = member->if_string()) {
    std::int64_t number = 0;
    const char* end = text->data() + text->size();
    auto [rest, failed] = std::from_chars(text->data(), end, number);
    if (failed == std::errc{} && rest == end && !text->empty())
      return number;
  }
  return std::nullopt;
}

} // namespace roamsync::wire
