#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

// The directory over real sockets: its limits, its permissions, and what a catalogue asks of it.
namespace roamsync::integration {
namespace {

namespace json = boost::json;

TEST(directory, a_wait_that_it_asks_for_is_kept_and_costs_no_outcome) {
  auto c = make_customer("firm", 8);
  for (std::size_t i = 0; i < 6; ++i) // Each asks the directory what kind of mailbox it is.
    c.user(i)["mailbox"] = json::object{{"kind", "user"}, {"full_access", false}};
  c.mock["graph_limit"] = json::object{{"rate", 2}, {"burst", 3}};
  c.mock["throttle"] = json::object{{"retry_after", "seconds"}, {"seconds", 1}, {"grows", true}};
  lab in{{std::move(c)}};
  const auto end = in.night();
  EXPECT_EQ(end.what.count("written"), 2U);
  for (std::size_t i = 0; i < 6; ++i)
    EXPECT_EQ(end.what.of(address_of(in.customers()[0], i)).cause, "full_access_missing");
  const auto lines = in.ledger();
  EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const auto& x) { return x.breach == "rate"; }))
      << "the limit was never reached"; // The refusal stands within an answer to a batch, whose own status is 200.
  for (const auto& x : lines)
    EXPECT_NE(x.breach, "retry_after") << x.kind << " at " << x.t;
}

TEST(directory, that_shows_only_ids_ends_the_tenant_with_the_permission_that_is_missing) {
  auto c = make_customer("firm", 3);
  c.mock["user_read"] = false;
  lab in{{std::move(c)}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  EXPECT_EQ(end.what.tenants.at("firm").cause, "consent_missing");
  EXPECT_NE(end.what.tenants.at("firm").detail.find("User.Read.All"), std::string::npos);
}

TEST(directory, is_asked_for_the_extension_attributes_of_the_catalogue) {
  auto c = make_customer("firm", 2);
  c.user(0)["extension_0123456789abcdef0123456789abcdef_team"] = "Blue";
  lab in{{std::move(c)}};
  const auto folder = in.folder() / "catalogues" / "firm";
  demo::write_file(folder / "team.html", "<p>Team {{extension_0123456789abcdef0123456789abcdef_team}}</p>");
  demo::write_file(folder / "catalogue.toml",
                   "[[signature]]\nname = \"Team\"\nhtml = \"team.html\"\n[[rule]]\n"
                   "when = { extension_0123456789abcdef0123456789abcdef_team = "
                   "\"blue\" }\nsignatures = [\"Team\"]\nnew = \"Team\"\n");
  const auto end = in.night();
  EXPECT_EQ(end.what.of(address_of(in.customers()[0], 0)).outcome, "written");
  EXPECT_EQ(end.what.of(address_of(in.customers()[0], 1)).cause, "no_signature_assigned");
  const auto held = json::serialize(in.truth("firm", address_of(in.customers()[0], 0)));
  EXPECT_NE(held.find("Team Blue"), std::string::npos) << held;
}

/// A catalogue that shows the user's manager and photo.
void write_faces(const lab& in) {
  const auto folder = in.folder() / "catalogues" / "firm";
  demo::write_file(folder / "face.html",
                   "<p><img src=\"{{photo}}\" alt=\"{{displayName}}\">{{displayName}}<br>\n"
                   "Boss: {{manager.displayName}}, {{manager.mail}}<br>\nend</p>");
  demo::write_file(folder / "catalogue.toml",
                   "[[signature]]\nname = \"Face\"\nhtml = \"face.html\"\n[[rule]]\n"
                   "when = { manager.displayName = [\"\", \"Ann*\", \"Eva\"] }\nsignatures = [\"Face\"]\n"
                   "new = \"Face\"\n");
}

TEST(directory, is_asked_for_managers_and_photos_if_the_catalogue_shows_them) {
  constexpr auto png = "iVBORw0KGgp4eHh4";
  auto c = make_customer("firm", 12);
  const std::string boss(c.user(2).at("id").as_string());
  c.user(0)["manager"] = boss;
  c.user(0)["photo"] = json::object{{"type", "png"}, {"base64", png}};
  c.user(1)["photo"] = json::object{{"type", "png"}, {"base64", png}};
  c.mock["graph_limit"] = json::object{{"rate", 30}, {"burst", 16}}; // less than a batch costs
  c.mock["throttle"] = json::object{{"retry_after", "seconds"}, {"seconds", 1}, {"grows", true}};
  lab in{{std::move(c)}};
  write_faces(in);
  const auto address = [&](std::size_t i) { return address_of(in.customers()[0], i); };
  const auto html_of = [&](std::size_t i) {
    const auto held = in.truth("firm", address(i));
    return std::string(held.at("signatures").at("Face").at("html").as_string());
  };
  const auto first = in.night();
  EXPECT_EQ(first.what.count("written"), 12U);
  const auto managed = html_of(0);
  EXPECT_NE(managed.find(std::string("data:image/png;base64,") + png), std::string::npos) << managed;
  EXPECT_NE(managed.find("Boss: Ann the 2, " + address(2)), std::string::npos) << managed;
  EXPECT_NE(html_of(1).find(png), std::string::npos);
  EXPECT_EQ(html_of(1).find("Boss"), std::string::npos) << html_of(1);
  EXPECT_EQ(html_of(3).find("<img"), std::string::npos) << html_of(3);
  const auto lines = in.ledger();
  EXPECT_GE(count(lines, "firm", "batch"), 3U) << "parts were throttled and asked for again";
  for (const auto& x : lines)
    EXPECT_NE(x.breach, "retry_after") << x.kind << " at " << x.t;

  const auto writes_of = [&](std::size_t i) {
    return in.truth("firm", address(i)).at("writes").to_number<int>();
  };
  const auto written = writes_of(0);
  const auto second = in.night();
  EXPECT_EQ(second.what.count("unchanged"), 12U);
  EXPECT_EQ(writes_of(0), written);

  in.tell("/control/user",
          {{"tenant", "firm"}, {"user", {{"id", boss}, {"upn", address(2)}, {"displayName", "Eva"}}}});
  const auto third = in.night();
  EXPECT_EQ(third.what.of(address(0)).outcome, "written");
  EXPECT_EQ(third.what.of(address(1)).outcome, "unchanged");
  EXPECT_NE(html_of(0).find("Boss: Eva, " + address(2)), std::string::npos) << html_of(0);
}

TEST(directory, that_fails_on_one_photo_or_manager_costs_that_mailbox_only) {
  constexpr auto png = "iVBORw0KGgp4eHh4";
  auto c = make_customer("firm", 12);
  for (std::size_t i = 0; i < 12; ++i) {
    c.user(i)["manager"] = std::string(c.user(11).at("id").as_string());
    c.user(i)["photo"] = json::object{{"type", "png"}, {"base64", png}};
  }
  // In full each night: the change feeds do not tell that a photo cannot be read any more.
  lab in{{std::move(c)}, quick_answers(), "group_days = 1"};
  write_faces(in);
  const auto& firm = in.customers()[0];
  const auto plant = [&](std::size_t i, const char* what, const char* fault) {
    auto user = customer{firm}.user(i);
    in.tell("/control/user",
            {{"tenant", "firm"}, {"user", {{"id", user.at("id")}, {"upn", user.at("upn")}, {what, fault}}}});
  };
  EXPECT_EQ(in.night().what.count("written"), 12U);
  const auto before = in.truth("firm", address_of(firm, 0));

  plant(0, "photo_fault", "500");
  plant(1, "photo_fault", "refused");
  plant(2, "photo_fault", "broken");
  plant(3, "photo_fault", "permission");
  plant(4, "manager_fault", "refused");
  const auto second = in.night();
  EXPECT_EQ(second.code, 1);
  EXPECT_EQ(second.what.tenants.at("firm").outcome, "done");
  EXPECT_EQ(second.what.count("unchanged"), 7U);
  const auto& why = second.what;
  EXPECT_EQ(why.of(address_of(firm, 0)).cause, "server_error");
  EXPECT_EQ(why.of(address_of(firm, 1)).cause, "request_refused");
  EXPECT_EQ(why.of(address_of(firm, 2)).cause, "unreadable_answer");
  EXPECT_EQ(why.of(address_of(firm, 3)).cause, "request_refused");
  EXPECT_EQ(why.of(address_of(firm, 4)).cause, "request_refused");
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_EQ(why.of(address_of(firm, i)).outcome, "failed") << i;
  EXPECT_TRUE(why.of(address_of(firm, 1)).detail.starts_with("photo: status 403"));
  EXPECT_TRUE(why.of(address_of(firm, 4)).detail.starts_with("manager: status 403"));
  EXPECT_EQ(in.truth("firm", address_of(firm, 0)), before);

  for (std::size_t i = 0; i < 4; ++i)
    plant(i, "photo_fault", "none");
  plant(4, "manager_fault", "none");
  EXPECT_EQ(in.night().what.count("unchanged"), 12U) << "nothing was forgotten";
}

TEST(directory, that_shows_no_photo_for_want_of_a_permission_ends_the_tenant) {
  auto c = make_customer("firm", 3);
  for (std::size_t i = 0; i < 3; ++i)
    c.user(i)["photo_fault"] = "permission";
  lab in{{std::move(c)}};
  write_faces(in);
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  EXPECT_EQ(end.what.tenants.at("firm").cause, "consent_missing");
  EXPECT_NE(end.what.tenants.at("firm").detail.find("photo of user"), std::string::npos);
}

TEST(directory, is_not_asked_for_managers_and_photos_that_no_template_shows) {
  auto c = make_customer("firm", 3);
  c.user(0)["manager"] = std::string(c.user(2).at("id").as_string());
  c.user(0)["photo"] = json::object{{"type", "png"}, {"base64", "iVBORw0KGgp4eHh4"}};
  lab in{{std::move(c)}};
  EXPECT_EQ(in.night().what.count("written"), 3U);
  EXPECT_EQ(count(in.ledger(), "firm", "batch"), 0U);
}

TEST(log, as_json_is_one_object_a_line) {
  auto c = make_customer("firm", 3);
  c.user(0)["mailbox"] = json::object{{"kind", "user"}, {"full_access", false}};
  lab in{{std::move(c)}};
  in.change_config("[log]\n", "[log]\nformat = \"json\"\n");
  (void)in.night();
  std::istringstream log{demo::read_file(in.folder() / "roamsync.log")};
  std::size_t lines = 0;
  for (std::string line; std::getline(log, line); ++lines) {
    const auto one = json::parse(line).as_object();
    EXPECT_EQ(one.size(), 3U) << line;
    EXPECT_TRUE(one.at("time").as_string().ends_with("Z"));
    EXPECT_FALSE(one.at("level").as_string().empty());
    EXPECT_FALSE(one.at("message").as_string().empty());
  }
  EXPECT_GT(lines, 3U);
}

} // namespace
} // namespace roamsync::integration
