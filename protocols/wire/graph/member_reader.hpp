#pragma once

#include "engine/directory/member.hpp"

#include <boost/json.hpp>

#include <optional>

namespace roamsync::wire {

/// One user of the directory as a member; nothing if it is no object, another kind than a user, or without
/// id. Text attributes keep Graph's names; those of onPremisesExtensionAttributes stand beside them under
/// their own. Null and empty values are left out; beyond the bounds of answers.hpp the rest is ignored.
[[nodiscard]] std::optional<member> read_member(const boost::json::value& value);

} // namespace roamsync::wire
