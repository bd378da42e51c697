#include "bench/demo/mock_scenario.hpp"
#include "bench/demo/names.hpp"
#include "bench/demo/world.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace roamsync::demo {
namespace {

std::string text_of(const world& x) {
  return boost::json::serialize(mock_scenario(x));
}

TEST(world, has_as_many_customers_and_mailboxes_as_asked_for) {
  for (const world_size size :
       {world_size{}, world_size{3, 20, 120}, world_size{4, 20, 1'600}, world_size{5, 60, 1'200}}) {
    ASSERT_EQ(why_not(size), "");
    const auto x = make_world(size);
    EXPECT_EQ(x.companies.size(), size.tenants);
    EXPECT_EQ(x.mailboxes(), size.mailboxes);
    for (const auto& c : x.companies)
      if (c.what != trouble::empty_group) {
        EXPECT_GE(c.members(), tenant_mailboxes_min);
        EXPECT_LE(c.members(), tenant_mailboxes_max);
      }
  }
}

TEST(world, has_each_trouble_once) {
  std::map<trouble, int> count;
  for (const auto& c : make_world({}).companies)
    ++count[c.what];
  for (std::size_t i = 1; i < trouble_count; ++i)
    EXPECT_EQ(count[static_cast<trouble>(i)], 1) << to_string(static_cast<trouble>(i));
}

TEST(world, is_the_same_for_the_same_seed_and_another_for_another) {
  const auto one = text_of(make_world({.seed = 1, .tenants = 20, .mailboxes = 200}));
  EXPECT_EQ(one, text_of(make_world({.seed = 1, .tenants = 20, .mailboxes = 200})));
  EXPECT_NE(one, text_of(make_world({.seed = 2, .tenants = 20, .mailboxes = 200})));
}

TEST(world, names_nobody_twice) {
  std::set<std::string> seen;
  for (const auto& c : make_world({}).companies) {
    EXPECT_TRUE(seen.insert(c.id).second);
    EXPECT_TRUE(seen.insert(c.domain).second);
    EXPECT_TRUE(seen.insert(c.service_user).second);
    EXPECT_GE(c.password.size(), 32u);
    for (const auto& p : c.people) {
      EXPECT_TRUE(seen.insert(p.id).second);
      EXPECT_TRUE(seen.insert(p.address).second) << p.address;
    }
  }
}

TEST(world, has_names_that_try_the_encodings) {
  const auto text = text_of(make_world({}));
  for (const auto* part : {"ü", "ß", "أمير", "🚀", " & ", "’"})
    EXPECT_NE(text.find(part), std::string::npos) << part;
}

TEST(world, refuses_sizes_that_cannot_be) {
  EXPECT_NE(why_not({1, 19, 1'000}), "");
  EXPECT_NE(why_not({1, 20, 119}), "");
  EXPECT_NE(why_not({1, 20, 1'601}), "");
}

TEST(world, the_sample_is_small_healthy_and_of_several_customers) {
  const auto sample = sample_of(make_world({}), 25);
  EXPECT_GE(sample.companies.size(), 3u);
  EXPECT_LE(sample.mailboxes(), 25u);
  EXPECT_GT(sample.mailboxes(), 12u);
  for (const auto& c : sample.companies)
    EXPECT_EQ(c.what, trouble::none);
}

TEST(world, a_healthy_world_has_the_sizes_that_were_asked_for) {
  const std::vector<std::size_t> members{3, 50, 7};
  const auto x = healthy_world(1, members);
  ASSERT_EQ(x.companies.size(), members.size());
  for (std::size_t i = 0; i < members.size(); ++i) {
    EXPECT_EQ(x.companies[i].what, trouble::none);
    EXPECT_EQ(x.companies[i].members(), members[i]);
    EXPECT_EQ(x.companies[i].people.size(), members[i]) << "nobody beside the group";
  }
}

TEST(world, an_empty_group_has_users_beside_it) {
  const auto x = make_world({});
  const auto& c = *std::ranges::find(x.companies, trouble::empty_group, &company::what);
  EXPECT_EQ(c.members(), 0u);
  EXPECT_FALSE(c.people.empty());
}

TEST(names, a_domain_label_has_latin_letters_only) {
  EXPECT_EQ(domain_label("Müller & Söhne Größenwahn GmbH & Co. KG"),
            "mueller-soehne-groessenwahn-gmbh-co-kg");
  EXPECT_EQ(domain_label("O’Connor e. K."), "oconnor-e-k");
}

} // namespace
} // namespace roamsync::demo
