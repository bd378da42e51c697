#pragma once

#include "engine/base/ascii.hpp"
#include "engine/base/time.hpp"
#include "protocols/wire/http/message.hpp"

#include <string>
#include <utility>
#include <vector>

namespace roamsync::wire::test {

/// 2026-10-05 01:00:00 UTC.
constexpr utc_time one_o_clock =
    std::chrono::sys_days(std::chrono::year(2026) / 10 / 5) + std::chrono::hours(1);

inline cloud public_cloud() {
  cloud out;
  out.identity.host = "login.microsoftonline.com";
  out.outlook.host = "outlook.office.com";
  out.graph.host = "graph.microsoft.com";
  return out;
}

inline http_result answer(int status, std::string body = {}, http_fields fields = {}) {
  http_result out;
  out.request_sent = true;
  out.response = {status, std::move(fields), std::move(body)};
  return out;
}

inline http_result lost(transport_error error, bool sent) {
  http_result out;
  out.error = error;
  out.request_sent = sent;
  out.detail = "the system's words";
  return out;
}

/// All values of that field, in order.
inline std::vector<std::string> values_of(const http_request& request, std::string_view name) {
  std::vector<std::string> out;
  for (const auto& [key, value] : request.fields)
    if (same_text(key, name))
      out.push_back(value);
  return out;
}

/// The only value of that field; "(none)" or "(several)" otherwise.
inline std::string value_of(const http_request& request, std::string_view name) {
  auto all = values_of(request, name);
  return all.size() == 1 ? all.front() : all.empty() ? "(none)" : "(several)";
}

} // namespace roamsync::wire::test
