#pragma once

#include "bench/mock_exchange/http/message.hpp"

#include <memory>
#include <string_view>

namespace mock_exchange {

/// Makes one request out of bytes, in any split, with Beast's parser. One object serves one request.
class request_parser {
public:
  /// Largest header block and largest body, in bytes.
  static constexpr std::size_t header_bytes_max = 64 * 1024;
  static constexpr std::size_t body_bytes_max = 32 * 1024 * 1024;

  enum class state { need_more, done, too_large, malformed };

  request_parser();
  ~request_parser();
  request_parser(request_parser&&) noexcept;
  request_parser& operator=(request_parser&&) noexcept;

  /// Takes bytes; `used` tells how many were eaten. What was not eaten must be offered again with more behind
  /// it.
  state feed(std::string_view bytes, std::size_t& used);

  /// True if the client waits for "100 Continue" before it sends the body; true once only.
  [[nodiscard]] bool wants_continue();

  /// The request, once feed() said done.
  [[nodiscard]] request take();

private:
  class impl;
  std::unique_ptr<impl> impl_;
};

} // namespace mock_exchange
