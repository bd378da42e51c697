#include "tests/integration/customer.hpp"

#include "bench/demo/files.hpp"

#include <boost/json/array.hpp>

#include <cstdio>

namespace roamsync::integration {

namespace json = boost::json;

namespace {

std::string guid(const std::string& id, std::size_t number) {
  char text[37];
  unsigned of_tenant = 0;
  for (const unsigned char c : id)
    of_tenant = of_tenant * 31 + c;
  (void)std::snprintf(text, sizeof text, "%08x-0000-4000-8000-%012zx", of_tenant, number);
  return text;
}

json::object make_user(const customer& x, std::size_t number) {
  const auto address = address_of(x, number);
  return {{"id", guid(x.id, number)},
          {"upn", address},
          {"mail", address},
          {"displayName", "Ann the " + std::to_string(number)},
          {"accountEnabled", true},
          {"proxyAddresses", json::array{"SMTP:" + address}},
          {"mailbox", json::object{{"kind", "user"}}}};
}

} // namespace

json::object& customer::user(std::size_t number) {
  return mock["users"].as_array().at(number).as_object();
}
json::object& customer::service_user() {
  return mock["service_users"].as_array().at(0).as_object();
}
json::object& customer::main_group() {
  return mock["groups"].as_array().at(0).as_object();
}

customer make_customer(const std::string& id, std::size_t mailboxes) {
  customer out{.id = id, .password = "Open-sesame-of-" + id + "-and-nobody-else", .group = guid(id, 0xfffff)};
  json::array users;
  json::array members;
  for (std::size_t i = 0; i < mailboxes; ++i) {
    users.emplace_back(make_user(out, i));
    members.emplace_back(guid(id, i));
  }
  out.mock = {
      {"id", id},
      {"domain", id + ".example"},
      {"service_users", json::array{{{"upn", service_address(out)}, {"password", out.password}}}},
      {"users", std::move(users)},
      {"groups", json::array{{{"id", out.group}, {"displayName", "All"}, {"members", std::move(members)}}}}};
  return out;
}

std::string address_of(const customer& x, std::size_t number) {
  return "ann-" + std::to_string(number) + "@" + x.id + ".example";
}

std::string service_address(const customer& x) {
  return "svc@" + x.id + ".example";
}

void give_own_signature(customer& x, std::size_t number, const std::string& name, const std::string& html) {
  x.user(number)["mailbox"] =
      json::object{{"kind", "user"},
                   {"signatures", json::array{{{"name", name}, {"html", html}, {"text", name}}}},
                   {"default_new", name}};
}

void write_catalogue(const std::filesystem::path& folder, const std::string& version,
                     const std::vector<std::string>& names) {
  std::filesystem::create_directories(folder);
  std::string toml;
  std::string list;
  for (const auto& name : names) {
    toml += "[[signature]]\nname = \"" + name + "\"\nhtml = \"" + name + ".html\"\n\n";
    list += (list.empty() ? "\"" : ", \"") + name + "\"";
    demo::write_file(folder / (name + ".html"),
                     "<p>" + name + " of <b>{{displayName}}</b><br>" + version + "</p>\n");
  }
  demo::write_file(folder / "catalogue.toml", toml + "[[rule]]\nsignatures = [" + list + "]\nnew = \""
                                                  + names.front() + "\"\nreply = \"" + names.back() + "\"\n");
}

} // namespace roamsync::integration
