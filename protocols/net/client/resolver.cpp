#include "protocols/net/client/resolver.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <netdb.h>
#include <sys/socket.h>
#include <thread>

namespace roamsync::net {

namespace asio = boost::asio;
using steady_clock = std::chrono::steady_clock;

result<std::vector<std::string>> system_lookup(const std::string& host) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  if (auto code = ::getaddrinfo(host.c_str(), nullptr, &hints, &found); code != 0)
    return error{::gai_strerror(code)};
  std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner{found, &::freeaddrinfo};
  std::vector<std::string> addresses;
  for (auto* x = found; x; x = x->ai_next) {
    char text[NI_MAXHOST];
    if (::getnameinfo(x->ai_addr, x->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
      addresses.emplace_back(text);
  }
  return addresses;
}

/// The lookup threads and what they share; lives until the last of them has ended.
class resolver::workers : public std::enable_shared_from_this<workers> {
public:
  workers(asio::io_context& context, resolver& owner, lookup_function lookup)
      : context_(context), owner_(&owner), lookup_(std::move(lookup)) {}

  void add(std::string host) {
    std::lock_guard lock{mutex_};
    hosts_.push_back(std::move(host));
    if (hosts_.size() > idle_ && threads_ < threads_max) {
      ++threads_;
      std::thread{[self = shared_from_this()] { self->run(); }}.detach();
    }
    wake_.notify_one();
  }

  void close() {
    std::lock_guard lock{mutex_};
    owner_ = nullptr;
    hosts_.clear();
    wake_.notify_all();
  }

private:
  void run() {
    std::unique_lock lock{mutex_};
    for (;;) {
      ++idle_;
      wake_.wait(lock, [&] { return !owner_ || !hosts_.empty(); });
      --idle_;
      if (!owner_)
        return;
      auto host = std::move(hosts_.front());
      hosts_.pop_front();
      lock.unlock();
      auto answer = look_up(host);
      lock.lock();
      // owner_ is only reset on the I/O thread, while its context lives.
      if (owner_)
        asio::post(context_, [self = shared_from_this(), host, answer = std::move(answer)]() mutable {
          if (self->owner_)
            self->owner_->on_answer(host, std::move(answer));
        });
    }
  }

  result<std::vector<std::string>> look_up(const std::string& host) const {
    try {
      return lookup_(host);
    } catch (const std::exception& e) {
      return error{e.what()};
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  asio::io_context& context_;
  resolver* owner_; // written on the I/O thread under the lock
  lookup_function lookup_;
  std::deque<std::string> hosts_;
  std::size_t threads_ = 0;
  std::size_t idle_ = 0;
};

resolver::resolver(asio::io_context& context, lookup_function lookup, duration ttl)
    : ttl_(ttl), workers_(std::make_shared<workers>(context, *this, std::move(lookup))) {}

resolver::~resolver() {
  close();
}

void resolver::resolve(const std::string& host, callback then) {
  boost::system::error_code ec;
  if (auto numeric = asio::ip::make_address(host, ec); !ec)
    return then({{numeric}, {}});
  auto now = steady_clock::now();
  auto it = names_.find(host);
  if (it != names_.end() && it->second.waiting.empty() && it->second.expires > now)
    return then(it->second.outcome);
  if (it == names_.end()) {
    make_room(now);
    it = names_.try_emplace(host).first;
  }
  it->second.waiting.push_back(std::move(then));
  if (it->second.waiting.size() == 1)
    workers_->add(host);
}

void resolver::on_answer(const std::string& host, result<std::vector<std::string>> answer) {
  auto& x = names_[host];
  x.outcome = {};
  if (!answer)
    x.outcome.why = answer.failure().message;
  else
    for (const auto& text : *answer) {
      boost::system::error_code ec;
      if (auto address = asio::ip::make_address(text, ec); !ec)
        x.outcome.addresses.push_back(address);
    }
  if (x.outcome.addresses.empty() && x.outcome.why.empty())
    x.outcome.why = "the name has no address";
  constexpr std::chrono::seconds failure_ttl{1};
  x.expires = steady_clock::now()
              + (x.outcome.addresses.empty() ? std::min<steady_clock::duration>(ttl_, failure_ttl) : ttl_);
  auto outcome = x.outcome; // a callback may resolve again and move the table
  for (auto waiting = std::exchange(x.waiting, {}); auto& then : waiting)
    then(outcome);
}

void resolver::demote(const std::string& host, const asio::ip::address& address) {
  auto it = names_.find(host);
  if (it == names_.end())
    return;
  auto& all = it->second.outcome.addresses;
  if (auto bad = std::find(all.begin(), all.end(), address); bad != all.end())
    std::rotate(bad, bad + 1, all.end());
}

void resolver::make_room(steady_clock::time_point now) {
  if (names_.size() < names_max)
    return;
  std::erase_if(names_, [&](const auto& x) { return x.second.waiting.empty() && x.second.expires <= now; });
  if (names_.size() >= names_max)
    std::erase_if(names_, [](const auto& x) { return x.second.waiting.empty(); });
}

void resolver::close() {
  workers_->close();
  names_.clear();
}

} // namespace roamsync::net
