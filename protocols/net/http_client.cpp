#include "protocols/net/http_client.hpp"

#include "protocols/net/client/core.hpp"
#include "protocols/net/http/request_text.hpp"
#include "protocols/net/io_thread.hpp"

#include <boost/asio/post.hpp>

#include <mutex>
#include <utility>

namespace roamsync::net {

namespace asio = boost::asio;

namespace {

/// A job that another thread hands in.
struct command {
  std::unique_ptr<job> what;
  endpoint to;
  std::string refusal; // not empty: the request cannot be sent
};

} // namespace

class http_client::impl {
public:
  impl(client_options options, std::unique_ptr<tls_context> tls, sink completions)
      : options_(std::move(options)), tls_(std::move(tls)),
        core_(loop_.context(), options_, *tls_, counters_, std::move(completions)) {
    loop_.start();
  }

  /// A tunnel through the proxy is asked for by CONNECT; only plain HTTP is asked of the proxy itself.
  [[nodiscard]] bool by_proxy(const endpoint& to) const { return options_.proxy && to.scheme == "http"; }

  /// False if it is too late. One post for a burst of commands.
  bool put(command x) {
    std::lock_guard lock{mutex_};
    if (closed_)
      return false;
    inbox_.push_back(std::move(x));
    if (inbox_.size() == 1)
      asio::post(loop_.context(), [this] { take_inbox(); });
    return true;
  }

  void stop() {
    loop_.stop([this] {
      close_inbox();
      core_.stop();
    });
  }

  [[nodiscard]] client_stats stats() const noexcept { return counters_.snapshot(); }

private:
  void take_inbox() {
    std::vector<command> commands;
    {
      std::lock_guard lock{mutex_};
      commands.swap(inbox_);
    }
    for (auto& x : commands)
      obey(x);
  }

  void close_inbox() {
    {
      std::lock_guard lock{mutex_};
      closed_ = true;
    }
    take_inbox();
  }

  void obey(command& x) {
    if (!x.refusal.empty())
      core_.refuse(*x.what, wire::transport_error::malformed, std::move(x.refusal));
    else
      core_.submit(std::move(x.what), x.to);
  }

  client_options options_;
  std::unique_ptr<tls_context> tls_;
  client_counters counters_;
  io_thread loop_;
  client_core core_;

  std::mutex mutex_; // of the two below
  std::vector<command> inbox_;
  bool closed_ = false;
};

http_client::http_client(std::unique_ptr<impl> x) : impl_(std::move(x)) {}

http_client::~http_client() {
  stop();
}

result<std::unique_ptr<http_client>> http_client::create(client_options options, sink completions) {
  if (auto ok = validate(options); !ok)
    return ok.failure();
  auto tls = tls_context::create(options.ca_file);
  if (!tls)
    return tls.failure();
  return std::unique_ptr<http_client>{
      new http_client{std::make_unique<impl>(std::move(options), std::move(*tls), std::move(completions))}};
}

bool http_client::submit(std::uint64_t id, wire::http_request request, duration timeout, std::string flow) {
  command x;
  x.what = std::make_unique<job>();
  x.what->id = id;
  x.what->deadline = steady::now() + timeout;
  x.what->flow = std::move(flow);
  x.what->idempotent = is_idempotent(request.method);
  x.what->head = request.method == "HEAD";
  if (auto text = request_text(request, impl_->by_proxy(request.to)))
    x.what->text = std::move(*text);
  else
    x.refusal = text.failure().message;
  x.to = std::move(request.to);
  return impl_->put(std::move(x));
}

void http_client::stop() {
  impl_->stop();
}

client_stats http_client::stats() const noexcept {
  return impl_->stats();
}

} // namespace roamsync::net
