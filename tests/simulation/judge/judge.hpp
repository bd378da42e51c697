#pragma once

#include "tests/simulation/simulation.hpp"

#include <string>
#include <vector>

// What a night is judged by: the world's ledger and mailboxes against what roamsync recorded. Each function
// gives the complaints as sentences; none means that the promise was kept.
namespace roamsync::simulation {

using complaints = std::vector<std::string>;

/// I1, I2: no more in flight than the lanes allow, one writer for a mailbox, nothing sent inside a wait.
[[nodiscard]] complaints judge_limits(simulation& x);
/// I3: each member of a tenant whose group could be read has exactly one outcome, nobody else has one, and
/// "written" and "unchanged" are true of the mailbox.
[[nodiscard]] complaints judge_outcomes(simulation& x);
/// In a world without random faults every outcome is the one that the mailbox's nature asks for.
[[nodiscard]] complaints judge_expected(simulation& x);
/// A failure's cause is true of the mailbox, whatever faults there were: an open mailbox is not recorded as
/// closed, missing, shared or another's.
[[nodiscard]] complaints judge_causes(simulation& x);
/// I7: requests named mailboxes of enabled members only; the service user's own was at most read and probed.
[[nodiscard]] complaints judge_members(simulation& x);
/// I10, I11: a final refusal is met once by each process and three times at the most, and each good sign-in
/// had a reason.
[[nodiscard]] complaints judge_sign_ins(simulation& x);
/// I8: signatures of the users, other accounts' entries and order of writes.
[[nodiscard]] complaints judge_users_own(simulation& x, const std::vector<sim_tenant>& before);
/// I9: how many content writes landed in a mailbox that was not meant.
[[nodiscard]] std::size_t content_gone_astray(simulation& x, std::size_t tenant);

/// All complaints, a line each; at most twenty.
[[nodiscard]] std::string lines(const complaints& x);

} // namespace roamsync::simulation
