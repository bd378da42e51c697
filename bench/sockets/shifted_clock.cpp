// Loaded into a program (LD_PRELOAD) so that days go by in it at the word of a measurement: the wall clock is ahead by
// what the file of $ROAMSYNC_BENCH_SHIFT says; all other clocks are as they are. If the file asks for it, memory and a
// descriptor are lost with each shift, as a defect would: a measurement that does not see that is none.
#include "bench/sockets/shift.hpp"

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using roamsync::bench::shift;
using clock_function = int (*)(clockid_t, timespec*);

const shift* shared_shift() {
  const auto* path = std::getenv("ROAMSYNC_BENCH_SHIFT");
  const auto file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0)
    return nullptr;
  auto* held = mmap(nullptr, sizeof(shift), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  return held == MAP_FAILED ? nullptr : static_cast<const shift*>(held);
}

void lose(std::int64_t bytes) {
  if (bytes <= 0)
    return;
  const auto size = static_cast<std::size_t>(bytes);
  auto* lost = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (lost != MAP_FAILED)
    std::memset(lost, 1, size);
  (void)dup(STDERR_FILENO); // NOLINT(android-cloexec-dup): lost on purpose
}

} // namespace

extern "C" int clock_gettime(clockid_t id, timespec* time) noexcept {
  static const auto real = reinterpret_cast<clock_function>(dlsym(RTLD_NEXT, "clock_gettime"));
  static const auto* ahead = shared_shift();
  static std::atomic<std::int64_t> seen{0};
  const auto result = real(id, time);
  if (id != CLOCK_REALTIME || !ahead)
    return result;
  const auto seconds = ahead->seconds.load();
  if (seen.exchange(seconds) != seconds)
    lose(ahead->lost_bytes.load());
  time->tv_sec += seconds;
  return result;
}
