#pragma once

#include "bench/demo/world.hpp"

#include <boost/json/object.hpp>

#include <span>

namespace roamsync::demo {

/// Name of the signature that some people have of their own.
inline constexpr const char* own_signature_name = "Privat";

/// HTML of that signature.
[[nodiscard]] std::string own_signature_html(const person& x);

/// The world as a scenario of the mock Exchange (bench/mock_exchange/README.md).
[[nodiscard]] boost::json::object mock_scenario(const world& x);

/// Some of its customers for POST /control/tenants: a world of a million mailboxes is too much for one file.
[[nodiscard]] boost::json::object mock_tenants(std::span<const company> some);

} // namespace roamsync::demo
