#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::demo {

/// What is wrong with a customer of the demo; each stands once among them.
enum class trouble : std::uint8_t {
  none,
  wrong_password,
  mfa,
  conditional_access,
  expired_password,
  consent_missing,
  full_access_missing, ///< on some mailboxes
  unlicensed,          ///< one mailbox without licence
  shared_mailbox,      ///< one shared mailbox
  empty_group,
  throttled_hard,
  hanging_server,
  html_for_json,
};
inline constexpr std::size_t trouble_count = 13;
[[nodiscard]] std::string_view to_string(trouble x) noexcept;

enum class box_kind : std::uint8_t { user, shared, unlicensed };

/// Which of the three settings of S4 names the customer's group.
enum class group_setting : std::uint8_t { group, connector_group, sync_group };

/// A user of a customer's directory.
struct person {
  std::string id;
  std::string given_name;
  std::string family_name;
  std::string display_name;
  std::string job_title;
  std::string department;
  std::string phone;
  std::string mobile; ///< empty: none
  std::string address;
  bool in_group = true;
  bool nested = false;        ///< member of a group inside the group
  bool full_access = true;    ///< the service user may open the mailbox
  bool own_signature = false; ///< has a signature "Privat" that nobody else may touch
  box_kind box = box_kind::user;
};

/// What the customer's server lets a service user do; 0: no such limit.
struct limits {
  unsigned lanes = 0; ///< requests side by side
  double rate = 0;    ///< requests a second
  unsigned burst = 0; ///< requests at once before `rate` binds
};

/// A customer; its `id` is the Entra tenant, the id in the mock and the id in roamsync.
struct company {
  std::string id;
  std::string name;
  std::string domain;
  std::string street;
  std::string postal_code;
  std::string city;
  trouble what = trouble::none;
  limits server;     ///< what the mock enforces
  bool told = false; ///< roamsync was told of `server`
  bool token_sign_in = false;
  bool terse =
      false; ///< its signatures are one line with the name, for measurements of all that is around them
  group_setting source = group_setting::group;
  std::string service_user;
  std::string password; ///< what roamsync has; the mock's differs for trouble::wrong_password
  std::string group_id;
  std::string nested_group_id;
  std::vector<person> people;

  /// Members of the group.
  [[nodiscard]] std::size_t members() const;
};

/// How long the services take for an answer: log-normal, within bounds. A median of 0: at once.
struct answer_time {
  unsigned median_ms = 170;
  double sigma = 0.45;
  unsigned min_ms = 80;
  unsigned max_ms = 400;
};

/// All that the demo plays; the same for the same seed and size.
struct world {
  std::uint64_t seed = 1;
  std::string client_id; ///< application that reads the directory
  std::string client_secret;
  answer_time answers;
  std::vector<company> companies;

  [[nodiscard]] std::size_t mailboxes() const; ///< members of all groups
};

struct world_size {
  std::uint64_t seed = 1;
  std::size_t tenants = 300;
  std::size_t mailboxes = 10'000; ///< in all, 3 to 200 a tenant
};

/// Mailboxes of the smallest and of the largest customer.
inline constexpr std::size_t tenant_mailboxes_min = 3;
inline constexpr std::size_t tenant_mailboxes_max = 200;
/// Fewer customers could not have each trouble and healthy ones beside.
inline constexpr std::size_t tenants_min = 20;

/// Why such a world cannot be made, as a sentence; empty if it can.
[[nodiscard]] std::string why_not(const world_size& size);

/// Invents the customers. Needs why_not(size) to be empty.
[[nodiscard]] world make_world(const world_size& size);

/// Invents healthy customers of so many members each, for measurements; without colleagues outside their groups.
/// Who calls it says what their servers allow.
[[nodiscard]] world healthy_world(std::uint64_t seed, std::span<const std::size_t> members);

/// Whole healthy customers of the world, small ones, with at most `count` mailboxes in all: for the baseline
/// of bench/loop.
[[nodiscard]] world sample_of(const world& all, std::size_t count);

} // namespace roamsync::demo
