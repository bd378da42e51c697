#include "bench/rivals/rivals.hpp"

#include "bench/rivals/aimd_rate.hpp"
#include "bench/rivals/aws_adaptive.hpp"
#include "bench/rivals/fixed_width.hpp"
#include "bench/rivals/netflix.hpp"
#include "bench/rivals/rclone_pacer.hpp"

#include <algorithm>
#include <array>

namespace roamsync::bench {

namespace {

using maker = std::unique_ptr<limiter> (*)(const limit&, time_point);

template <class Rival>
std::unique_ptr<limiter> make(const limit& allowed, time_point now) {
  return std::make_unique<Rival>(allowed, now);
}

constexpr std::array<std::string_view, 7> names{"own-retry-after", "full-jitter",  "rclone-pacer",
                                                "aws-adaptive",    "netflix-aimd", "netflix-gradient2",
                                                "aimd-rate"};
constexpr std::array<maker, 7> makers{make<own_retry_after>, make<full_jitter>,  make<rclone_pacer>,
                                      make<aws_adaptive>,    make<netflix_aimd>, make<netflix_gradient2>,
                                      make<aimd_rate>};

} // namespace

std::span<const std::string_view> rival_names() noexcept {
  return names;
}

std::unique_ptr<limiter> make_rival(std::string_view name, const limit& allowed, time_point now) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? nullptr
                              : makers.at(static_cast<std::size_t>(found - names.begin()))(allowed, now);
}

} // namespace roamsync::bench
