#include "bench/mock_exchange/scenario/loader.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/scenario/read_settings.hpp"
#include "bench/mock_exchange/scenario/read_tenant.hpp"

#include <boost/json/parse.hpp>

#include <array>
#include <unordered_set>

namespace mock_exchange {

namespace json = boost::json;

namespace {

app_plan read_app(const json::value& from, const std::string& path, problem& wrong) {
  app_plan out;
  fields in(from, path, wrong);
  in.needed_text("client_id", out.client_id);
  in.text("client_secret", out.client_secret);
  in.done();
  return out;
}

void read_tenants(fields& in, const settings& defaults, std::vector<tenant_plan>& out, problem& wrong) {
  std::unordered_set<std::string> seen;
  in.list("tenants", [&](const json::value& element, const std::string& where) {
    out.push_back(read_tenant(element, where, defaults, wrong));
    if (!seen.insert(lower(out.back().id)).second)
      wrong.note(where + ".id", "is the id of another tenant too.");
    if (!seen.insert(out.back().domain).second)
      wrong.note(where + ".domain", "is the domain of another tenant too.");
  });
}

} // namespace

std::optional<scenario> load_scenario(std::string_view json_text, problem& wrong) {
  json::error_code error;
  auto parsed = json::parse(json::string_view(json_text.data(), json_text.size()), error);
  if (error) {
    wrong.note("", "is not JSON: " + error.message() + '.');
    return std::nullopt;
  }
  scenario out;
  fields in(parsed, "", wrong);
  in.whole("seed", out.seed, 0, ~std::uint64_t{0});
  constexpr std::array<std::pair<std::string_view, bool>, 2> fronts{{{"cloud", false}, {"forms", true}}};
  in.choice<bool>("front", out.forms_front, fronts);
  if (const auto* part = in.any("defaults")) {
    fields defaults(*part, in.path_of("defaults"), wrong);
    read_settings(defaults, out.defaults, wrong);
    defaults.done();
  }
  in.list("apps", [&](const json::value& element, const std::string& where) {
    out.apps.push_back(read_app(element, where, wrong));
  });
  read_tenants(in, out.defaults, out.tenants, wrong);
  in.done();
  if (wrong)
    return std::nullopt;
  return out;
}

std::vector<tenant_plan> load_tenants(const json::value& from, const settings& defaults, problem& wrong) {
  std::vector<tenant_plan> out;
  fields in(from, "", wrong);
  read_tenants(in, defaults, out, wrong);
  in.done();
  return out;
}

} // namespace mock_exchange
