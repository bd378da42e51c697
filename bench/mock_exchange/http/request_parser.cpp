#include "bench/mock_exchange/http/request_parser.hpp"

#include "bench/mock_exchange/base/text.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace mock_exchange {

namespace beast = boost::beast;
namespace http = boost::beast::http;

class request_parser::impl final : public http::basic_parser<true> {
public:
  impl() {
    eager(true);
    header_limit(header_bytes_max);
    body_limit(body_bytes_max);
  }

  request made;
  bool expects_continue = false;

private:
  // The many parameters are those of Beast's interface; the mock needs text only.
  void on_request_impl(http::verb, beast::string_view method, beast::string_view target, int,
                       beast::error_code&) override {
    made.method.assign(method.data(), method.size());
    made.target.assign(target.data(), target.size());
  }
  void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
  void on_field_impl(http::field, beast::string_view name, beast::string_view value,
                     beast::error_code&) override {
    made.headers.emplace_back(std::string(name.data(), name.size()), std::string(value.data(), value.size()));
  }
  void on_header_impl(beast::error_code&) override {
    made.keep_alive = keep_alive();
    expects_continue = same_text(made.header("expect"), "100-continue");
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>& size, beast::error_code&) override {
    if (size && *size <= body_bytes_max)
      made.body.reserve(static_cast<std::size_t>(*size));
  }
  std::size_t on_body_impl(beast::string_view body, beast::error_code&) override {
    made.body.append(body.data(), body.size());
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body, beast::error_code&) override {
    made.body.append(body.data(), body.size());
    return body.size();
  }
  void on_finish_impl(beast::error_code&) override {}
};

request_parser::request_parser() : impl_(std::make_unique<impl>()) {}
request_parser::~request_parser() = default;
request_parser::request_parser(request_parser&&) noexcept = default;
request_parser& request_parser::operator=(request_parser&&) noexcept = default;

request_parser::state request_parser::feed(std::string_view bytes, std::size_t& used) {
  used = 0;
  while (!impl_->is_done()) {
    auto rest = bytes.substr(used);
    if (rest.empty())
      return state::need_more;
    beast::error_code error;
    used += impl_->put(boost::asio::const_buffer(rest.data(), rest.size()), error);
    if (error == http::error::need_more)
      return state::need_more;
    if (error == http::error::body_limit || error == http::error::header_limit)
      return state::too_large;
    if (error)
      return state::malformed;
  }
  return state::done;
}

bool request_parser::wants_continue() {
  return std::exchange(impl_->expects_continue, false);
}

request request_parser::take() {
  return std::move(impl_->made);
}

} // namespace mock_exchange
