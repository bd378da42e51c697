#pragma once

#include "bench/demo/lab.hpp"
#include "bench/demo/telling.hpp"
#include "bench/demo/world.hpp"

#include <filesystem>

namespace roamsync::demo {

/// The baseline: one customer after another, and of each one mailbox after another, as a service without
/// concurrency works; with the same engine against the same mock, so that only the order of work differs.
/// Files go to `folder`. Throws std::runtime_error if a mailbox does not end as written, and `stopped`.
[[nodiscard]] loop_result one_after_another(const programs& from, const world& x,
                                            const std::filesystem::path& folder, signal_gate& gate);

} // namespace roamsync::demo
