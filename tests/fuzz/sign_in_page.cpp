#include "protocols/wire/identity/browser_sign_in.hpp"
#include "tests/fuzz/answer_text.hpp"
#include "tests/fuzz/require.hpp"

#include <string>

using namespace roamsync;

namespace {

constexpr std::string_view password = "correct-horse-battery-staple";

/// No page, however hostile, gets a request out of the cloud, a broken header line or a second password.
void check(const wire::http_request& request, int& passwords) {
  fuzz::require(wire::same_cloud(wire::url_of(request), fuzz::fuzz_cloud()), "requests stay in the cloud");
  fuzz::require(request.target.starts_with('/') && request.target.find_first_of(" \r\n") == std::string::npos,
                "a target is one word");
  for (const auto& [name, value] : request.fields)
    fuzz::require(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos,
                  "a field is one line");
  if (request.body.find(password) != std::string::npos) {
    fuzz::require(request.to == fuzz::fuzz_cloud().identity, "the password goes to the identity endpoint");
    fuzz::require(++passwords == 1, "the password is posted once");
  }
}

} // namespace

/// The input is a series of answers (answer_text.hpp) separated by lines of "----"; the last one repeats.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view separator = "\n----\n";
  auto rest = fuzz::text_from(data, size);
  // A page that knows the password may have it sent back as a token; the fuzzer learns it from the
  // comparison.
  if (rest.find(password) != std::string_view::npos)
    return 0;
  wire::browser_sign_in machine(fuzz::fuzz_cloud(), "svc@contoso.com", secret(std::string(password)),
                                [] { return std::string("id"); });
  auto step = machine.start();
  int steps = 0;
  int passwords = 0;
  while (const auto* request = std::get_if<wire::http_request>(&step)) {
    check(*request, passwords);
    fuzz::require(++steps <= wire::sign_in_requests_max, "a sign-in ends");
    auto end = rest.find(separator);
    auto answer = fuzz::answer_from(rest.substr(0, end));
    if (end != std::string_view::npos)
      rest.remove_prefix(end + separator.size());
    step = machine.on_result(answer, fuzz::fuzz_now);
  }
  if (const auto* failed = std::get_if<wire::sign_in_failed>(&step)) {
    const auto& call = failed->call;
    fuzz::require(call.what != verdict::ok && call.why != cause::none, "a failure has a cause");
    fuzz::require(call.detail.find(password) == std::string::npos, "a detail has no password");
    fuzz::require(call.detail.size() < 2000 && call.detail.find_first_of("\r\n") == std::string::npos,
                  "a detail is one bounded line");
  }
  return 0;
}
