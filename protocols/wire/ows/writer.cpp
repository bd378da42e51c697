#include "protocols/wire/ows/writer.hpp"

#include "protocols/wire/ows/request.hpp"

#include <boost/json.hpp>

namespace roamsync::wire {

namespace {

boost::json::object setting(const roaming_target& target, std::string_view name,
                            std::string_view secondary_key, std::string_view type, std::string_view value,
                            std::int64_t ticks) {
  auto text = [](std::string_view x) { return boost::json::string_view(x.data(), x.size()); };
  return {{"itemClass", "RoamingSetting"},       {"name", text(name)}, {"scope", text(target.mailbox)},
          {"secondaryKey", text(secondary_key)}, {"type", text(type)}, {"value", text(value)},
          {"metadata", "encoding:utf-8"},        {"timestamp", ticks}};
}

boost::json::array settings_of(const roaming_target& target, const write_contents& command,
                               std::int64_t ticks) {
  boost::json::array out;
  for (const auto& x : command.signatures)
    for (bool html : {true, false}) {
      auto entry = setting(target, x.name, html ? "htm" : "txt", "Blob", html ? x.html : x.text, ticks);
      entry["parentSetting"] = "roaming_signature_list";
      entry["value@is.Large"] = true;
      out.push_back(std::move(entry));
    }
  return out;
}

boost::json::array settings_of(const roaming_target& target, const write_defaults& command,
                               std::int64_t ticks) {
  boost::json::array out;
  auto add = [&](std::string_view name, const std::optional<std::string>& value) {
    if (value)
      out.push_back(setting(target, name, name, "String", *value, ticks));
  };
  add("roaming_new_signature", command.for_new);
  add("roaming_reply_signature", command.for_reply);
  return out;
}

} // namespace

std::int64_t to_ticks(utc_time x) noexcept {
  constexpr std::int64_t ticks_at_unix_epoch = 621'355'968'000'000'000;
  return ticks_at_unix_epoch + x.time_since_epoch().count() * 10'000;
}

http_request roaming_writer::encode(const roaming_target& target, const roaming_write& command, utc_time now,
                                    std::string_view request_id) const {
  auto ticks = to_ticks(now);
  const auto* removal = std::get_if<delete_signature>(&command);
  auto out = roaming_request(removal ? "DELETE" : "PATCH", target, "/account", request_id);
  out.fields.emplace_back("Content-Type", "application/json");
  const auto* defaults = std::get_if<write_defaults>(&command);
  out.fields.emplace_back("x-islargesetting", defaults ? "false" : "true");
  if (removal) {
    out.body = boost::json::serialize(boost::json::object{{"name", removal->name}});
    return out;
  }
  out.fields.emplace_back("x-overridetimestamp", "false"); // wire.md U6
  out.body = boost::json::serialize(defaults ? settings_of(target, *defaults, ticks)
                                             : settings_of(target, std::get<write_contents>(command), ticks));
  return out;
}

} // namespace roamsync::wire
