#pragma once

#include "engine/base/time.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstdint>
#include <string_view>

namespace roamsync::fuzz {

/// Reads an answer from readable text, so that the corpus can be read and edited: "200\nName:
/// value\n...\n\nbody". A status that is no number is 0 and stands for a connection that closed.
inline wire::http_result answer_from(std::string_view text) {
  auto line = [&text] {
    auto end = text.find('\n');
    auto out = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return out;
  };
  wire::http_result out;
  out.request_sent = true;
  for (char c : line().substr(0, 3))
    out.response.status = c >= '0' && c <= '9' ? out.response.status * 10 + (c - '0') : 0;
  if (out.response.status == 0) {
    out.error = wire::transport_error::closed;
    return out;
  }
  for (auto field = line(); !field.empty(); field = line()) {
    auto colon = field.find(": ");
    if (colon != std::string_view::npos)
      out.response.fields.emplace_back(field.substr(0, colon), field.substr(colon + 2));
  }
  out.response.body = text;
  return out;
}

inline std::string_view text_from(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// 2026-10-05 01:00:00 UTC.
constexpr utc_time fuzz_now = std::chrono::sys_days(std::chrono::year(2026) / 10 / 5) + std::chrono::hours(1);

inline cloud fuzz_cloud() {
  cloud out;
  out.identity.host = "login.microsoftonline.com";
  out.outlook.host = "outlook.office.com";
  out.graph.host = "graph.microsoft.com";
  return out;
}

} // namespace roamsync::fuzz
