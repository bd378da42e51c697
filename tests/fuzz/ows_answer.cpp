#include "protocols/wire/ows/decode.hpp"
#include "tests/fuzz/answer_text.hpp"
#include "tests/fuzz/require.hpp"

using namespace roamsync;

namespace {

void check(const roaming_command& command, const wire::http_result& answer, bool write) {
  auto reply = wire::decode(command, answer, fuzz::fuzz_now);
  const auto& call = reply.call;
  fuzz::require((call.what == verdict::ok) == (call.why == cause::none), "a cause is set unless ok");
  fuzz::require(call.what == verdict::ok || reply.settings.empty(), "only an ok read has settings");
  fuzz::require(!write || reply.settings.empty(), "a write has no settings");
  fuzz::require(write || !call.maybe_applied, "a read applies nothing");
  fuzz::require(reply.settings.size() <= wire::roaming_entries_max, "entries are bounded");
  fuzz::require(call.detail.size() < 1000 && call.detail.find_first_of("\r\n") == std::string::npos,
                "a detail is one bounded line");
  fuzz::require(!call.retry_after
                    || (*call.retry_after >= duration::zero() && *call.retry_after <= std::chrono::hours(24)),
                "a wait is bounded");
}

} // namespace

/// The input is an answer of the roaming settings (answer_text.hpp), read as the answer to each command.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto answer = fuzz::answer_from(fuzz::text_from(data, size));
  check(read_defaults{}, answer, false);
  check(read_contents{{"Work"}}, answer, false);
  check(write_contents{}, answer, true);
  check(write_defaults{}, answer, true);
  check(delete_signature{"Work"}, answer, true);
  return 0;
}
