#include "protocols/db/group_text.hpp"

#include "protocols/wire/http/json.hpp"

#include <boost/json.hpp>

#include <limits>
#include <utility>
#include <vector>

namespace roamsync::db {

namespace {

namespace json = boost::json;

constexpr auto any_length = std::numeric_limits<std::size_t>::max();

template <class Texts>
json::array array_of(const Texts& texts) {
  json::array out;
  for (const auto& x : texts)
    out.emplace_back(x);
  return out;
}

std::string text(const json::value& x) {
  const auto& held = x.as_string();
  return {held.data(), held.size()};
}

std::vector<std::string> texts(const json::value& x) {
  std::vector<std::string> out;
  for (const auto& each : x.as_array())
    out.push_back(text(each));
  return out;
}

std::set<std::string> ids(const json::value& x) {
  auto all = texts(x);
  return {std::make_move_iterator(all.begin()), std::make_move_iterator(all.end())};
}

std::string key_of(const json::key_value_pair& x) {
  return {x.key().data(), x.key().size()};
}

/// Nothing if the text has another shape than `read` needs.
template <class T>
std::optional<T> read_object(std::string_view from, T (*read)(const json::object&)) {
  const auto value = wire::read_json(from, any_length);
  if (!value)
    return std::nullopt;
  try {
    return read(value->as_object());
  } catch (const std::exception&) { // Boost.JSON throws where a value is missing or of another kind
    return std::nullopt;
  }
}

member read_member(const json::object& from) {
  member out;
  out.user_id = text(from.at("id"));
  out.user_principal_name = text(from.at("upn"));
  out.mail = text(from.at("mail"));
  out.account_enabled = from.at("enabled").as_bool();
  out.proxy_addresses = texts(from.at("addresses"));
  for (const auto& x : from.at("attributes").as_object())
    out.attributes.emplace(key_of(x), text(x.value()));
  for (const auto& x : from.at("lists").as_object())
    out.lists.emplace(key_of(x), texts(x.value()));
  out.manager_id = text(from.at("manager"));
  return out;
}

membership read_groups(const json::object& from) {
  membership out;
  for (const auto& x : from) {
    const auto& group = x.value().as_object();
    out.emplace(key_of(x), group_members{ids(group.at("users")), ids(group.at("groups"))});
  }
  return out;
}

} // namespace

std::string text_of_member(const member& who) {
  json::object attributes;
  for (const auto& [name, value] : who.attributes)
    attributes.emplace(name, value);
  json::object lists;
  for (const auto& [name, values] : who.lists)
    lists.emplace(name, array_of(values));
  return json::serialize(json::object{{"id", who.user_id},
                                      {"upn", who.user_principal_name},
                                      {"mail", who.mail},
                                      {"enabled", who.account_enabled},
                                      {"addresses", array_of(who.proxy_addresses)},
                                      {"attributes", std::move(attributes)},
                                      {"lists", std::move(lists)},
                                      {"manager", who.manager_id}});
}

std::optional<member> member_from_text(std::string_view text) {
  return read_object(text, read_member);
}

std::string text_of_groups(const membership& groups) {
  json::object out;
  for (const auto& [id, members] : groups)
    out.emplace(id, json::object{{"users", array_of(members.users)}, {"groups", array_of(members.groups)}});
  return json::serialize(out);
}

std::optional<membership> groups_from_text(std::string_view text) {
  return read_object(text, read_groups);
}

} // namespace roamsync::db
