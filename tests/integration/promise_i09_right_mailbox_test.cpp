#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

/// How the service goes astray, and whether the service user has signatures of its own.
class astray : public testing::TestWithParam<std::tuple<const char*, bool, const char*>> {};

TEST_P(astray, the_write_is_found_out_and_no_second_one_follows) {
  const auto [kind, own, way] = GetParam();
  auto c = make_customer("firm", 6);
  c.sign_in = way;
  c.mock["u3"] = kind;
  if (own) {
    // The service user's mailbox is a user of the directory, too, but no member.
    json::object service{
        {"id", "99999999-0000-4000-8000-0000000000aa"},
        {"upn", service_address(c)},
        {"mail", service_address(c)},
        {"displayName", "Service"},
        {"mailbox", json::object{{"kind", "user"},
                                 {"signatures",
                                  json::array{{{"name", "Service's"}, {"html", "<p>s</p>"}, {"text", "s"}}}},
                                 {"default_new", "Service's"}}}};
    c.mock["users"].as_array().push_back(std::move(service));
  }
  lab in{{std::move(c)}};
  const auto before = own ? in.truth("firm", "svc@firm.example") : json::object{};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  EXPECT_EQ(end.what.count("written"), 0U);
  EXPECT_EQ(end.what.tenants.at("firm").cause, "wrong_mailbox");
  const auto lines = in.ledger();
  const auto contents =
      std::count_if(lines.begin(), lines.end(), [](const auto& x) { return x.kind == "patch"; });
  // Reads that show the caller are found out before any write; writes that go astray by the first one at the
  // latest (the pioneer of tenant_machine).
  EXPECT_LE(contents, kind == std::string{"reads_and_writes_to_caller"} ? 0 : 1);
  for (const auto& x : lines)
    if (x.kind == "delete")
      ADD_FAILURE() << "a deletion in " << x.mailbox;
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(end.what.of(address_of(in.customers()[0], i)).cause, "wrong_mailbox");
    EXPECT_TRUE(in.truth("firm", address_of(in.customers()[0], i)).at("signatures").as_object().empty());
  }
  if (own) {
    const auto after = in.truth("firm", "svc@firm.example");
    EXPECT_EQ(after.at("signatures").as_object().at("Service's"),
              before.at("signatures").as_object().at("Service's"));
    EXPECT_EQ(after.at("default_new"), before.at("default_new"));
  }
}

INSTANTIATE_TEST_SUITE_P(promise_i09, astray,
                         testing::Combine(testing::Values("writes_to_caller", "reads_and_writes_to_caller"),
                                          testing::Bool(), testing::Values("browser", "token")),
                         [](const auto& x) {
                           return std::string{std::get<0>(x.param)}
                                  + (std::get<1>(x.param) ? "_own_signature_" : "_empty_")
                                  + std::get<2>(x.param);
                         });

TEST(promise_i09, a_service_that_needs_one_hint_only_gets_both) {
  for (const auto* hint : {"path", "header"}) {
    auto c = make_customer("firm", 3);
    c.mock["routing"] = json::array{hint};
    lab in{{std::move(c)}};
    const auto end = in.night();
    EXPECT_EQ(end.code, 0) << hint;
    expect_honest(in, end.what, "version-one");
  }
}

} // namespace
} // namespace roamsync::integration
