#pragma once

#include "engine/base/time.hpp"
#include "engine/model/outcome.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

enum class run_kind : std::uint8_t {
  night, ///< the window's run over all tenants with Automate on
  push,  ///< a run outside the window, for one tenant
};
[[nodiscard]] std::string_view to_string(run_kind x) noexcept;

/// One run. Its row is unique by (kind, date, sequence); whoever opens it again joins it.
struct night {
  std::int64_t number = 0; ///< grows by one for each run of this store, from 1; names the run everywhere
  run_kind kind = run_kind::night;
  utc_date date{};            ///< the day that the window opened on
  std::uint32_t sequence = 1; ///< 1 for the scheduled night; more for `night --now` on a day that had one
  utc_time opened{};
  utc_time closes{};                ///< no mailbox is begun after this
  std::optional<utc_time> finished; ///< absent while the run is under way

  friend bool operator==(const night&, const night&) = default;
};

enum class tenant_state : std::uint8_t { waiting, working, done, failed };
[[nodiscard]] std::string_view to_string(tenant_state x) noexcept;
[[nodiscard]] std::optional<tenant_state> tenant_state_from_string(std::string_view name) noexcept;

/// One tenant's part of a run.
struct tenant_run {
  std::string tenant;
  tenant_state state = tenant_state::waiting;
  cause why = cause::none;  ///< set when failed
  std::string detail;       ///< facts for support; no secrets
  std::string group_source; ///< which of S4's three named the group: "group", "connector", "synchronisation"
  std::uint32_t mailboxes = 0;
  std::optional<utc_time> started;
  std::optional<utc_time> finished; ///< absent if it was broken off (engine/tenant/broken_off.hpp)
  std::optional<utc_time> forecast; ///< when it was expected to end, once a tenth of its work was done
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;

  friend bool operator==(const tenant_run&, const tenant_run&) = default;
};

/// A tenant's part of an earlier run, or of the one under way.
struct earlier_part {
  std::int64_t run = 0;
  tenant_run part;

  friend bool operator==(const earlier_part&, const earlier_part&) = default;
};

/// What roamsync remembers of a mailbox from one run to the next. Keyed by the directory's object id, so that
/// a changed address stays the same mailbox.
struct receipt {
  std::string user_id; ///< Graph object id; the address where no id is known
  std::string mailbox; ///< primary SMTP address, lower case
  std::string
      digest; ///< of the wanted signatures that the mailbox was last brought in line with; hex SHA-256
  std::vector<std::string> owned; ///< names of the signatures that roamsync wrote there
  /// Day that it was last read on; days since 1970-01-01 (UTC). 0: it is to be read in the next night.
  std::int64_t checked = 0;
  /// Fingerprint (mailbox/fingerprint.hpp) of what the mailbox showed of the `owned` ones when it was in line; empty:
  /// not known.
  std::string shown;

  friend bool operator==(const receipt&, const receipt&) = default;
};

/// One mailbox's end in a run.
struct mailbox_record {
  std::string tenant;
  std::string user_id;
  std::string mailbox;
  outcome end;
  utc_time at{};
  std::optional<receipt> proof; ///< the receipt to keep, if this run learned one

  friend bool operator==(const mailbox_record&, const mailbox_record&) = default;
};

} // namespace roamsync
