#include "protocols/net/io_thread.hpp"

#include <csignal>
#include <utility>

namespace roamsync::net {

void io_thread::start() {
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread{[this] { context_.run(); }};
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void io_thread::stop(std::function<void()> last) {
  std::lock_guard one_at_a_time{stop_mutex_};
  if (!thread_.joinable())
    return;
  boost::asio::post(context_, [this, last = std::move(last)] {
    last();
    work_.reset();
  });
  thread_.join();
}

} // namespace roamsync::net
