#pragma once

#include "engine/directory/member.hpp"
#include "engine/limit/gate.hpp"
#include "engine/mailbox/roaming_settings.hpp"
#include "engine/model/cause.hpp"
#include "engine/model/mailbox_kind.hpp"
#include "engine/model/tenant.hpp"
#include "engine/signature/catalogue.hpp"
#include "tests/simulation/world/dice.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace roamsync::simulation {

/// A signature as a simulated mailbox holds it.
struct stored_signature {
  std::string name;
  std::string html;
  std::string text;
  bool ours = false; ///< roamsync wrote it; the user's own if not

  friend bool operator==(const stored_signature&, const stored_signature&) = default;
};

/// How the service answers a service user that opens the mailbox (wire.md U2, 3.3).
enum class access : std::uint8_t { open, refused_401, refused_403, not_found, unlicensed };

/// One mailbox of the world.
struct sim_mailbox {
  std::string user_id;
  std::string address;
  std::string scope; ///< what its entries name; empty: entries name nobody
  mailbox_kind kind = mailbox_kind::user;
  access opens = access::open;
  std::vector<stored_signature> signatures;
  std::vector<std::string> stale; ///< names in the list without content (wire.md 4.1.3)
  std::optional<std::string> default_new;
  std::optional<std::string> default_reply;
  std::vector<roaming_setting> foreign; ///< entries of other accounts (wire.md 4.3)
  bool shouts = false;                  ///< gives names back in other letter case (wire.md 4.1.1)
  bool hangs = false;                   ///< no request to it is ever answered
  bool writes_hang = false;             ///< no write to it is ever answered or applied
  bool broken = false;                  ///< each request to it is answered by 503
  double slow = 1;                      ///< its answers take so many times as long
};

/// Shares of requests that end in a fault, each from 0 to 1.
struct fault_ratios {
  double throttled = 0;   ///< 429 out of nowhere; the service user is frozen
  double unavailable = 0; ///< 503
  double timed_out = 0;   ///< no answer, nothing applied
  double lost_answer = 0; ///< applied, no answer
  double session_ends = 0;
  double sign_in_fails = 0;     ///< for no final reason
  double sign_in_throttled = 0; ///< with a wait told
  double directory_fails = 0;   ///< 503 or 429 of the directory
  double feed_forgets = 0;      ///< 410 to a link of a change feed
};

/// A fault from `from` until `until`, counted from the beginning of virtual time.
struct timed_fault {
  enum class kind : std::uint8_t {
    session_end,         ///< at `from`, once
    identity_outage,     ///< sign-ins fail, for no final reason
    silence,             ///< requests that arrive are never answered
    directory_throttled, ///< with `directory_wait`
    throttled,           ///< requests that arrive are answered by 429 with `freeze`
  };
  kind what = kind::silence;
  duration from{0};
  duration until{0};
  bool played = false;
};

enum class group_state : std::uint8_t { readable, empty, unreadable, breaks_off, not_set };

/// Where requests that name a mailbox land (wire.md U3).
enum class routing : std::uint8_t { right, writes_go_home, all_goes_home };

/// One customer: what it has at the service, and how the service treats it.
struct sim_tenant {
  tenant_settings settings;
  std::shared_ptr<const catalogue> signatures;
  std::vector<member> members;
  std::vector<sim_mailbox> mailboxes;  ///< the first is the first service user's own
  std::vector<std::size_t> homes;      ///< of each service user, its own mailbox
  std::set<std::size_t> refused_users; ///< service users whose passwords are wrong
  std::unordered_map<std::string, std::size_t> by_address;
  std::unordered_map<std::string, std::size_t> by_user;

  limit enforced{.lanes = 8, .rate = 0, .burst = 20}; ///< what the service allows; a breach freezes
  duration freeze{10'000};
  duration directory_wait{2'000}; ///< what a throttled directory asks for
  fault_ratios faults;
  cause sign_in_refused = cause::none;  ///< a final sign-in failure
  std::optional<duration> refused_from; ///< sign-ins are refused for good from then on
  group_state group = group_state::readable;
  /// The members as the links of the change feeds stand for them: the link is the number.
  std::vector<std::vector<member>> told_members;
  std::set<std::string> untold; ///< ids of users whose managers the directory refuses to tell
  std::size_t page_size = 100;
  routing routes = routing::right;
  std::optional<duration> session_life; ///< told at sign-in, unless `told_life` differs
  std::optional<duration> told_life;
  duration sign_in_time{0};       ///< longer than the latency asks for
  std::vector<timed_fault> timed; ///< what happens at some time of the night
  bool hangs = false;             ///< the tenant's service answers nothing
  duration latency{40};           ///< mean of one answer

  std::uint64_t seed = 0; ///< of the world
  dice luck;              ///< of the service

  /// Adds a mailbox, and a member for it if it is one.
  sim_mailbox& add(sim_mailbox box);
  /// Further service users, each with a mailbox that is no member.
  void add_service_users(std::size_t count);
  [[nodiscard]] sim_mailbox& home() { return mailboxes.front(); }
};

/// The catalogue of every simulated tenant: "Standard" for everybody, default for new mails and replies;
/// "Vertrieb" besides it for the department "Sales". `edition` changes the words.
[[nodiscard]] std::shared_ptr<const catalogue> make_catalogue(int edition);
/// One whose only signature is "Neu": what an edition before wrote becomes an orphan.
[[nodiscard]] std::shared_ptr<const catalogue> make_renamed_catalogue();

/// One that names the manager.
[[nodiscard]] std::shared_ptr<const catalogue> make_managed_catalogue();

/// What mailboxes hold before roamsync came, and how they differ; shares from 0 to 1.
struct mailbox_mix {
  double own_signatures = 0.4;
  double name_taken = 0;
  double stale_names = 0;
  double other_case = 0;
  double foreign_scopes = 0;
  double scope_is_alias = 0;
  double no_access = 0;
  double unlicensed = 0;
  double shared = 0;
  double disabled = 0;
  double slow = 0;
};

/// A tenant "tNNNNN" with `size` members and a service mailbox that is no member; without faults.
[[nodiscard]] sim_tenant make_tenant(std::uint64_t seed, std::size_t index, std::size_t size,
                                     const mailbox_mix& mix, std::shared_ptr<const catalogue> signatures);

} // namespace roamsync::simulation
