#include "bench/mock_exchange/control/control.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/control/answers.hpp"
#include "bench/mock_exchange/control/service_users.hpp"
#include "bench/mock_exchange/control/truth.hpp"
#include "bench/mock_exchange/http/target.hpp"
#include "bench/mock_exchange/scenario/loader.hpp"

#include <boost/json/parse.hpp>

#include <charconv>
#include <limits>

namespace mock_exchange {

namespace json = boost::json;

namespace {

std::uint64_t number_at(const target& url, std::string_view name, std::uint64_t otherwise) {
  auto text = url.query.get(name);
  std::uint64_t out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

} // namespace

turn control::arrive(const request& in, instant raw) {
  auto url = parse_target(in.target);
  turn out;
  if (url.broken || url.at(0) != "control" || url.segments.size() != 2)
    out.answer = not_found_answer("There is no such control call.");
  else if (in.method == "GET")
    out.answer = answer_get(url, raw);
  else if (in.method == "POST")
    out.answer = answer_post(url, in, raw);
  else
    out.answer = json_answer(405, R"({"error":"Only GET and POST are known."})");
  return out;
}

response control::answer_get(const target& url, instant raw) {
  auto what = url.at(1);
  if (what == "health")
    return ok_answer();
  if (what == "counts") {
    std::string body;
    book_.counts().append_json(body);
    append_traffic(body, seen_);
    return json_answer(200, body + '}');
  }
  if (what == "ledger") {
    response out;
    out.with("Content-Type", "application/x-ndjson");
    out.body = book_.read(number_at(url, "from", 0),
                          number_at(url, "max", std::numeric_limits<std::uint64_t>::max()));
    return std::move(out).with("X-Ledger-Lines", std::to_string(book_.lines()));
  }
  if (what == "service_users")
    return json_answer(200, service_users_of(mock_.state(), book_.counts(), url.query.get("tenant"),
                                             mock_.state().clock(raw)));
  if (what == "truth")
    return json_answer(
        200, truth_of(mock_.state(), url.query.get("tenant"), url.query.get("content") == "digest"));
  return not_found_answer("There is no such control call.");
}

response control::answer_post(const target& url, const request& in, instant raw) {
  auto what = url.at(1);
  if (what == "reset_ledger") {
    book_.reset();
    return ok_answer();
  }
  if (what == "scenario") {
    problem wrong;
    auto plan = load_scenario(in.body, wrong);
    if (!plan)
      return refusal_answer(wrong.text);
    mock_.replace(std::move(*plan));
    return ok_answer();
  }
  json::error_code broken;
  auto body = json::parse(json::string_view(in.body.data(), in.body.size()), broken);
  if (broken)
    return refusal_answer("The body is not JSON: " + broken.message() + '.');
  if (what == "tenants")
    return post_tenants(body);
  if (what == "fault")
    return post_fault(body);
  if (what == "limit")
    return post_limit(body);
  if (what == "service_user")
    return post_service_user(body);
  if (what == "user")
    return post_user(body);
  if (what == "group")
    return post_group(body);
  if (what == "feed")
    return post_feed(body);
  if (what == "mark")
    return post_mark(body, raw);
  if (what == "clock")
    return post_clock(body);
  return not_found_answer("There is no such control call.");
}

response control::post_tenants(const json::value& body) {
  problem wrong;
  auto plans = load_tenants(body, mock_.state().defaults, wrong);
  if (wrong)
    return refusal_answer(wrong.text);
  for (auto& plan : plans)
    mock_.state().put_tenant(std::move(plan));
  return ok_answer();
}

response control::post_mark(const json::value& body, instant raw) {
  problem wrong;
  fields in(body, "", wrong);
  std::string label;
  in.needed_text("label", label);
  in.done();
  if (wrong)
    return refusal_answer(wrong.text);
  book_.mark(label, raw);
  return ok_answer();
}

response control::post_clock(const json::value& body) {
  problem wrong;
  fields in(body, "", wrong);
  double advance_s = 0;
  in.real("advance_s", advance_s, 0, 1e9);
  in.done();
  if (wrong)
    return refusal_answer(wrong.text);
  mock_.state().advance(instant_of(advance_s));
  return ok_answer();
}

} // namespace mock_exchange
