#include "bench/mock_exchange/ows/patch_item.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/ows/names.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr std::size_t items_max = 1000;
/// The ticks of the year 2000: an older time stamp is a unit mistake.
constexpr std::int64_t ticks_min = 630'822'816'000'000'000;

bool take_text(const json::object& from, std::string_view name, std::string& out) {
  const auto* found = from.if_contains(name);
  const auto* text = found ? found->if_string() : nullptr;
  if (text)
    out.assign(text->data(), text->size());
  return text != nullptr;
}

std::string judge_content(const patch_item& item, bool large_flag) {
  if (item.secondary_key != "htm" && item.secondary_key != "txt" && item.secondary_key != "rtf")
    return "secondaryKey must be htm, txt or rtf.";
  if (item.parent != list_setting)
    return "parentSetting must be roaming_signature_list.";
  if (!large_flag || !item.large)
    return "a Blob needs x-islargesetting: true and \"value@is.Large\": true.";
  // A comma parts the list; '@' is reserved (wire.md 4.1.1).
  if (item.name.find_first_of(",@") != std::string::npos)
    return "a signature name must not hold a comma or '@'.";
  return {};
}

std::string judge_small(const patch_item& item, bool large_flag) {
  auto is_list = same_text(item.name, list_setting);
  if (!is_list && !same_text(item.name, new_setting) && !same_text(item.name, reply_setting))
    return "name must be one of the roaming settings.";
  if (item.type != (is_list ? "BlobArray" : "String"))
    return "type must be BlobArray for the list and String for the defaults.";
  if (!same_text(item.secondary_key, item.name))
    return "secondaryKey must be the name of the setting.";
  return large_flag ? "list and defaults need x-islargesetting: false." : "";
}

std::string read_item(const json::value& from, bool large_flag, patch_item& out) {
  const auto* object = from.if_object();
  if (!object)
    return "each element must be an object.";
  std::string item_class;
  std::string metadata;
  if (!take_text(*object, "itemClass", item_class) || item_class != "RoamingSetting")
    return "itemClass must be RoamingSetting.";
  if (!take_text(*object, "metadata", metadata) || metadata != "encoding:utf-8")
    return "metadata must be encoding:utf-8.";
  if (!take_text(*object, "name", out.name) || out.name.empty())
    return "name is missing.";
  if (!take_text(*object, "scope", out.scope) || out.scope.empty())
    return "scope is missing.";
  if (!take_text(*object, "secondaryKey", out.secondary_key) || !take_text(*object, "type", out.type)
      || !take_text(*object, "value", out.value))
    return "secondaryKey, type and value must be texts.";
  take_text(*object, "parentSetting", out.parent);
  const auto* stamp = object->if_contains("timestamp");
  json::error_code not_whole;
  out.timestamp = stamp ? stamp->to_number<std::int64_t>(not_whole) : 0;
  if (not_whole || out.timestamp < ticks_min)
    return "timestamp must be .NET ticks.";
  const auto* large = object->if_contains("value@is.Large");
  out.large = large && large->is_bool() && large->get_bool();
  return out.is_content() ? judge_content(out, large_flag) : judge_small(out, large_flag);
}

} // namespace

bool has_json_type(const request& in) {
  return begins_with(in.header("content-type"), "application/json");
}

std::string read_patch(std::string_view body, bool large_flag, std::vector<patch_item>& out) {
  json::error_code broken;
  auto parsed = json::parse(json::string_view(body.data(), body.size()), broken);
  const auto* items = broken ? nullptr : parsed.if_array();
  if (!items || items->empty() || items->size() > items_max)
    return "the body must be a JSON array of settings.";
  for (const auto& each : *items)
    if (auto wrong = read_item(each, large_flag, out.emplace_back()); !wrong.empty())
      return wrong;
  return {};
}

} // namespace mock_exchange
