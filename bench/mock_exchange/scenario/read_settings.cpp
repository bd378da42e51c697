#include "bench/mock_exchange/scenario/read_settings.hpp"

#include "bench/mock_exchange/faults/fault_names.hpp"
#include "bench/mock_exchange/ledger/call_kind.hpp"

#include <boost/json/string.hpp>

#include <algorithm>
#include <array>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr double day_s = 86'400;
constexpr double many = 1e9;

template <class choice_type>
using word = std::pair<std::string_view, choice_type>;

void read_latency(const json::value& from, const std::string& path, latency_settings& out, problem& wrong) {
  fields in(from, path, wrong);
  in.real("median_ms", out.median_ms, 0, day_s * 1000);
  in.real("sigma", out.sigma, 0, 10);
  in.real("min_ms", out.min_ms, 0, day_s * 1000);
  in.real("max_ms", out.max_ms, 0, day_s * 1000);
  in.done();
}

void read_throttle(const json::value& from, const std::string& path, throttle_settings& out, problem& wrong) {
  constexpr std::array<word<retry_after_form>, 6> forms{{{"seconds", retry_after_form::seconds},
                                                         {"date", retry_after_form::date},
                                                         {"absent", retry_after_form::absent},
                                                         {"negative", retry_after_form::negative},
                                                         {"garbage", retry_after_form::garbage},
                                                         {"huge", retry_after_form::huge}}};
  constexpr std::array<word<throttle_shape>, 3> shapes{
      {{"ApplicationThrottled", throttle_shape::application_throttled},
       {"OverBudget", throttle_shape::over_budget},
       {"503", throttle_shape::unavailable}}};
  fields in(from, path, wrong);
  in.choice<retry_after_form>("retry_after", out.retry_after, forms);
  in.real("seconds", out.seconds, 0, day_s);
  in.flag("grows", out.grows);
  in.whole("status", out.status, 400, 599);
  in.choice<throttle_shape>("shape", out.shape, shapes);
  in.real("grace_ms", out.grace_ms, 0, 60'000);
  in.done();
}

void read_feed(const json::value& from, const std::string& path, feed_settings& out, problem& wrong) {
  constexpr std::array<word<unsigned>, 2> answers{{{"410", 410}, {"400", 400}}};
  fields in(from, path, wrong);
  in.flag("available", out.available);
  in.whole("page", out.page, 1, 100'000);
  in.whole("members", out.members, 1, 100'000);
  in.flag("disorder", out.disorder);
  in.real("days", out.days, 0, 1'000);
  in.choice<unsigned>("expired", out.expired, answers);
  in.done();
}

void read_html(const json::value& from, const std::string& path, html_settings& out, problem& wrong) {
  fields in(from, path, wrong);
  in.flag("crlf", out.crlf);
  in.flag("wrap", out.wrap);
  in.flag("x_prefix", out.x_prefix);
  in.flag("fragment", out.fragment);
  in.flag("strip_data", out.strip_data);
  in.done();
}

void read_routing(fields& in, routing_settings& out, problem& wrong) {
  if (in.any("routing")) {
    std::vector<std::string> hints;
    in.texts("routing", hints);
    out.path = std::ranges::find(hints, "path") != hints.end();
    out.header = std::ranges::find(hints, "header") != hints.end();
    auto known = std::size_t{out.path} + std::size_t{out.header};
    if (known == 0 || known != hints.size())
      wrong.note(in.path_of("routing"), "must be a list of \"path\" and \"header\", at least one of them.");
  }
  constexpr std::array<word<bool>, 2> needs{{{"any", false}, {"all", true}}};
  in.choice<bool>("routing_needs", out.needs_all, needs);
}

void read_ows(fields& in, settings& out) {
  constexpr std::array<word<no_access_form>, 3> refusals{{{"403", no_access_form::forbidden},
                                                          {"404", no_access_form::not_found},
                                                          {"500", no_access_form::server_error}}};
  constexpr std::array<word<bool>, 1> unlicensed{{{"500", true}}};
  constexpr std::array<word<unsigned>, 3> too_large{{{"413", 413}, {"400", 400}, {"500", 500}}};
  constexpr std::array<word<bool>, 2> empty_forms{{{"array", false}, {"value", true}}};
  constexpr std::array<word<bool>, 2> name_cases{{{"kept", false}, {"capitalised", true}}};
  constexpr std::array<word<caller_fallback>, 3> fallbacks{
      {{"off", caller_fallback::off},
       {"writes_to_caller", caller_fallback::writes},
       {"reads_and_writes_to_caller", caller_fallback::reads_and_writes}}};
  constexpr std::array<word<bool>, 2> old_stamps{{{"applied", false}, {"ignored", true}}};
  constexpr std::array<word<unsigned>, 2> missing{{{"200", 200}, {"404", 404}}};
  in.choice<no_access_form>("no_access", out.no_access, refusals);
  bool only_500 = true; // the one answer that a source tells (wire.md 3.3)
  in.choice<bool>("unlicensed", only_500, unlicensed);
  in.whole("size_limit", out.size_limit, 1, 1u << 30);
  in.choice<unsigned>("too_large", out.too_large, too_large);
  in.choice<bool>("empty_as", out.values_in_object, empty_forms);
  in.choice<bool>("name_case", out.capitalised_names, name_cases);
  in.choice<caller_fallback>("u3", out.u3, fallbacks);
  in.flag("stale_names", out.stale_names);
  in.choice<bool>("old_timestamp", out.old_timestamps_lose, old_stamps);
  in.choice<unsigned>("delete_missing", out.delete_missing, missing);
}

void read_identity(fields& in, settings& out) {
  constexpr std::array<word<canary_form>, 3> canaries{
      {{"none", canary_form::none}, {"literal", canary_form::literal}, {"cookie", canary_form::cookie}}};
  constexpr std::array<word<bool>, 2> answers{{{"granted", true}, {"denied", false}}};
  in.choice<canary_form>("canary", out.canary, canaries);
  in.flag("kmsi", out.kmsi);
  in.flag("user_read", out.user_read);
  in.choice<bool>("consent_answer", out.consent_granted, answers);
  in.real("token_seconds", out.token_seconds, 1, 100 * day_s);
  in.real("session_seconds", out.session_seconds, 0, 100 * day_s);
}

} // namespace

void read_limit(const json::value& from, const std::string& path, limit_settings& out, problem& wrong) {
  fields in(from, path, wrong);
  in.real("rate", out.rate, 0, many);
  in.real("burst", out.burst, 0, many);
  in.whole("lanes", out.lanes, 0, 1'000'000);
  in.done();
}

void read_settings(fields& in, settings& out, problem& wrong) {
  if (const auto* part = in.any("latency"))
    read_latency(*part, in.path_of("latency"), out.latency, wrong);
  if (const auto* part = in.any("service_user_limit"))
    read_limit(*part, in.path_of("service_user_limit"), out.service_user_limit, wrong);
  if (const auto* part = in.any("graph_limit"))
    read_limit(*part, in.path_of("graph_limit"), out.graph_limit, wrong);
  in.whole("mailbox_lanes", out.mailbox_lanes, 0, 1'000'000);
  in.real("egress_rate", out.egress_rate, 0, many);
  in.real("egress_burst", out.egress_burst, 0, many);
  if (const auto* part = in.any("throttle"))
    read_throttle(*part, in.path_of("throttle"), out.throttle, wrong);
  if (const auto* part = in.any("html"))
    read_html(*part, in.path_of("html"), out.html, wrong);
  if (const auto* part = in.any("feed"))
    read_feed(*part, in.path_of("feed"), out.feed, wrong);
  read_ows(in, out);
  read_identity(in, out);
  read_routing(in, out.routing, wrong);
}

fault_plan read_fault(const json::value& from, const std::string& path, problem& wrong) {
  fault_plan out;
  if (from.is_string()) {
    json::object alone;
    alone["kind"] = from;
    return read_fault(json::value(std::move(alone)), path, wrong);
  }
  fields in(from, path, wrong);
  if (!in.any("kind"))
    wrong.note(in.path_of("kind"), "is missing: the name of a fault is needed.");
  in.choice<fault_kind>("kind", out.kind, fault_names);
  in.real("from_s", out.from_s, 0, many);
  in.real("until_s", out.until_s, 0, many);
  in.real("ratio", out.ratio, 0, 1);
  in.whole("times", out.times, 0, 1u << 30);
  in.list("on", [&](const json::value& element, const std::string& where) {
    const auto* word = element.if_string();
    auto hit = std::ranges::find(call_kind_names, word ? std::string_view{word->data(), word->size()} : "");
    if (hit == call_kind_names.end())
      wrong.note(where, "must be a request kind as in the ledger.");
    else
      out.on.push_back(*hit);
  });
  in.done();
  return out;
}

} // namespace mock_exchange
