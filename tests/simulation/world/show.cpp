#include "engine/mailbox/shown.hpp"
#include "tests/simulation/world/world.hpp"

namespace roamsync::simulation {

namespace {

std::string cased(const sim_mailbox& box, std::string name) {
  if (box.shouts)
    for (auto& c : name)
      if (c >= 'a' && c <= 'z')
        c = static_cast<char>(c - 'a' + 'A');
  return name;
}

roaming_setting entry(const sim_mailbox& box, const std::string& name, const std::string& key,
                      std::string value, const char* type) {
  return {.name = cased(box, name),
          .secondary_key = key,
          .value = std::move(value),
          .scope = box.scope,
          .type = type};
}

} // namespace

std::vector<roaming_setting> show(const sim_mailbox& box, const read_defaults&) {
  std::vector<roaming_setting> out = box.foreign;
  std::string list;
  for (const auto& x : box.signatures)
    list += (list.empty() ? "" : ",") + cased(box, x.name);
  for (const auto& x : box.stale)
    list += (list.empty() ? "" : ",") + cased(box, x);
  auto add = [&](const std::string& name, const std::string& value, const char* type) {
    out.push_back(entry(box, name, name, value, type));
  };
  if (!list.empty())
    add("roaming_signature_list", list, "BlobArray");
  if (box.default_new)
    add("roaming_new_signature", cased(box, *box.default_new), "String");
  if (box.default_reply)
    add("roaming_reply_signature", cased(box, *box.default_reply), "String");
  return out;
}

std::vector<roaming_setting> show(const sim_mailbox& box, const read_contents& what) {
  std::vector<roaming_setting> out;
  for (const auto& x : box.signatures) {
    if (!contains_name(what.names, x.name))
      continue;
    // The service wraps what it stores (wire.md 4.1.4).
    out.push_back(
        entry(box, x.name, "htm", "<html>\r\n<body><div>" + x.html + "</div>\r\n</body></html>", "Blob"));
    out.push_back(entry(box, x.name, "txt", x.text, "Blob"));
  }
  return out;
}

} // namespace roamsync::simulation
