#include "tests/protocols/net/client_fixture.hpp"

#include <cstdio>
#include <cstdlib>

namespace net_test {

recorder::recorder(client_options options) {
  auto made = http_client::create(std::move(options), [this](auto all) { take(std::move(all)); });
  if (!made) {
    std::fprintf(stderr, "%s\n", made.failure().message.c_str());
    std::abort();
  }
  client_ = std::move(*made);
}

void recorder::take(std::vector<completion> all) {
  std::lock_guard lock{mutex_};
  ++bursts_;
  for (auto& x : all) {
    auto id = x.id;
    order_.push_back(id);
    if (!done_.try_emplace(id, std::move(x)).second)
      ++repeats_;
  }
  changed_.notify_all();
}

std::uint64_t recorder::send(wire::http_request request, roamsync::duration timeout, std::string flow) {
  std::uint64_t id = 0;
  {
    std::lock_guard lock{mutex_};
    id = ++ids_;
  }
  EXPECT_TRUE(client_->submit(id, std::move(request), timeout, std::move(flow)));
  return id;
}

completion recorder::wait(std::uint64_t id) {
  std::unique_lock lock{mutex_};
  if (!changed_.wait_for(lock, 30s, [&] { return done_.contains(id); })) {
    std::fprintf(stderr, "request %lu was never completed\n", static_cast<unsigned long>(id));
    std::abort();
  }
  return done_.at(id);
}

wire::http_result recorder::fetch(wire::http_request request, roamsync::duration timeout) {
  return wait(send(std::move(request), timeout)).result;
}

std::vector<std::uint64_t> recorder::order() {
  std::lock_guard lock{mutex_};
  return order_;
}

std::size_t recorder::bursts() {
  std::lock_guard lock{mutex_};
  return bursts_;
}

std::size_t recorder::repeats() {
  std::lock_guard lock{mutex_};
  return repeats_;
}

wire::http_request get(std::uint16_t port, std::string target) {
  return {"GET", {"http", "127.0.0.1", port, {}}, std::move(target), {}, {}};
}

wire::http_request get_tls(std::uint16_t port, std::string target, std::string host) {
  return {"GET", {"https", std::move(host), port, {}}, std::move(target), {}, {}};
}

wire::http_request post(std::uint16_t port, std::string body, std::string target) {
  return {"POST", {"http", "127.0.0.1", port, {}}, std::move(target), {}, std::move(body)};
}

void until(const std::function<bool()>& holds) {
  for (auto end = std::chrono::steady_clock::now() + 30s; !holds();) {
    if (std::chrono::steady_clock::now() > end) {
      std::fprintf(stderr, "a condition never came true\n");
      std::abort();
    }
    std::this_thread::sleep_for(1ms);
  }
}

roamsync::result<std::vector<std::string>> to_loopback(const std::string&) {
  return std::vector<std::string>{"127.0.0.1"};
}

} // namespace net_test
