#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

enum class check_status : std::uint8_t {
  ok,
  gap,    ///< usable, but something is missing or could not be checked
  broken, ///< does not work
};
[[nodiscard]] std::string_view to_string(check_status x) noexcept;

/// One prerequisite (docs/promises.md P1 to P5) and how it stands.
struct readiness_check {
  std::string name; ///< stable, for programs: "sign_in"
  check_status is = check_status::ok;
  std::string title;  ///< for people: "Sign-in of the service user"
  std::string reason; ///< what was seen
  std::string todo;   ///< what to do; empty if ok. Lines are parted by LF
};

/// A tenant's list; an empty id stands for roamsync itself (configuration, database).
struct readiness {
  std::string tenant;
  std::string name;
  std::vector<readiness_check> checks;
};

/// P6: red = nothing set up or something broken, orange = usable with gaps, green = ready.
enum class readiness_colour : std::uint8_t { red, orange, green };
[[nodiscard]] std::string_view to_string(readiness_colour x) noexcept;
[[nodiscard]] readiness_colour colour_of(const readiness& x) noexcept;

} // namespace roamsync
