#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <boost/json/object.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace mock_exchange {

/// A 200 page of the login host with its `$Config={...};` line (wire.md 1.2.2). `more` is laid over the
/// fields that every page has: flow token, context, canaries, ids, pgid.
response config_page(world& w, std::string_view flow_token, const sign_in_flow& flow,
                     std::string_view page_id, boost::json::object more);

/// A page with a form that sends itself: hidden fields, POST to `action`.
response auto_form(std::string_view action, const std::vector<std::pair<std::string, std::string>>& hidden);

/// A 200 page without `$Config`, form or Location (wire.md 1.2.4).
response blank_page();

} // namespace mock_exchange
