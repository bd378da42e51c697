#pragma once

#include "console/metrics/metrics.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::console {

/// One reason why the service is not healthy; a sentence. None: healthy.
using health_reasons = std::vector<std::string>;

/// What `serve` answers; the server adds length and connection fields.
struct http_answer {
  int status = 200;
  std::string content_type;
  std::string body;

  friend bool operator==(const http_answer&, const http_answer&) = default;
};

/// Where the answers come from; each is asked only for a request that needs it.
struct answer_source {
  std::function<metrics_source()> metrics;
  std::function<health_reasons()> health;
};

/// Answers GET and HEAD of /metrics and /healthz (200, or 503 with the reasons), 404 and 405 for all else.
/// The target may have a query, which is ignored. Nothing of the request is repeated in the answer.
[[nodiscard]] http_answer handle(std::string_view method, std::string_view target, const answer_source& from);

} // namespace roamsync::console
