#include "engine/simulate/service.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace roamsync {

namespace {

/// A refusal is quick.
constexpr duration refused_after{20};

std::uint64_t mixed(std::uint64_t x) noexcept { // SplitMix64
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

} // namespace

double drawn(std::uint64_t seed, std::uint64_t a, std::uint64_t b, std::uint64_t c) noexcept {
  return static_cast<double>(mixed(mixed(mixed(mixed(seed) ^ a) ^ b) ^ c) >> 11) * 0x1.0p-53;
}

service_state::judgement service_state::arrive(time_point now) noexcept {
  for (; changed_ < what_.changes.size() && what_.changes[changed_].at <= now; ++changed_) {
    takes_ = what_.changes[changed_].to;
    tokens_ = std::min(tokens_, takes_.burst);
  }
  for (; froze_ < what_.freezes.size() && what_.freezes[froze_] <= now; ++froze_)
    frozen_until_ = std::max(frozen_until_, what_.freezes[froze_] + what_.retry_after);
  if (now < frozen_until_)
    return {.wait = frozen_until_ - now, .inside_wait = now < told_until_};
  auto breach = takes_.lanes > 0 && in_flight_ + 1 > takes_.lanes;
  if (!breach && takes_.rate > 0) {
    auto seconds = std::chrono::duration<double>(now - filled_).count();
    tokens_ = std::min(takes_.burst, tokens_ + seconds * takes_.rate);
    filled_ = now;
    breach = tokens_ < 1 - 1e-9;
    tokens_ -= breach ? 0 : 1;
  }
  if (breach) {
    frozen_until_ = now + what_.retry_after;
    return {.wait = what_.retry_after};
  }
  ++in_flight_;
  return {.taken = true};
}

std::uint32_t call_count(const simulated_tenant& x, std::uint64_t seed, std::uint64_t tenant,
                         std::uint32_t mailbox) noexcept {
  const bool more = x.one_more > 0 && drawn(seed, 8, tenant, mailbox) < x.one_more;
  return x.calls + (more ? 1 : 0);
}

duration latency_of(const simulated_tenant& x, std::uint64_t seed, std::uint64_t tenant,
                    std::uint32_t mailbox, std::uint32_t step) {
  auto call = std::uint64_t{mailbox} << 8 | step;
  auto a = drawn(seed, tenant * 4, call, 1);
  auto b = drawn(seed, tenant * 4, call, 2);
  auto normal = std::sqrt(-2 * std::log(1 - a)) * std::cos(2 * std::numbers::pi * b);
  auto ms = static_cast<double>(x.service.latency.count()) * std::exp(x.service.spread * normal);
  return duration{std::max<std::int64_t>(1, std::llround(ms))};
}

service_answer answer_to(const simulated_request& x, service_state& service, duration call_timeout,
                         time_point now) {
  const auto& what = x.of.service;
  service_answer out{.after = refused_after};
  const auto judged = service.arrive(now);
  if (!judged.taken) {
    out.inside_wait = judged.inside_wait;
    out.result = {.what = verdict::throttled, .why = cause::throttled, .status = 429};
    if (what.tells)
      out.result.retry_after = std::chrono::ceil<std::chrono::seconds>(judged.wait);
    return out;
  }
  const auto call = std::uint64_t{x.mailbox} << 8 | x.step;
  const auto outage = now >= what.outage_from && now < what.outage_until;
  if (outage || drawn(x.seed, x.tenant * 4ULL + 1, call, x.tries) < what.unavailable) {
    out.result = {.what = verdict::transient, .why = cause::server_error, .status = 503};
  } else if (what.hangs > 0 && drawn(x.seed, x.tenant * 4ULL + 2, call, x.tries) < what.hangs) {
    out.after = call_timeout;
    out.result = {.what = verdict::transient, .why = cause::timed_out};
  } else {
    out.after = latency_of(x.of, x.seed, x.tenant, x.mailbox, x.step);
  }
  return out;
}

} // namespace roamsync
