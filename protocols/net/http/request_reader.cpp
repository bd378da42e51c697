#include "protocols/net/http/request_reader.hpp"

#include "protocols/net/http/fields.hpp"

#include <utility>

namespace roamsync::net {

namespace http = boost::beast::http;

request_reader::request_reader(const read_limits& limits) : limits_(limits) {
  parser_.emplace(limits_);
}

request_reader::state request_reader::feed(std::string_view bytes) {
  pending_.append(bytes);
  return next();
}

request_reader::state request_reader::next() {
  std::string_view unread = pending_;
  auto now = parse(unread);
  pending_.erase(0, pending_.size() - unread.size());
  return now;
}

request_reader::state request_reader::parse(std::string_view& unread) {
  auto ec = feed_parser(*parser_, unread);
  if (ec == http::error::header_limit)
    return fail(431);
  if (ec == http::error::body_limit)
    return fail(413);
  if (ec && ec != http::error::need_more)
    return fail(400);
  if (parser_->is_done())
    return parser_->version == 10 || has_field(parser_->fields, "Host") ? state::done : fail(400);
  return unread.size() > limits_.header_bytes_max ? fail(431) : state::more;
}

request_reader::state request_reader::fail(int status) {
  error_status_ = status;
  return state::failed;
}

http_request_in request_reader::take() {
  http_request_in x{std::move(parser_->method),
                    std::move(parser_->target),
                    std::move(parser_->fields),
                    std::move(parser_->body),
                    {}};
  parser_.emplace(limits_);
  continue_told_ = false;
  return x;
}

bool request_reader::wants_continue() {
  if (continue_told_ || !parser_->is_header_done() || parser_->is_done())
    return false;
  continue_told_ = true;
  return boost::beast::iequals(find_field(parser_->fields, "Expect"), "100-continue");
}

} // namespace roamsync::net
