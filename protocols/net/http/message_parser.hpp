#pragma once

#include "protocols/net/options.hpp"
#include "protocols/wire/http/message.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace roamsync::net {

/// Collects one message from Beast's parser under our limits. Beast bounds what it has not yet consumed, but
/// not the sum of the fields, nor their number; that is done here.
template <bool is_request>
class message_parser final : public boost::beast::http::basic_parser<is_request> {
public:
  using base = boost::beast::http::basic_parser<is_request>;
  using text = boost::beast::string_view;
  using error_code = boost::beast::error_code;
  using fault = boost::beast::http::error;

  explicit message_parser(const read_limits& limits) : limits_(limits) {
    this->header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    this->body_limit(limits.body_bytes_max);
    this->eager(true);
  }

  int status = 0;     ///< of a response
  int version = 0;    ///< of a request: 10 or 11
  std::string method; ///< of a request
  std::string target; ///< of a request
  wire::http_fields fields;
  std::string body;

  /// A chunked body of which not a byte has been parsed.
  [[nodiscard]] bool awaits_first_chunk() const {
    return this->is_header_done() && this->chunked() && !chunk_seen_;
  }

private:
  void on_request_impl(boost::beast::http::verb, text verb, text wanted, int number,
                       error_code& ec) override {
    version = number;
    method.assign(verb.data(), verb.size());
    target.assign(wanted.data(), wanted.size());
    count(verb.size() + wanted.size(), ec);
  }

  void on_response_impl(int code, text reason, int, error_code& ec) override {
    status = code;
    count(reason.size(), ec);
  }

  void on_field_impl(boost::beast::http::field id, text name, text value, error_code& ec) override {
    count(name.size() + value.size(), ec);
    if (++field_count_ > limits_.header_count_max)
      ec = fault::header_limit;
    // Beast knows chunked only; anything else would leave the length of the body to guesswork.
    if (id == boost::beast::http::field::transfer_encoding && !boost::beast::iequals(value, "chunked"))
      ec = fault::bad_transfer_encoding;
    if (!ec && !chunk_seen_) // trailers are counted, but not kept
      fields.emplace_back(std::string{name.data(), name.size()}, std::string{value.data(), value.size()});
  }

  void on_header_impl(error_code&) override {}

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    // The other side's word is not enough to take more memory than this.
    body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length.value_or(0), reserve_max)));
  }

  std::size_t on_body_impl(text bytes, error_code&) override {
    body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, text, error_code&) override { chunk_seen_ = true; }

  std::size_t on_chunk_body_impl(std::uint64_t, text bytes, error_code& ec) override {
    return on_body_impl(bytes, ec);
  }

  void on_finish_impl(error_code&) override {}

  void count(std::size_t bytes, error_code& ec) {
    header_bytes_ += bytes;
    if (header_bytes_ > limits_.header_bytes_max)
      ec = fault::header_limit;
  }

  static constexpr std::uint64_t reserve_max = 64 * 1024;

  const read_limits& limits_;
  std::size_t header_bytes_ = 0;
  std::size_t field_count_ = 0;
  bool chunk_seen_ = false;
};

/// Feeds `unread` to the parser until it is done, has had enough, or fails; takes what was used off the
/// front. The error is need_more only if nothing can be done without more bytes.
template <bool is_request>
boost::beast::error_code feed_parser(message_parser<is_request>& parser, std::string_view& unread) {
  boost::beast::error_code ec;
  while (!parser.is_done() && !unread.empty() && !ec) {
    // No chunked body is shorter, and Beast 1.81 asserts on some shorter beginnings ("0\r\n\r").
    constexpr std::size_t chunked_body_min = 5;
    if (parser.awaits_first_chunk() && unread.size() < chunked_body_min)
      return boost::beast::http::error::need_more;
    unread.remove_prefix(parser.put(boost::asio::const_buffer{unread.data(), unread.size()}, ec));
  }
  return ec;
}

} // namespace roamsync::net
