#pragma once

#include "bench/demo/world.hpp"

#include <boost/json/object.hpp>

namespace roamsync::demo {

/// Name of the signature that some people have of their own.
inline constexpr const char* own_signature_name = "Privat";

/// HTML of that signature.
[[nodiscard]] std::string own_signature_html(const person& x);

/// The world as a scenario of the mock Exchange (bench/mock_exchange/README.md); latencies of each answer are
/// log-normal, 80 to 400 ms.
[[nodiscard]] boost::json::object mock_scenario(const world& x);

} // namespace roamsync::demo
