#pragma once

#include "protocols/wire/http/message.hpp"

namespace roamsync::actors {

/// What stands for the answer to a call that nobody has any more: it may have been sent, or not.
[[nodiscard]] inline wire::http_result lost_call() {
  return {.error = wire::transport_error::timed_out,
          .request_sent = true,
          .detail = "the call was lost within roamsync"};
}

} // namespace roamsync::actors
