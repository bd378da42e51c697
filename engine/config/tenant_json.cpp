#include "engine/config/config_fields.hpp"
#include "engine/config/table_reader.hpp"
#include "engine/config/tenant_config.hpp"

#include <algorithm>

namespace roamsync {

namespace {

namespace json = boost::json;

scalar to_scalar(const json::value& x) {
  if (const auto* text = x.if_string())
    return std::string{*text};
  if (const auto* flag = x.if_bool())
    return *flag;
  if (const auto* real = x.if_double())
    return *real;
  if (x.is_int64() || (x.is_uint64() && x.get_uint64() <= INT64_MAX))
    return x.to_number<std::int64_t>();
  return foreign_value{"a value of another type"};
}

json::value to_json(const bound_field& f) {
  if (const auto* const* text = std::get_if<std::string*>(&f.where))
    return json::value(**text);
  if (const auto* const* flag = std::get_if<bool*>(&f.where))
    return json::value(**flag);
  if (const auto* const* number = std::get_if<std::uint32_t*>(&f.where))
    return json::value(**number);
  if (const auto* const* real = std::get_if<double*>(&f.where))
    return json::value(**real);
  return json::value(f.what->choices.at(*std::get<choice_slot>(f.where).value));
}

} // namespace

json::object tenant_to_json(const tenant_settings& x) {
  auto copy = x;
  json::object object;
  for (const auto& f : bind(copy))
    object[f.what->key] = to_json(f);
  return object;
}

result<tenant_settings> tenant_from_json(const json::value& value) {
  const auto* object = value.if_object();
  if (!object)
    return error{"A tenant's settings are a JSON object."};
  tenant_settings x;
  const auto fields = bind(x);
  std::vector<std::string> keys;
  for (const auto& f : fields)
    keys.push_back(full_key(*f.what));
  std::string problems;
  for (const auto& [key, given] : *object) {
    const auto it = std::find(keys.begin(), keys.end(), std::string_view{key});
    const auto add = [&](const std::string& what) { problems += (problems.empty() ? "" : "\n") + what; };
    if (it == keys.end()) {
      add(unknown_key(key, keys));
      continue;
    }
    const auto& f = fields[static_cast<std::size_t>(it - keys.begin())];
    if (!assign(f, to_scalar(given)))
      add(refusal(*it, f, to_scalar(given)));
  }
  if (problems.empty() && x.id.empty())
    problems = "id is missing. Each tenant needs one.";
  if (!problems.empty())
    return error{problems};
  return x;
}

} // namespace roamsync
