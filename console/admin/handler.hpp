#pragma once

#include "console/admin/tune_json.hpp"
#include "console/metrics/handler.hpp"
#include "console/top/tenant_page.hpp"
#include "engine/model/night_view.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace roamsync::console {

/// Changes that the audit shows at once.
inline constexpr std::size_t changes_shown_max = 1'000;

/// The request asks for what is not allowed; whoever asked can mend it.
struct tuning_refused {
  error why;
};
using tuning_end = std::variant<knob_answer, tuning_refused, error>;

/// Where the answers of the socket come from; each is asked only for a request that needs it.
struct admin_source {
  std::function<result<knob_answer>()> knobs;
  std::function<tuning_end(const asked_tuning&)> tune;
  std::function<result<std::vector<change_row>>(std::size_t most)> changes;
  std::function<std::optional<night_view>()> night;
  std::function<tenant_page(const tenant_query&)> tenants; ///< of the same run
};

/// Answers GET /v1/tune, POST /v1/tune, GET /v1/changes, GET /v1/night and GET /v1/tenants (parse_tenant_query) in
/// JSON; 400 for what is not allowed, 404 and 405 for all else, 503 if the store cannot be used. An error is {"problems":["...", ...]}.
[[nodiscard]] http_answer handle_admin(std::string_view method, std::string_view target,
                                       std::string_view body, const admin_source& from);

} // namespace roamsync::console
