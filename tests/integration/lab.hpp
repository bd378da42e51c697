#pragma once

#include "bench/demo/process.hpp"
#include "tests/integration/customer.hpp"
#include "tests/integration/record.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace roamsync::integration {

/// The programs under test: $ROAMSYNC_PROGRAM and $MOCK_EXCHANGE_PROGRAM, else those of this build.
[[nodiscard]] std::filesystem::path roamsync_file();
[[nodiscard]] std::filesystem::path mock_file();

/// Asks again and again until it is so; false after a minute, which no healthy machine needs.
[[nodiscard]] bool wait_until(const std::function<bool()>& is_so);

/// The minute of the day, UTC, that many minutes from now, as the configuration takes it: "01:05".
[[nodiscard]] std::string minute_of_day(int minutes_from_now = 0);

/// How a program ended and what it said.
struct finished {
  int code = -1;
  std::string out;
  std::string err;
};

struct night_end {
  int code = -1;
  report what;
};

/// How the mock answers, over what each customer says itself: quick, without limits.
[[nodiscard]] boost::json::object quick_answers();

/// A mock Exchange and the files of one roamsync in a folder of their own. Whatever it started ends with it.
class lab {
public:
  /// Starts the mock and imports the customers. `config`: further lines of the configuration, first those of
  /// its section [night], then sections that write_config does not have. The window opens twelve hours from
  /// now, so that no test depends on the time of day. Throws std::runtime_error.
  explicit lab(std::vector<customer> customers, boost::json::object defaults = quick_answers(),
               const std::string& config = {});
  ~lab();
  lab(const lab&) = delete;
  lab& operator=(const lab&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const std::vector<customer>& customers() const { return customers_; }

  /// A program that runs; output() has what it said.
  [[nodiscard]] demo::child start(const std::vector<std::string>& arguments, const std::string& name);
  [[nodiscard]] std::string output(const std::string& name) const;
  [[nodiscard]] std::string errors(const std::string& name) const;

  /// Runs roamsync with this configuration to its end; fails the test if that does not come. `input`: what
  /// stands on its standard input.
  finished run(std::vector<std::string> arguments, const std::string& input = {});
  /// night --now; fails the test if there is no report.
  night_end night(const std::vector<std::string>& more = {});

  [[nodiscard]] std::vector<ledger_line> ledger() const;
  /// The applied state of a customer's mailbox.
  [[nodiscard]] boost::json::object truth(const std::string& tenant, const std::string& address) const;
  /// True if the mailbox holds both signatures of that catalogue and has them as its defaults.
  [[nodiscard]] bool in_line(const std::string& tenant, const std::string& address,
                             const std::string& version) const;
  /// POST to the control port; fails the test if the mock does not like it.
  void tell(const std::string& path, const boost::json::object& body) const;
  void set_catalogue(const std::string& version,
                     const std::vector<std::string>& names = {long_name, short_name}) const;
  /// True if that text is at least so many times in roamsync's log.
  [[nodiscard]] bool log_has(const std::string& text, int times = 1) const;
  /// The number that a query of the database gives; 0 while there is no schema.
  [[nodiscard]] std::int64_t number_in_store(const char* query) const;
  /// Runs a statement on the database; no program may use it meanwhile.
  void change_store(const std::string& statement) const;
  /// Replaces a text in the configuration, which must be there.
  void change_config(const std::string& what, const std::string& by) const;
  /// The window opens at this minute of the day.
  void set_window(const std::string& opens);
  [[nodiscard]] std::filesystem::path config_file() const { return folder_ / "roamsync.toml"; }

private:
  void start_mock(const boost::json::object& defaults);
  void write_config(const std::string& more);
  void import_customers();

  std::filesystem::path folder_;
  std::vector<customer> customers_;
  std::optional<demo::child> mock_;
  std::uint16_t https_port_ = 0;
  std::uint16_t control_port_ = 0;
  int runs_ = 0;
  std::string opens_ = minute_of_day(12 * 60);
};

/// How often that kind of request is in the ledger of a tenant.
[[nodiscard]] std::size_t count(const std::vector<ledger_line>& lines, const std::string& tenant,
                                const std::string& kind);

} // namespace roamsync::integration
