#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <mutex>
#include <thread>

namespace roamsync::net {

/// One thread that runs one event loop. Takes no signals: they are for the threads that wait for them.
class io_thread {
public:
  io_thread() : work_(context_.get_executor()) {}
  io_thread(const io_thread&) = delete;
  io_thread& operator=(const io_thread&) = delete;

  [[nodiscard]] boost::asio::io_context& context() noexcept { return context_; }

  /// Starts the thread; once.
  void start();

  /// Runs `last` on the thread, lets the loop end once nothing is left to wait for, and joins. Only the first
  /// call does so, the others wait for it. Not from the thread itself.
  void stop(std::function<void()> last);

private:
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::mutex stop_mutex_; // of thread_
  std::thread thread_;
};

} // namespace roamsync::net
