#pragma once

#include "engine/directory/directory_machine.hpp"
#include "engine/mailbox/roaming_settings.hpp"
#include "tests/simulation/world/event_queue.hpp"
#include "tests/simulation/world/ledger.hpp"
#include "tests/simulation/world/population.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace roamsync::simulation {

/// The answer to a sign-in.
struct sign_in_answer {
  call_result call;
  std::optional<duration> lifetime;
  std::uint64_t session = 0; ///< goes with each command
};

/// The services of all tenants, at the level of typed commands, in virtual time. It believes nothing that the
/// caller says: it enforces limits and waits, holds the mailboxes, and writes down what it saw.
class world {
public:
  world(event_queue& time, std::vector<sim_tenant> tenants);

  /// `user`: which of the tenant's service users asks. Each answer comes once, by an event, or never if the caller died.
  void sign_in(std::size_t tenant, std::size_t user, std::function<void(const sign_in_answer&)> answer);
  void directory(std::size_t tenant, const directory_call_t& call,
                 std::function<void(directory_reply)> answer);
  void command(std::size_t tenant, std::size_t user, const std::string& mailbox, const roaming_command& what,
               std::uint64_t session, std::function<void(roaming_reply)> answer);

  /// The process at the other end was killed: what it had in flight counts no more, what it had been told is
  /// forgotten. Writes on their way are applied all the same.
  void caller_died();
  [[nodiscard]] std::uint64_t callers_died() const noexcept { return life_; }

  [[nodiscard]] ledger& seen() noexcept { return seen_; }
  [[nodiscard]] std::vector<sim_tenant>& tenants() noexcept { return tenants_; }
  [[nodiscard]] event_queue& time() noexcept { return time_; }

  duration request_timeout{60'000}; ///< a caller that got no answer is told after that long

private:
  /// A wait that an answer asked for.
  struct told_wait {
    time_point until{};
    time_point before{}; ///< `until` as it was before the last answer
    time_point told_at{};

    void tell(time_point now, const call_result& answer);
    /// The caller dies: an answer that it had just got may not be durable yet.
    void caller_dies(time_point now);
  };
  /// What the service keeps about one service user.
  struct account {
    std::uint32_t in_flight = 0;
    std::uint32_t arrived = 0;
    double tokens = 0;
    time_point counted_at{};
    time_point frozen_until{};
    told_wait told;
    told_wait directory_told;
    told_wait sign_in_told;
    std::uint64_t session = 0;
    bool session_good = false;
    bool refused_a_call = false; ///< a call of this session was answered 401
    time_point session_since{};
  };
  struct served {
    roaming_reply reply;
    bool answered = true; ///< false: the caller hears nothing
  };

  [[nodiscard]] duration latency(sim_tenant& of, double slow);
  [[nodiscard]] bool plays(sim_tenant& of, timed_fault::kind what);
  [[nodiscard]] bool over_limit(sim_tenant& of, account& who);
  [[nodiscard]] served serve(std::size_t tenant, std::size_t user, std::uint32_t box,
                             const roaming_command& what, std::uint64_t session);
  [[nodiscard]] std::optional<call_result> refuse_access(const sim_mailbox& box) const;
  [[nodiscard]] served perform(std::size_t tenant, std::size_t user, std::uint32_t box,
                               const roaming_command& what);
  [[nodiscard]] sign_in_answer serve_sign_in(std::size_t tenant, std::size_t user);
  [[nodiscard]] directory_reply serve_directory(std::size_t tenant, const directory_call_t& call);
  [[nodiscard]] directory_reply page(sim_tenant& of, const std::string& next);
  [[nodiscard]] directory_reply changes(sim_tenant& of, const directory_call::changes& asked);
  [[nodiscard]] detail_reply serve_detail(std::size_t tenant, const detail_question& asked);
  void broken(std::size_t tenant, const std::string& what);

  void apply(std::size_t tenant, std::uint32_t meant, std::uint32_t landed, const write_contents& x);
  void apply(std::size_t tenant, std::uint32_t meant, std::uint32_t landed, const write_defaults& x);
  void apply(std::size_t tenant, std::uint32_t meant, std::uint32_t landed, const delete_signature& x);

  event_queue& time_;
  std::vector<sim_tenant> tenants_;
  std::vector<std::vector<account>> accounts_; ///< by tenant and service user; the directory has the first
  ledger seen_;
  std::uint64_t life_ = 0; ///< of the caller; grows when it dies
};

/// What the mailbox shows for a read.
[[nodiscard]] std::vector<roaming_setting> show(const sim_mailbox& box, const read_defaults& what);
[[nodiscard]] std::vector<roaming_setting> show(const sim_mailbox& box, const read_contents& what);

} // namespace roamsync::simulation
