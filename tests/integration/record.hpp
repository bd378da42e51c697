#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::integration {

/// One request in the mock's ledger (bench/mock_exchange/README.md).
struct ledger_line {
  double t = 0;
  double ms = 0;
  std::string tenant;
  std::string service_user;
  std::string mailbox;
  std::string kind;
  std::string method;
  std::string breach; ///< empty: none
  std::string digest; ///< of an applied write
  std::string fault;
  int status = 0;
  std::uint64_t in_flight = 0;
  bool applied = false;
  double retry_after_s = 0;
  std::vector<std::string> names;

  /// PATCH or DELETE of settings.
  [[nodiscard]] bool is_write() const;
};

/// Marks are left out.
[[nodiscard]] std::vector<ledger_line> parse_ledger(std::string_view json_lines);

struct ended {
  std::string outcome;
  std::string cause; ///< empty: none
  std::string detail;
};

/// What roamsync says of a night.
struct report {
  boost::json::object whole;
  std::int64_t number = 0;
  std::int64_t sequence = 0;
  bool finished = false;
  std::map<std::string, std::vector<ended>> mailboxes; ///< by address; more than one entry is a lie
  std::map<std::string, ended> tenants;                ///< by id; outcome is the state

  [[nodiscard]] std::size_t count(std::string_view outcome) const;
  /// The one end of that mailbox; fails the test if there is none or more than one.
  [[nodiscard]] ended of(const std::string& address) const;
};
[[nodiscard]] report parse_report(std::string_view json);

} // namespace roamsync::integration
