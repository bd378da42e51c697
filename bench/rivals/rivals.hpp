#pragma once

#include "engine/limit/limiter.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace roamsync::bench {

/// The names of all rivals, by which policies are chosen.
[[nodiscard]] std::span<const std::string_view> rival_names() noexcept;

/// A limiter that follows the published rule of that name; nothing for an unknown name. All honour `allowed` as
/// ceilings; each header says what its rule is and what was left out of it.
[[nodiscard]] std::unique_ptr<limiter> make_rival(std::string_view name, const limit& allowed,
                                                  time_point now);

} // namespace roamsync::bench
