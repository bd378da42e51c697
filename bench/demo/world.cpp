#include "bench/demo/world.hpp"

#include "bench/demo/dice.hpp"
#include "bench/demo/names.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace roamsync::demo {
namespace {

/// Customers with a trouble are small, so that none of them decides how long the night takes.
constexpr std::size_t troubled_members_max = 8;

/// Sizes of healthy customers: many small ones, few large ones, `sum` in all.
std::vector<std::size_t> healthy_sizes(dice& chance, std::size_t count, std::size_t sum) {
  std::vector<double> weights(count);
  for (auto& x : weights)
    x = std::pow(chance.unit() + 0.02, -1.5);
  const auto sizes_at = [&weights](double scale) {
    std::vector<std::size_t> sizes;
    sizes.reserve(weights.size());
    for (const auto x : weights)
      sizes.push_back(
          std::clamp(static_cast<std::size_t>(x * scale), tenant_mailboxes_min, tenant_mailboxes_max));
    return sizes;
  };
  double low = 0;
  double high = static_cast<double>(sum);
  for (int i = 0; i < 60; ++i) {
    const auto middle = (low + high) / 2;
    const auto sizes = sizes_at(middle);
    (std::accumulate(sizes.begin(), sizes.end(), std::size_t{0}) <= sum ? low : high) = middle;
  }
  auto sizes = sizes_at(low);
  auto missing = sum - std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
  for (std::size_t i = 0; missing > 0; i = (i + 1) % count)
    if (sizes[i] < tenant_mailboxes_max) {
      ++sizes[i];
      --missing;
    }
  return sizes;
}

/// What the server allows and whether roamsync knows it. The larger the customer, the more lanes, as licences
/// scale limits: so that no customer alone decides how long the night takes.
void set_limits(company& x, std::size_t members, dice& chance) {
  if (x.what == trouble::throttled_hard) {
    x.server = {.lanes = 1, .rate = 2, .burst = 3};
    return;
  }
  x.told = members > 60 || !chance.one_in(3);
  if (x.told) {
    const auto lanes = std::clamp(static_cast<unsigned>((members + 32) / 33), 2u, 6u);
    x.server = {.lanes = lanes, .rate = lanes * (chance.one_in(4) ? 4.0 : 6.0), .burst = lanes * 4};
  } else if (members <= 30 && chance.one_in(4)) {
    x.server = {.lanes = 2, .rate = 8, .burst = 10}; // tight, and nobody says so
  } else {
    x.server = {.lanes = 8, .rate = 60, .burst = 60};
  }
}

person make_person(const company& of, std::set<std::string>& addresses, dice& chance) {
  const auto invented = invent_person(chance);
  person x;
  x.id = chance.guid();
  x.given_name = invented.given_name;
  x.family_name = invented.family_name;
  x.display_name = invented.given_name + " " + invented.family_name;
  x.job_title = invented.job_title;
  x.department = invented.department;
  x.phone = invented.phone;
  x.mobile = invented.mobile;
  auto address = invented.latin + "@" + of.domain;
  for (int n = 2; !addresses.insert(address).second; ++n)
    address = invented.latin + std::to_string(n) + "@" + of.domain;
  x.address = address;
  x.own_signature = chance.one_in(4);
  return x;
}

void add_people(company& x, std::size_t members, dice& chance) {
  std::set<std::string> addresses{x.service_user};
  const bool nests = chance.one_in(4);
  for (std::size_t i = 0; i < members; ++i) {
    x.people.push_back(make_person(x, addresses, chance));
    x.people.back().nested = nests && chance.one_in(3);
  }
  // Colleagues outside the group, whom nobody may touch.
  for (auto n = chance.one_in(5) ? chance.between(1, 2) : 0; n > 0; --n) {
    x.people.push_back(make_person(x, addresses, chance));
    x.people.back().in_group = false;
  }
  auto& first = x.people.front();
  if (x.what == trouble::unlicensed)
    first.box = box_kind::unlicensed;
  if (x.what == trouble::shared_mailbox)
    first.box = box_kind::shared;
  if (x.what == trouble::full_access_missing)
    first.full_access = x.people[1].full_access = false;
  if (x.what == trouble::empty_group)
    for (auto& p : x.people)
      p.in_group = false;
}

company make_company(trouble what, std::size_t members, std::set<std::string>& domains, dice& chance) {
  company x;
  x.id = chance.guid();
  x.what = what;
  for (;;) {
    auto invented = invent_company(chance);
    x.domain = domain_label(invented.name) + ".example";
    if (!domains.insert(x.domain).second)
      continue;
    x.name = std::move(invented.name);
    x.street = std::move(invented.street);
    x.postal_code = std::move(invented.postal_code);
    x.city = std::move(invented.city);
    break;
  }
  x.service_user = "signaturdienst@" + x.domain;
  x.password = chance.password();
  x.group_id = chance.guid();
  x.nested_group_id = chance.guid();
  x.source = static_cast<group_setting>(chance.between(0, 2));
  x.token_sign_in = what == trouble::none && chance.one_in(10);
  set_limits(x, members, chance);
  add_people(x, members, chance);
  return x;
}

world empty_world(std::uint64_t seed, dice& chance) {
  world result;
  result.seed = seed;
  result.client_id = chance.guid();
  result.client_secret = chance.password();
  return result;
}

} // namespace

std::string_view to_string(trouble x) noexcept {
  switch (x) {
  case trouble::none:
    return "healthy";
  case trouble::wrong_password:
    return "wrong password";
  case trouble::mfa:
    return "MFA demanded";
  case trouble::conditional_access:
    return "Conditional Access block";
  case trouble::expired_password:
    return "expired password";
  case trouble::consent_missing:
    return "consent missing";
  case trouble::full_access_missing:
    return "FullAccess missing on some mailboxes";
  case trouble::unlicensed:
    return "mailbox without licence";
  case trouble::shared_mailbox:
    return "shared mailbox";
  case trouble::empty_group:
    return "empty group";
  case trouble::throttled_hard:
    return "throttled hard";
  case trouble::hanging_server:
    return "hanging server";
  case trouble::html_for_json:
    break;
  }
  return "HTML where JSON was due";
}

std::size_t company::members() const {
  return static_cast<std::size_t>(std::ranges::count_if(people, &person::in_group));
}

std::size_t world::mailboxes() const {
  std::size_t sum = 0;
  for (const auto& x : companies)
    sum += x.members();
  return sum;
}

std::string why_not(const world_size& size) {
  if (size.tenants < tenants_min || size.tenants > 5'000)
    return "--tenants must be from " + std::to_string(tenants_min)
           + " to 5000, so that each trouble has its own and "
             "healthy ones stand beside them.";
  // 80 on average: the troubled are small, and no healthy one has more than 200.
  const auto low = 6 * size.tenants;
  const auto high = 80 * size.tenants;
  if (size.mailboxes < low || size.mailboxes > high)
    return "--mailboxes must be from " + std::to_string(low) + " to " + std::to_string(high) + " for "
           + std::to_string(size.tenants) + " tenants of 3 to 200 mailboxes.";
  return {};
}

world make_world(const world_size& size) {
  dice chance{size.seed};
  auto result = empty_world(size.seed, chance);
  constexpr auto troubled = trouble_count - 1;
  std::vector<std::pair<trouble, std::size_t>> plan;
  std::size_t left = size.mailboxes;
  for (std::size_t i = 1; i < trouble_count; ++i) {
    const auto members = chance.between(tenant_mailboxes_min, troubled_members_max);
    plan.emplace_back(static_cast<trouble>(i), members);
    if (static_cast<trouble>(i) != trouble::empty_group)
      left -= members;
  }
  for (const auto members : healthy_sizes(chance, size.tenants - troubled, left))
    plan.emplace_back(trouble::none, members);
  for (auto i = plan.size() - 1; i > 0; --i)
    std::swap(plan[i], plan[chance.between(0, i)]);

  std::set<std::string> domains;
  for (const auto& [what, members] : plan)
    result.companies.push_back(make_company(what, members, domains, chance));
  return result;
}

world healthy_world(std::uint64_t seed, std::span<const std::size_t> members) {
  dice chance{seed};
  auto result = empty_world(seed, chance);
  std::set<std::string> domains;
  for (const auto count : members) {
    auto& made = result.companies.emplace_back(make_company(trouble::none, count, domains, chance));
    std::erase_if(made.people, [](const person& x) { return !x.in_group; });
  }
  return result;
}

world sample_of(const world& all, std::size_t count) {
  world result = all;
  result.companies.clear();
  std::size_t taken = 0;
  for (const auto& x : all.companies) {
    const auto members = x.members();
    // At least three customers: signing in is part of what one after another costs.
    if (x.what != trouble::none || members > std::max(count / 3, tenant_mailboxes_min)
        || taken + members > count)
      continue;
    result.companies.push_back(x);
    taken += members;
  }
  return result;
}

} // namespace roamsync::demo
