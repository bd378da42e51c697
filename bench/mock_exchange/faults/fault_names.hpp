#pragma once

#include "bench/mock_exchange/faults/fault.hpp"

#include <array>
#include <utility>

namespace mock_exchange {

/// Every fault with its name in scenarios.
inline constexpr std::array<std::pair<std::string_view, fault_kind>, 16> fault_names{{
    {"hang", fault_kind::hang},
    {"html", fault_kind::html},
    {"reset_before", fault_kind::reset_before},
    {"reset_mid", fault_kind::reset_mid},
    {"applied_lost", fault_kind::applied_lost},
    {"trickle", fault_kind::trickle},
    {"500", fault_kind::status_500},
    {"503", fault_kind::status_503},
    {"sanitize_500", fault_kind::sanitize_500},
    {"outage", fault_kind::outage},
    {"endless", fault_kind::endless},
    {"huge_headers", fault_kind::huge_headers},
    {"redirect_foreign", fault_kind::redirect_foreign},
    {"truncated_json", fault_kind::truncated_json},
    {"deep_json", fault_kind::deep_json},
    {"canary_449", fault_kind::canary_449},
}};

} // namespace mock_exchange
