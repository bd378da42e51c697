#include "console/report/standing_words.hpp"

#include "console/text/numbers.hpp"

#include <chrono>
#include <fmt/format.h>

namespace roamsync::console {

namespace {

std::string moment(utc_time x, const text_options& o) {
  const auto day = date_text(utc_date{std::chrono::floor<std::chrono::days>(x)});
  return fmt::format(fmt::runtime(o.pick("{} {} UTC", "{} um {} UTC")), day, clock_text(x));
}

std::string until_stored_anew(std::string_view command, const text_options& o) {
  return fmt::format(
      fmt::runtime(o.pick("it is not posted again until a password is stored, the same one if it is "
                          "right: {}",
                          "es wird erst wieder gesendet, wenn ein Kennwort hinterlegt wird, auch "
                          "dasselbe, falls es richtig ist: {}")),
      command);
}

} // namespace

std::string told_to_wait(utc_time until, utc_time now, const text_options& o) {
  const auto soon = until - now < std::chrono::days{1};
  return fmt::format(
      fmt::runtime(o.pick("the service asked to wait until {}", "der Dienst bat um eine Pause bis {}")),
      soon ? clock_text(until) + " UTC" : moment(until, o));
}

std::string refused_before(utc_time posted, std::string_view command, const text_options& o) {
  return fmt::format(fmt::runtime(o.pick("so it was when the password was posted on {}; {}",
                                         "dies war die Antwort, als das Kennwort am {} gesendet wurde; {}")),
                     moment(posted, o), until_stored_anew(command, o));
}

std::string unanswered_before(std::uint32_t posts, utc_time last, std::string_view command,
                              const text_options& o) {
  return fmt::format(
      fmt::runtime(o.pick("the password was posted {} times, last on {}, without an answer that was read; {}",
                          "das Kennwort wurde {}-mal gesendet, zuletzt am {}, ohne eine Antwort, die gelesen "
                          "werden konnte; {}")),
      posts, moment(last, o), until_stored_anew(command, o));
}

std::string no_password(std::string_view tenant, std::string_view service_user, std::string_view command,
                        const text_options& o) {
  const auto whose = service_user.empty()
                         ? fmt::format(fmt::runtime(o.pick("tenant \"{}\"", "Tenant \"{}\"")), tenant)
                         : std::string{service_user};
  return fmt::format(fmt::runtime(o.pick("no password is stored for {}; store it with: {}",
                                         "für {} ist kein Kennwort hinterlegt; hinterlegen Sie es mit: {}")),
                     whose, command);
}

std::string no_service_user(std::string_view tenant, std::string_view service_user, const text_options& o) {
  return fmt::format(
      fmt::runtime(
          o.pick("{0} is no service user of tenant \"{1}\"; roamsync tenant show {1} shows those that it has",
                 "{0} ist kein Service-Benutzer des Tenants \"{1}\"; roamsync tenant show {1} nennt die, "
                 "die er hat")),
      service_user, tenant);
}

} // namespace roamsync::console
