#include "bench/sockets/mock_counts.hpp"

#include <boost/json/parse.hpp>

namespace roamsync::bench {

std::uint64_t mock_counts::of_kind(const std::string& kind) const {
  const auto found = by_kind.find(kind);
  return found == by_kind.end() ? 0 : found->second;
}

mock_counts parse_counts(std::string_view text) {
  const auto x = boost::json::parse(boost::json::string_view{text.data(), text.size()});
  const auto number = [&x](const char* key) { return x.at(key).to_number<std::uint64_t>(); };
  mock_counts out{.requests = number("requests"),
                  .by_kind = {},
                  .bytes_in = number("bytes_in"),
                  .bytes_out = number("bytes_out"),
                  .handshakes = number("tls_handshakes"),
                  .resumptions = number("tls_resumptions"),
                  .open = number("open"),
                  .peak_open = number("peak_open")};
  for (const auto& [kind, count] : x.at("by_kind").as_object())
    out.by_kind.emplace(kind, count.to_number<std::uint64_t>());
  return out;
}

} // namespace roamsync::bench
