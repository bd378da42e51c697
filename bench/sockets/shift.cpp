#include "bench/sockets/shift.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace roamsync::bench {

moved_clock::moved_clock(const std::filesystem::path& file) {
  const auto descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0 || ftruncate(descriptor, sizeof(shift)) != 0)
    throw std::runtime_error("cannot write " + file.string());
  auto* held = mmap(nullptr, sizeof(shift), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  close(descriptor);
  if (held == MAP_FAILED)
    throw std::runtime_error("cannot map " + file.string());
  shared_ = static_cast<shift*>(held);
  const auto programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  setenv("ROAMSYNC_BENCH_SHIFT", file.c_str(), 1);
  setenv("LD_PRELOAD", (programs / "shifted-clock.so").c_str(), 1);
}

moved_clock::~moved_clock() {
  unsetenv("LD_PRELOAD");
  unsetenv("ROAMSYNC_BENCH_SHIFT");
  munmap(shared_, sizeof(shift));
}

} // namespace roamsync::bench
