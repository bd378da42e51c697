#include "engine/config/config_fields.hpp"
#include "engine/config/config_findings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

namespace roamsync {

namespace {

using testing::HasSubstr;

/// Moves every setting to another allowed value: numbers to their upper bound.
void change_all(config& x) {
  for (const auto& f : bind(x)) {
    const field& what = *f.what;
    if (auto* const* list = std::get_if<std::vector<std::string>*>(&f.where))
      (*list)->push_back("192.0.2.7");
    else if (const auto* choice = std::get_if<choice_slot>(&f.where))
      *choice->value = static_cast<std::uint8_t>((*choice->value + 1U) % what.choices.size());
    else if (auto* const* text = std::get_if<std::string*>(&f.where))
      **text = what.rule == &any_line ? "a \"quoted\" \\ text \xc3\xa4" : **text;
    else
      ASSERT_TRUE(assign(f, static_cast<std::int64_t>(what.upper))) << full_key(what);
  }
}

} // namespace

TEST(print_config, is_read_back_to_the_same) {
  config x;
  change_all(x);
  x.cloud.named["lab"] = {
      {"https", "127.0.0.1", 8443, "/identity"}, {"http", "::1", 80, ""}, {"https", "g", 443, "/g"}};
  x.cloud.named["dod"].graph.port = 444;
  x.cloud.identities["lab"].client_id = "00000000-0000-4000-8000-00000000000a";
  x.cloud.identities["china"].token_scope = "https://scope.example/.default";
  ASSERT_TRUE(config_findings(x).empty()) << config_findings(x).front().what;
  const auto text = print_config(x);
  const auto back = parse_config(text, "printed.toml");
  ASSERT_TRUE(back) << back.failure().message << "\n" << text;
  EXPECT_EQ(print_config(*back), text);
  EXPECT_EQ(back->cloud.named, x.cloud.named);
  for (const auto& [name, own] : x.cloud.identities)
    EXPECT_EQ(back->cloud.identities.at(name), own) << name;
  EXPECT_EQ(back->store.path, x.store.path);
  EXPECT_THAT(text, HasSubstr("Default: \"roamsync.db\"."));
}

TEST(config, has_the_defaults_of_the_machines) {
  const config x;
  EXPECT_EQ(x.retry.base, retry_options{}.base);
  EXPECT_EQ(x.retry.cap, retry_options{}.cap);
  EXPECT_EQ(x.retry.attempts_max, retry_options{}.attempts_max);
  EXPECT_EQ(x.retry.budget_ratio, retry_options{}.budget_ratio);
  EXPECT_EQ(x.retry.patience, retry_options{}.patience);
  EXPECT_EQ(x.retry.throttle_wait_max, retry_options{}.throttle_wait_max);
  EXPECT_EQ(x.night.tenants_per_second, supervisor_options{}.tenants_per_second);
  EXPECT_EQ(x.night.tenants_at_once, supervisor_options{}.tenants_at_once);
  EXPECT_EQ(x.limits.lanes, limit{}.lanes);
}

TEST(config_fields, are_complete_sentences_with_ranges_and_allowed_defaults) {
  config x;
  tenant_import tenant;
  tenant.settings.id = "a";
  std::set<std::string> keys;
  auto all = bind(x);
  for (const auto& f : bind(tenant))
    all.push_back(f);
  cloud_identity own;
  for (const auto& f : bind(own))
    EXPECT_TRUE(fits(f) && f.what->sentence.ends_with('.')) << full_key(*f.what);
  for (const auto& f : all) {
    EXPECT_TRUE(keys.insert(full_key(*f.what)).second) << full_key(*f.what) << " stands there twice";
    EXPECT_TRUE(fits(f)) << full_key(*f.what) << ": the default is not allowed";
    EXPECT_TRUE(f.what->sentence.ends_with('.')) << full_key(*f.what);
    EXPECT_TRUE(std::holds_alternative<bool*>(f.where) || std::holds_alternative<choice_slot>(f.where)
                || f.what->upper > f.what->lower || full_key(*f.what) == "night.opens")
        << full_key(*f.what) << " has no range";
  }
}

TEST(config_reference, is_the_page_in_docs) {
  const std::string path = std::string{ROAMSYNC_SOURCE_DIR} + "/docs/configuration.md";
  if (std::getenv("ROAMSYNC_UPDATE_DOCS"))
    std::ofstream{path} << config_reference();
  std::ifstream in{path};
  const std::string page{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_EQ(page, config_reference()) << "Run this test with ROAMSYNC_UPDATE_DOCS=1 to write the page anew.";
}

TEST(config_reference, says_of_mails_and_limits_what_is_so) {
  const auto page = config_reference();
  EXPECT_THAT(page, HasSubstr("nothing is sent yet"));
  EXPECT_THAT(page, HasSubstr("Requests a second that a service user may make; 0: no limit."));
  for (const auto* gone : {"redirect_uri", "mailbox_lanes"})
    EXPECT_THAT(page, testing::Not(HasSubstr(gone)));
}

TEST(config_reference, shows_examples_that_are_accepted) {
  const auto page = config_reference();
  std::vector<std::string> examples;
  const std::string open = "```toml\n";
  for (auto at = page.find(open); at != page.npos; at = page.find(open, at + 1))
    examples.push_back(page.substr(at + open.size(), page.find("```\n", at + 1) - at - open.size()));
  ASSERT_EQ(examples.size(), 3u);
  const auto file = parse_config(examples[0], "example");
  ASSERT_TRUE(file) << file.failure().message;
  EXPECT_EQ(find_cloud(*file, "")->outlook, (endpoint{"https", "127.0.0.1", 8443, "/outlook"}));
  const auto limits = parse_config(examples[1], "example");
  ASSERT_TRUE(limits) << limits.failure().message;
  EXPECT_EQ(limits->limits.at.size(), 1U);
  const auto tenants = parse_tenants(examples[2], "example");
  ASSERT_TRUE(tenants) << tenants.failure().message;
  EXPECT_EQ(tenants.value().size(), 1u);
}

} // namespace roamsync
