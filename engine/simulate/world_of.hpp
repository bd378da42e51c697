#pragma once

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/model/known_limit.hpp"
#include "engine/model/night.hpp"
#include "engine/simulate/simulate.hpp"
#include "engine/simulate/simulated_knobs.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace roamsync {

/// What is known of one tenant's night before it is simulated.
struct tenant_facts {
  std::optional<std::uint32_t> mailboxes; ///< to be worked on; absent: no run has told
  std::optional<known_limit> known;       ///< of its service user
  std::optional<service_limit> takes;     ///< what its service takes, where that is given and not learned
};

/// A night to simulate: its settings, and the facts of its tenants, in the order of settings.tenants.
struct night_facts {
  simulated_settings_of with;
  std::vector<tenant_facts> tenants;
  utc_time opens{};
  duration window{0};
};

/// How the night is to differ, and what stands for what is not known.
struct what_if {
  std::vector<knob_value> set;
  double tenants_times = 1;   ///< 0.01 to 1000
  double mailboxes_times = 1; ///< 0.01 to 1000
  std::optional<duration> window;

  friend bool operator==(const what_if&, const what_if&) = default;
};
struct stand_ins {
  std::uint32_t mailboxes = 50; ///< of a tenant of which no run has told
  std::optional<double> rate;   ///< requests a second that a service takes of which no limit is known
  std::optional<std::uint32_t> lanes;
  bool first_night = false; ///< nothing that was learned is known to roamsync; services take what they take

  friend bool operator==(const stand_ins&, const stand_ins&) = default;
};

/// How many tenants of the simulated night what was known of.
struct known_counts {
  std::size_t tenants = 0;
  std::size_t paused = 0; ///< left out
  std::size_t without_mailboxes = 0;
  std::size_t learned = 0;      ///< the service's limit was learned
  std::size_t given = 0;        ///< it was given
  std::size_t told = 0;         ///< it is taken to be what the settings say
  std::size_t unlimited = 0;    ///< it is not known, and the service takes all that is sent
  std::size_t without_cost = 0; ///< what a mailbox takes is not known
  std::size_t without_wait = 0; ///< what a breach costs is not known

  friend bool operator==(const known_counts&, const known_counts&) = default;
};

/// What a simulated night is played with.
struct simulated_world {
  std::vector<simulated_tenant> tenants;
  simulated_node node;
  std::uint64_t mailboxes = 0;
  known_counts known;
  std::vector<std::string> before; ///< of each knob of what_if::set, the value that held
};

/// The night as the facts tell it, with what is to differ; the node as actors/bridge has it. A service whose limit nobody
/// knows takes all that is sent, unless `instead` says otherwise. An error names a knob that cannot be set.
[[nodiscard]] result<simulated_world> world_of(const night_facts& facts, const what_if& other,
                                               const stand_ins& instead, std::uint64_t seed);

/// How many mailboxes the tenant's group has, by its last run that was not broken off; nothing if that did not get to
/// see them.
[[nodiscard]] std::optional<std::uint32_t> mailboxes_seen(const tenant_run& last) noexcept;

/// What stands for the time before a tenant's first mailbox: sign-in, and its group, 999 members a page.
[[nodiscard]] duration ready_after(std::uint32_t mailboxes) noexcept;

} // namespace roamsync
