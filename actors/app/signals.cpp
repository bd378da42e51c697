#include "actors/app/signals.hpp"

#include <csignal>
#include <ctime>

namespace roamsync::app {

namespace {

sigset_t waited_for() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  return set;
}

} // namespace

void block_signals() {
  auto set = waited_for();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

signals_let_through::signals_let_through() {
  auto set = waited_for();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

signals_let_through::~signals_let_through() {
  auto set = waited_for();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

std::optional<int> wait_signal(duration longest) {
  auto set = waited_for();
  timespec time{.tv_sec = longest.count() / 1000, .tv_nsec = (longest.count() % 1000) * 1'000'000};
  auto got = sigtimedwait(&set, nullptr, &time);
  return got > 0 ? std::optional{got} : std::nullopt;
}

exit_code exit_code_of(int signal) noexcept {
  return signal == SIGINT ? exit_code::interrupted : exit_code::terminated;
}

} // namespace roamsync::app
