#pragma once

#include "engine/model/night.hpp"
#include "engine/model/signature.hpp"
#include "engine/model/tenant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roamsync {

/// One mailbox to bring in line.
struct mailbox_job {
  std::string user_id;
  std::string mailbox;              ///< primary SMTP address, lower case
  std::vector<std::string> aliases; ///< the user's other addresses, lower case; a scope may name one of them
  wanted_signatures wanted;         ///< empty: it is asked for when it is needed
  std::string digest;               ///< of `wanted`
  std::optional<receipt> known;     ///< from an earlier run
  std::string own_mailbox;          ///< the service user's, lower case
  std::int64_t day = 0;             ///< of the run, for the receipt; days since 1970-01-01 (UTC)
  /// It is in line if it shows what `known` tells; what is wanted is asked for only if not.
  bool known_look = false;
  bool search = false;     ///< look at every signature for our mark: a process that was killed may have
                           ///< written under names that no receipt knows
  bool take_names = false; ///< overwrite a user's own signature of a wanted name instead of leaving it
  drift_rule drift = drift_rule::repair;
  bool dry_run = false; ///< nothing may be written
};

} // namespace roamsync
