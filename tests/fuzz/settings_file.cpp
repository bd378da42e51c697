#include "engine/config/config.hpp"
#include "engine/config/config_findings.hpp"
#include "engine/config/tenant_config.hpp"
#include "tests/fuzz/require.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace roamsync;

namespace {

void read_config(std::string_view text) {
  const auto parsed = parse_config(text, "f");
  if (!parsed) {
    fuzz::require(parsed.failure().message.starts_with("f:"), "an error names the file");
    return;
  }
  fuzz::require(config_findings(*parsed).empty(), "what was accepted is valid");
  const auto printed = print_config(*parsed);
  const auto again = parse_config(printed, "f");
  fuzz::require(again.ok() && print_config(*again) == printed, "what was printed is read back to the same");
}

void read_tenants(std::string_view text) {
  const auto parsed = parse_tenants(text, "f");
  if (!parsed)
    return;
  for (const auto& x : parsed.value())
    fuzz::require(validate(x.settings).ok(), "a tenant that was accepted is valid");
}

} // namespace

/// The input is a configuration file, and an import file of tenants.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  read_config(text);
  read_tenants(text);
  return 0;
}
