#pragma once

#include "tests/integration/lab.hpp"

namespace roamsync::integration {

/// I3: each member of each customer has one outcome, nobody else has one, and where it says `written` or
/// `unchanged` the mock holds what the catalogue of that version wants. Fails the test otherwise.
void expect_honest(const lab& in, const report& x, const std::string& version);

/// I1: no request broke a limit of the mock, and no two writes to one mailbox were under way at once.
void expect_no_breach(const std::vector<ledger_line>& lines);
void expect_one_writer(const std::vector<ledger_line>& lines);

/// I8: what stands in the ledger for a mailbox comes in the order contents, reading, defaults, deletions.
void expect_write_order(const std::vector<ledger_line>& lines, const std::string& address);

/// Requests that carry a password (or ask for a token by it).
[[nodiscard]] std::size_t password_posts(const std::vector<ledger_line>& lines, const std::string& tenant);

} // namespace roamsync::integration
