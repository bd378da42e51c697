#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::demo {

/// One request as the mock recorded it.
struct ledger_line {
  double t = 0;  ///< arrival, seconds since the mock started
  double ms = 0; ///< until the answer was written
  std::string tenant;
  std::string mailbox; ///< the one acted on, lower case; empty for none
  std::string kind;
  std::string breach; ///< which limit it broke; empty for none
  int status = 0;     ///< 0: cut or hung
  bool applied = false;
  std::vector<std::string> names; ///< of the signatures that it wrote
};

/// Lines of JSON; lines without a kind (marks) are left out. Throws std::runtime_error on anything else.
[[nodiscard]] std::vector<ledger_line> parse_ledger(std::string_view json_lines);

/// One mailbox as the mock holds it.
struct held_mailbox {
  struct held_signature {
    std::string html;
    std::string text;
  };
  std::map<std::string, held_signature> signatures; ///< by name
  std::string default_new;
  std::string default_reply;
};

/// tenant -> mailbox -> what it holds.
using truth = std::map<std::string, std::map<std::string, held_mailbox>>;
[[nodiscard]] truth parse_truth(std::string_view json);

struct reported_tenant {
  std::string tenant;
  std::string name;
  std::string state;
  std::string cause; ///< empty for none
};

struct reported_mailbox {
  std::string tenant;
  std::string mailbox;
  std::string outcome;
  std::string cause; ///< empty for none
};

/// What roamsync says of a night (`night --report FILE`).
struct report {
  std::string opened;  ///< RFC 3339
  double makespan = 0; ///< seconds
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;
  std::vector<reported_tenant> tenants;
  std::vector<reported_mailbox> mailboxes;
};
[[nodiscard]] report parse_report(std::string_view json);

} // namespace roamsync::demo
