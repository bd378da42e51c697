#pragma once

#include "bench/mock_exchange/world/world.hpp"

#include <string>
#include <string_view>

namespace mock_exchange {

/// What the mailboxes hold as JSON: {tenant id: {address: {signatures, list, default_new, default_reply,
/// writes}}}. Only one tenant if `tenant_name` is its id or domain. With `digests` each content is told as
/// its SHA-256.
std::string truth_of(const world& w, std::string_view tenant_name, bool digests);

} // namespace mock_exchange
