#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/control/control.hpp"
#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr auto query = "?settingname=roaming_signature_list";

/// A playground with a control port.
struct controlled : playground {
  using playground::playground;
  traffic seen;
  control port{mock, book, seen};

  response call(std::string_view method, std::string_view what, std::string body = "") {
    return port.arrive(make_request(method, "/control/" + std::string(what), std::move(body)), now).answer;
  }
};

} // namespace

TEST(ledger, line_of_a_write_tells_everything) {
  playground mock;
  auto body = "[" + content_item("Work", "txt", "w") + "]";
  mock.outlook_token();
  mock.advance(0.5);
  mock.outlook_send("PATCH", settings_path("ANN@t1.example", "/account"), body, large);
  auto line = mock.lines().back();
  EXPECT_EQ(line.at("t").as_double(), 1.5);
  EXPECT_EQ(text_of(line, "tenant"), "11111111-1111-1111-1111-111111111111");
  EXPECT_EQ(text_of(line, "service_user"), "svc@t1.example");
  EXPECT_EQ(text_of(line, "mailbox"), "ann@t1.example");
  EXPECT_EQ(text_of(line, "target"), "ann@t1.example");
  EXPECT_EQ(text_of(line, "kind"), "patch");
  EXPECT_EQ(text_of(line, "method"), "PATCH");
  EXPECT_EQ(line.at("status").as_int64(), 200);
  EXPECT_EQ(line.at("in_flight").as_int64(), 1);
  EXPECT_TRUE(line.at("breach").is_null());
  EXPECT_EQ(text_of(line, "digest"), sha256_hex(body));
  EXPECT_TRUE(line.at("applied").as_bool());
  EXPECT_EQ(line.at("names").at(0).as_string(), "Work");
}

TEST(ledger, refused_write_is_not_applied_and_has_no_digest) {
  playground mock;
  mock.outlook_send("PATCH", settings_path("bob@t1.example", "/account"), "[]", large);
  auto line = mock.lines().back();
  EXPECT_FALSE(line.at("applied").as_bool());
  EXPECT_TRUE(line.at("digest").is_null());
  EXPECT_EQ(text_of(line, "mailbox"), "");
  EXPECT_EQ(text_of(line, "target"), "bob@t1.example");
}

TEST(ledger, every_kind_of_request_has_its_name) {
  playground mock;
  auto kind_after = [&](const request& in) {
    mock.ask(in);
    return text_of(mock.lines().back(), "kind");
  };
  EXPECT_EQ(kind_after(make_request("GET", "/outlook/owa/")), "owa");
  EXPECT_EQ(kind_after(make_request("GET", "/identity/common/oauth2/authorize")), "authorize");
  EXPECT_EQ(kind_after(make_request("POST", "/identity/common/GetCredentialType", "{}")), "credential_type");
  EXPECT_EQ(kind_after(make_form("/identity/common/login", {})), "login");
  EXPECT_EQ(kind_after(make_form("/identity/kmsi", {})), "kmsi");
  EXPECT_EQ(kind_after(make_form("/outlook/owa/", {})), "handback");
  EXPECT_EQ(kind_after(make_form("/t1.example/oauth2/v2.0/token", {})), "token");
  EXPECT_EQ(kind_after(make_request("GET", "/t1.example/adminconsent")), "consent");
  EXPECT_EQ(kind_after(make_request("GET", settings_path())), "list");
  EXPECT_EQ(kind_after(make_request("GET", settings_path(), "", large)), "content");
  EXPECT_EQ(kind_after(make_request("PATCH", settings_path())), "defaults");
  EXPECT_EQ(kind_after(make_request("DELETE", settings_path())), "delete");
  EXPECT_EQ(kind_after(make_request("GET", "/v1.0/groups/g/transitiveMembers")), "members");
  EXPECT_EQ(kind_after(make_request("GET", "/v1.0/groups/g")), "group");
  EXPECT_EQ(kind_after(make_request("GET", "/v1.0/users/u")), "user");
  EXPECT_EQ(kind_after(make_request("GET", "/v1.0/users")), "users");
  EXPECT_EQ(kind_after(make_request("POST", "/v1.0/$batch")), "batch");
  EXPECT_EQ(kind_after(make_request("GET", "/v1.0/users/u/mailboxSettings")), "mailbox_settings");
  EXPECT_EQ(kind_after(make_request("GET", "/v1.0/users/delta")), "delta");
  EXPECT_EQ(kind_after(make_request("POST", "/owa/service.svc?action=X")), "classic");
  EXPECT_EQ(kind_after(make_request("GET", "/outlook/healthz")), "other");
}

TEST(ledger, file_holds_the_lines_after_flush) {
  auto path = testing::TempDir() + "mock_ledger_test.jsonl";
  ledger book(path);
  ASSERT_FALSE(book.failed());
  book.write({.method = "GET", .status = 200}, instant{});
  book.mark("here \"it\" is", std::chrono::milliseconds{1500});
  book.flush();
  ledger other(""); // nothing to do with the file
  EXPECT_EQ(other.lines(), 0u);
  auto all = book.read(0, 100);
  EXPECT_TRUE(all.ends_with("{\"t\":1.500000,\"mark\":\"here \\\"it\\\" is\"}\n")) << all;
  EXPECT_EQ(book.read(1, 1), "{\"t\":1.500000,\"mark\":\"here \\\"it\\\" is\"}\n");
  EXPECT_EQ(book.read(7, 1), "");
  std::remove(path.c_str());
}

TEST(ledger, unwritable_file_is_a_failure) {
  EXPECT_TRUE(ledger("/nowhere/at/all.jsonl").failed());
}

TEST(control, counts_and_ledger_and_reset) {
  controlled mock;
  mock.outlook_get(settings_path("ann@t1.example", query));
  auto counts = json_of(mock.call("GET", "counts"));
  EXPECT_EQ(counts.at("requests").as_int64(), 2);
  EXPECT_EQ(counts.at("by_kind").at("list").as_int64(), 1);
  EXPECT_EQ(counts.at("by_status").at("200").as_int64(), 2);
  EXPECT_EQ(counts.at("by_tenant").at("11111111-1111-1111-1111-111111111111").as_int64(), 2);
  auto second = json::parse(mock.call("GET", "ledger?from=1").body);
  EXPECT_EQ(text_of(second, "kind"), "list");
  mock.call("POST", "reset_ledger");
  EXPECT_EQ(mock.call("GET", "ledger").body, "");
  mock.call("POST", "mark", R"({"label":"next"})");
  EXPECT_EQ(mock.call("GET", "ledger?from=0").body, "{\"t\":1.000000,\"mark\":\"next\"}\n");
  EXPECT_EQ(mock.book.lines(), 1u);
  EXPECT_EQ(json_of(mock.call("GET", "counts")).at("requests").as_int64(), 0);
}

TEST(control, truth_shows_what_mailboxes_hold) {
  controlled mock;
  mock.outlook_send("PATCH", settings_path("ann@t1.example", "/account"),
                    "[" + content_item("Work", "txt", "w") + "]", large);
  auto ann =
      json_of(mock.call("GET", "truth")).at("11111111-1111-1111-1111-111111111111").at("ann@t1.example");
  EXPECT_EQ(text_of(ann.at("signatures").at("Work"), "text"), "w");
  EXPECT_TRUE(ann.at("signatures").at("Work").at("html").is_null());
  EXPECT_EQ(text_of(ann, "default_new"), "Old");
  EXPECT_TRUE(ann.at("default_reply").is_null());
  EXPECT_EQ(ann.at("writes").as_int64(), 1);
  EXPECT_EQ(ann.at("list").as_array().size(), 2u);
  auto digests = json_of(mock.call("GET", "truth?tenant=t1.example&content=digest"));
  auto again = digests.at("11111111-1111-1111-1111-111111111111").at("ann@t1.example");
  EXPECT_EQ(text_of(again.at("signatures").at("Work"), "text"), sha256_hex("w"));
  EXPECT_EQ(mock.call("GET", "truth?tenant=other").body, "{}");
}

TEST(control, fault_and_limit_are_set_and_taken_back) {
  controlled mock;
  auto path = settings_path("ann@t1.example", query);
  auto fault = [&](std::string_view text) {
    return mock
        .call("POST", "fault",
              R"({"tenant":"t1.example","mailbox":"ann@t1.example","fault":)" + std::string(text) + "}")
        .status;
  };
  EXPECT_EQ(fault("\"503\""), 200u);
  EXPECT_EQ(mock.outlook_get(path).status, 503u);
  EXPECT_EQ(fault("null"), 200u);
  EXPECT_EQ(mock.outlook_get(path).status, 200u);
  EXPECT_EQ(fault("\"no such\""), 400u);
  mock.call("POST", "limit",
            R"({"tenant":"t1.example","service_user":"svc@t1.example","limit":{"rate":0.001}})");
  EXPECT_EQ(mock.outlook_get(path).status, 200u);
  EXPECT_EQ(mock.outlook_get(path).status, 429u);
}

TEST(control, user_change_keeps_what_the_mailbox_holds) {
  controlled mock;
  mock.outlook_send("PATCH", settings_path("ann@t1.example", "/account"),
                    "[" + content_item("Work", "txt", "w") + "]", large);
  auto answer =
      mock.call("POST", "user", R"({"tenant":"t1.example","user":{"id":"00000000-0000-0000-0000-000000000001",
    "upn":"ann@t1.example","jobTitle":"Boss","mailbox":{"full_access":false}}})");
  ASSERT_EQ(answer.status, 200u) << answer.body;
  auto user = mock.graph_get("/graph/v1.0/users/ann@t1.example?$select=jobTitle,displayName");
  EXPECT_EQ(text_of(user, "jobTitle"), "Boss");
  EXPECT_EQ(text_of(user, "displayName"), "ann");
  EXPECT_EQ(mock.outlook_get(settings_path("ann@t1.example", query)).status, 403u);
  EXPECT_EQ(mock.mock.state().find_tenant("t1.example")->box("ann@t1.example")->signatures().size(), 2u);
}

TEST(control, group_members_come_and_go) {
  controlled mock;
  auto members = [&] {
    return mock.graph_get("/graph/v1.0/groups/g-sub/members").at("value").as_array().size();
  };
  mock.call("POST", "group", R"({"tenant":"t1.example","group":{"id":"g-sub"},
    "add_members":["00000000-0000-0000-0000-000000000003"],"remove_members":["g-all"]})");
  EXPECT_EQ(members(), 2u);
  mock.call("POST", "user", R"({"tenant":"t1.example","remove":"00000000-0000-0000-0000-000000000003"})");
  EXPECT_EQ(members(), 1u);
}

TEST(control, tenants_and_scenario_are_taken_at_run_time) {
  controlled mock;
  EXPECT_EQ(mock.call("POST", "tenants", R"({"tenants":[{"id":"t2","domain":"t2.example"}]})").status, 200u);
  EXPECT_EQ(mock.mock.state().tenants().size(), 2u);
  auto wrong = mock.call("POST", "scenario", R"({"tenants":[{"id":"t3"}]})");
  EXPECT_EQ(wrong.status, 400u);
  EXPECT_EQ(text_of(json_of(wrong), "error"),
            "tenants[0].domain is missing: a text that is not empty is needed.");
  EXPECT_EQ(mock.mock.state().tenants().size(), 2u) << "the old scenario goes on";
  EXPECT_EQ(mock.call("POST", "scenario", R"({"tenants":[]})").status, 200u);
  EXPECT_EQ(mock.mock.state().tenants().size(), 0u);
}

TEST(control, clock_ages_tokens_but_not_the_ledger) {
  controlled mock;
  auto path = settings_path("ann@t1.example", query);
  EXPECT_EQ(mock.outlook_get(path).status, 200u);
  mock.call("POST", "clock", R"({"advance_s":4000})");
  EXPECT_EQ(mock.outlook_get(path).status, 401u);
  EXPECT_EQ(mock.lines().back().at("t").as_double(), 1.0);
}

TEST(control, request_in_flight_survives_the_change_of_the_scenario) {
  controlled mock;
  auto in = make_request("GET", settings_path("ann@t1.example", query), "",
                         {{"Authorization", "Bearer " + mock.outlook_token()}});
  auto open = mock.begin(in);
  mock.call("POST", "scenario", "{}");
  mock.end(open);
  EXPECT_EQ(text_of(mock.lines().back(), "mailbox"), "ann@t1.example");
}

TEST(control, unknown_calls_are_404) {
  controlled mock;
  EXPECT_EQ(mock.call("GET", "nothing").status, 404u);
  EXPECT_EQ(mock.call("POST", "mark", "{").status, 400u);
}

} // namespace mock_exchange
