#include "bench/mock_exchange/ledger/counters.hpp"

#include "bench/mock_exchange/base/json_text.hpp"

#include <algorithm>

namespace mock_exchange {

namespace {

void append_count(std::string& out, std::string_view name, std::uint64_t count) {
  if (!out.empty() && out.back() != '{')
    out += ',';
  append_quoted(out, name);
  out += ':';
  out += std::to_string(count);
}

/// The value of the key, made if it is new; no copy of a key that is known.
template <class map>
typename map::mapped_type& obtain(map& from, std::string_view key) {
  auto hit = from.find(key);
  return hit == from.end() ? from[std::string(key)] : hit->second;
}

/// Opens the object `name` inside the open object `out`.
void open_object(std::string& out, std::string_view name) {
  append_raw_field(out, name, "{");
}

} // namespace

void counters::count(const record& entry) {
  ++requests_;
  ++obtain(by_tenant_, entry.tenant);
  ++by_status_[entry.status < by_status_.size() ? entry.status : 0];
  ++by_kind_[static_cast<std::size_t>(entry.kind)];
  if (entry.breach)
    ++by_breach_[static_cast<std::size_t>(*entry.breach)];
  if (!entry.service_user.empty())
    count_service_user(entry);
}

void counters::count_service_user(const record& entry) {
  auto& own = obtain(obtain(by_service_user_, entry.tenant), entry.service_user);
  ++own.requests;
  own.peak_in_flight = std::max<std::uint64_t>(own.peak_in_flight, entry.in_flight);
  if (entry.status == 429)
    ++own.status_429;
  if (!entry.breach)
    return;
  if (entry.breach_of != limit_of_service_user) {
    ++own.refused_elsewhere;
    return;
  }
  ++own.refused;
  if (entry.froze)
    ++own.freezes;
}

service_user_counts counters::of(std::string_view tenant, std::string_view user) const {
  auto home = by_service_user_.find(tenant);
  if (home == by_service_user_.end())
    return {};
  auto hit = home->second.find(user);
  return hit == home->second.end() ? service_user_counts{} : hit->second;
}

void counters::append_json(std::string& out) const {
  out += "{\"requests\":" + std::to_string(requests_);
  open_object(out, "by_tenant");
  for (const auto& [tenant, count] : by_tenant_)
    append_count(out, tenant, count);
  out += '}';
  open_object(out, "by_status");
  for (std::size_t status = 0; status < by_status_.size(); ++status)
    if (by_status_[status] != 0)
      append_count(out, std::to_string(status), by_status_[status]);
  out += '}';
  open_object(out, "by_breach");
  for (std::size_t breach = 0; breach < by_breach_.size(); ++breach)
    append_count(out, name_of(static_cast<breach_kind>(breach)), by_breach_[breach]);
  out += '}';
  open_object(out, "by_kind");
  for (std::size_t kind = 0; kind < by_kind_.size(); ++kind)
    if (by_kind_[kind] != 0)
      append_count(out, call_kind_names[kind], by_kind_[kind]);
  out += '}';
}

void append_traffic(std::string& out, const traffic& seen) {
  append_count(out, "bytes_in", seen.bytes_in);
  append_count(out, "bytes_out", seen.bytes_out);
  append_count(out, "connections", seen.connections);
  append_count(out, "tls_handshakes", seen.tls_handshakes);
  append_count(out, "tls_resumptions", seen.tls_resumptions);
  append_count(out, "open", seen.open);
  append_count(out, "peak_open", seen.peak_open);
}

} // namespace mock_exchange
