#include "engine/config/config_fields.hpp"
#include "engine/config/tenant_config.hpp"

namespace roamsync {

namespace {

namespace json = boost::json;

json::value to_json(const bound_field& f) {
  if (const auto* const* text = std::get_if<std::string*>(&f.where))
    return json::value(**text);
  if (const auto* const* flag = std::get_if<bool*>(&f.where))
    return json::value(**flag);
  if (const auto* const* number = std::get_if<std::uint32_t*>(&f.where))
    return json::value(**number);
  if (const auto* const* real = std::get_if<double*>(&f.where))
    return json::value(**real);
  if (const auto* const* texts = std::get_if<std::vector<std::string>*>(&f.where))
    return json::array(texts[0]->begin(), texts[0]->end());
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

} // namespace roamsync
