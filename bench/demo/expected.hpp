#pragma once

#include "bench/demo/world.hpp"

#include <string_view>
#include <vector>

namespace roamsync::demo {

/// The causes (engine/model/cause.hpp) of which a customer with this trouble must fail with one as a whole;
/// empty where the trouble is not of that kind.
[[nodiscard]] std::vector<std::string_view> tenant_causes(trouble x);

/// True if nothing can be done for such a customer.
[[nodiscard]] bool fails_as_a_whole(trouble x);

/// The cause that this member's mailbox must have; empty if it must end well. Needs !fails_as_a_whole.
[[nodiscard]] std::string_view mailbox_cause(const company& of, const person& x);

} // namespace roamsync::demo
