#include "protocols/net/http/response_reader.hpp"

#include <utility>

namespace roamsync::net {

namespace http = boost::beast::http;
using wire::transport_error;

response_reader::response_reader(const read_limits& limits, bool without_body)
    : limits_(limits), without_body_(without_body) {
  expect_message();
}

void response_reader::expect_message() {
  parser_.emplace(limits_);
  parser_->skip(without_body_);
}

response_reader::state response_reader::feed(std::string_view bytes) {
  started_ = started_ || !bytes.empty();
  if (pending_.empty()) {
    auto now = parse(bytes);
    if (now == state::more)
      pending_.assign(bytes);
    return now;
  }
  pending_.append(bytes);
  std::string_view unread = pending_;
  auto now = parse(unread);
  pending_.erase(0, pending_.size() - unread.size());
  return now;
}

response_reader::state response_reader::parse(std::string_view& unread) {
  for (;;) {
    auto ec = feed_parser(*parser_, unread);
    if (ec == http::error::header_limit)
      return fail(transport_error::too_large, "the header is larger than "
                                                  + std::to_string(limits_.header_bytes_max) + " bytes or "
                                                  + std::to_string(limits_.header_count_max) + " fields");
    if (ec == http::error::body_limit)
      return fail(transport_error::too_large,
                  "the body is larger than " + std::to_string(limits_.body_bytes_max) + " bytes");
    if (ec && ec != http::error::need_more)
      return fail(transport_error::malformed, ec.message());
    if (!parser_->is_done()) {
      // A chunk header or a trailer without end; Beast bounds headers only.
      if (unread.size() > limits_.header_bytes_max)
        return fail(transport_error::too_large, "a chunk header or trailer is larger than "
                                                    + std::to_string(limits_.header_bytes_max) + " bytes");
      return state::more;
    }
    if (parser_->status == 101)
      return fail(transport_error::malformed, "101 Switching Protocols, which was not asked for");
    if (parser_->status >= 200) {
      surplus_ = !unread.empty();
      reusable_ = !surplus_ && parser_->keep_alive();
      return state::done;
    }
    if (++interims_ > limits_.interim_max)
      return fail(transport_error::malformed,
                  "more than " + std::to_string(limits_.interim_max) + " interim (1xx) answers");
    expect_message();
  }
}

response_reader::state response_reader::finish() {
  if (!started_)
    return fail(transport_error::closed, "closed before the answer began");
  if (!parser_->got_some())
    return fail(transport_error::closed, "closed after an interim (1xx) answer");
  boost::beast::error_code ec;
  parser_->put_eof(ec);
  if (ec)
    return fail(transport_error::closed, "closed before the answer was whole");
  return state::done;
}

response_reader::state response_reader::fail(transport_error error, std::string detail) {
  error_ = error;
  detail_ = std::move(detail);
  return state::failed;
}

wire::http_response response_reader::take() {
  return {parser_->status, std::move(parser_->fields), std::move(parser_->body)};
}

} // namespace roamsync::net
