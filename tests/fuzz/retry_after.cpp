#include "protocols/wire/http/retry_after.hpp"

#include "tests/fuzz/answer_text.hpp"
#include "tests/fuzz/require.hpp"

using namespace roamsync;

/// The input is the value of a Retry-After field, and of the same field twice.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto value = fuzz::text_from(data, size);
  auto wait = wire::parse_retry_after(value, fuzz::fuzz_now);
  fuzz::require(!wait || (*wait >= duration::zero() && *wait <= wire::retry_after_max),
                "a wait is between 0 and the bound");
  wire::http_fields twice = {{"Retry-After", std::string(value)}, {"retry-after", std::string(value)}};
  fuzz::require(wire::retry_after(twice, fuzz::fuzz_now) == wait, "the same field twice says the same");
  return 0;
}
