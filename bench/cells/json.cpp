#include "bench/cells/json.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <fmt/format.h>

namespace roamsync::bench {

namespace {

namespace json = boost::json;

json::value number(double x) {
  return std::isfinite(x) ? json::value(x) : json::value(nullptr);
}

json::value number(const std::optional<double>& x) {
  return x ? number(*x) : json::value(nullptr);
}

json::array numbers(const std::vector<double>& x) {
  json::array out;
  for (const auto v : x)
    out.push_back(number(v));
  return out;
}

json::array texts(const std::vector<std::string>& x) {
  json::array out;
  for (const auto& t : x)
    out.emplace_back(t);
  return out;
}

/// Name to median, or name to values.
template <class Policy>
json::object by_name(const std::vector<Policy>& all, bool medians) {
  json::object out;
  for (const auto& p : all)
    out[p.name] = medians ? number(median_of(p.values)) : json::value(numbers(p.values));
  return out;
}

json::object object_of(const cell& x) {
  const auto found = judge(x);
  json::object out;
  out["name"] = x.name;
  out["goal"] = goal_text(x);
  out["median"] = number(median_of(x.values));
  out["worst"] = number(worst_of(x.values, x.wanted.is));
  out["seeds"] = json::array(x.seeds.begin(), x.seeds.end());
  out["rivals"] = by_name(x.rivals, true);
  out["bad"] = by_name(x.bad, true);
  out["met"] = found.is == judgement::met;
  out["command"] = x.command;
  out["judgement"] = to_string(found.is);
  out["why"] = texts(found.why);
  out["unit"] = x.unit;
  out["good"] = x.wanted.is == side::at_most ? "low" : "high";
  out["goal_median"] = number(x.wanted.median);
  out["goal_worst"] = number(x.wanted.worst);
  out["values"] = numbers(x.values);
  out["rival_values"] = by_name(x.rivals, false);
  out["bad_values"] = by_name(x.bad, false);
  out["machine"] = json::object{{"cores", x.on.cores}, {"cpu", x.on.cpu}};
  out["notes"] = texts(x.notes);
  return out;
}

/// A value on one line; numbers as a person writes them ("1.02", where Boost has "1.02E0").
void write(const json::value& x, std::string& out) {
  const auto list = [&out](char open, char close, const auto& all, const auto& each) {
    out += open;
    bool first = true;
    for (const auto& one : all) {
      out += first ? "" : ", ";
      first = false;
      each(one);
    }
    out += close;
  };
  if (x.is_double())
    out += fmt::format("{}", x.get_double());
  else if (x.is_array())
    list('[', ']', x.get_array(), [&out](const json::value& v) { write(v, out); });
  else if (x.is_object())
    list('{', '}', x.get_object(), [&out](const auto& member) {
      out += json::serialize(json::value(member.key())) + ": ";
      write(member.value(), out);
    });
  else
    out += json::serialize(x);
}

} // namespace

std::string json_of(std::span<const cell> cells) {
  std::string out = "[";
  for (const auto& x : cells) {
    out += out.size() > 1 ? ",\n  {" : "\n  {";
    bool first = true;
    for (const auto& member : object_of(x)) {
      out += fmt::format("{}\n    {}: ", first ? "" : ",", json::serialize(json::value(member.key())));
      first = false;
      write(member.value(), out);
    }
    out += "\n  }";
  }
  return out + "\n]\n";
}

} // namespace roamsync::bench
