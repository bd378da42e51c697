#include "engine/mailbox/shown.hpp"
#include "tests/simulation/world/world.hpp"

#include <algorithm>
#include <utility>

// What the service does with a command that it lets through, and what it sees broken by it (I8).
namespace roamsync::simulation {

namespace {

std::vector<stored_signature>::iterator find(sim_mailbox& box, std::string_view name) {
  return std::find_if(box.signatures.begin(), box.signatures.end(),
                      [&](const stored_signature& x) { return same_name(x.name, name); });
}

} // namespace

world::served world::perform(std::size_t tenant, std::size_t user, std::uint32_t box,
                             const roaming_command& what) {
  auto& of = tenants_[tenant];
  const auto home = static_cast<std::uint32_t>(of.homes[user]);
  auto reads = of.routes == routing::all_goes_home ? home : box;
  auto writes = of.routes == routing::right ? box : home;
  served out;
  std::visit(
      [&](const auto& x) {
        if constexpr (requires { show(of.home(), x); })
          out.reply.settings = show(of.mailboxes[reads], x);
        else
          apply(tenant, box, writes, x);
      },
      what);
  return out;
}

void world::apply(std::size_t tenant, std::uint32_t meant, std::uint32_t landed, const write_contents& x) {
  auto& box = tenants_[tenant].mailboxes[landed];
  for (const auto& wanted : x.signatures) {
    seen_.writes.push_back(
        {time_.now(), static_cast<std::uint32_t>(tenant), write_kind::content, meant, landed, wanted.name});
    auto it = find(box, wanted.name);
    if (it == box.signatures.end())
      it = box.signatures.insert(it, {.name = wanted.name});
    else if (!it->ours)
      broken(tenant, "the user's own signature " + wanted.name + " of " + box.address + " was overwritten");
    it->html = wanted.html;
    it->text = wanted.text;
    it->ours = true;
    std::erase_if(box.stale, [&](const std::string& name) { return same_name(name, wanted.name); });
  }
}

void world::apply(std::size_t tenant, std::uint32_t meant, std::uint32_t landed, const write_defaults& x) {
  auto& box = tenants_[tenant].mailboxes[landed];
  auto set = [&](std::optional<std::string>& target, const std::optional<std::string>& value) {
    if (!value)
      return;
    seen_.writes.push_back(
        {time_.now(), static_cast<std::uint32_t>(tenant), write_kind::defaults, meant, landed, *value});
    if (value->empty() && target && !target->empty())
      broken(tenant, "the default " + *target + " of " + box.address + " was cleared");
    // Writes that go astray are judged by where they landed, not by what they point to there.
    if (!value->empty() && meant == landed && find(box, *value) == box.signatures.end())
      broken(tenant, "the default of " + box.address + " was set to " + *value + ", which is not there");
    target = *value;
  };
  set(box.default_new, x.for_new);
  set(box.default_reply, x.for_reply);
}

void world::apply(std::size_t tenant, std::uint32_t meant, std::uint32_t landed, const delete_signature& x) {
  auto& box = tenants_[tenant].mailboxes[landed];
  auto it = find(box, x.name);
  if (it == box.signatures.end())
    return;
  seen_.writes.push_back(
      {time_.now(), static_cast<std::uint32_t>(tenant), write_kind::deletion, meant, landed, x.name});
  if (!it->ours)
    broken(tenant, "the user's own signature " + x.name + " of " + box.address + " was deleted");
  for (const auto& pointer : {box.default_new, box.default_reply})
    if (pointer && same_name(*pointer, x.name))
      broken(tenant, "a default of " + box.address + " points to " + x.name + ", which was deleted");
  box.signatures.erase(it);
}

} // namespace roamsync::simulation
