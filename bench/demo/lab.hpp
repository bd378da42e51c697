#pragma once

#include "bench/demo/evidence.hpp"
#include "bench/demo/process.hpp"
#include "bench/demo/roamsync_files.hpp"
#include "bench/demo/world.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace roamsync::demo {

/// The programs that we start; they stand in the folder of our own.
struct programs {
  std::filesystem::path roamsync;
  std::filesystem::path mock;
  std::filesystem::path loop;
};
[[nodiscard]] programs find_programs();

/// A mock Exchange that plays a world, as a process of its own. Destroying it ends it.
class mock_exchange_process {
public:
  /// Starts it and waits until it is ready. Files (scenario, CA, log) go to `folder`. Throws
  /// std::runtime_error, or `stopped`.
  mock_exchange_process(const programs& from, const world& x, const std::filesystem::path& folder,
                        signal_gate& gate);

  [[nodiscard]] std::uint16_t http_port() const { return http_port_; }
  [[nodiscard]] std::uint16_t https_port() const { return https_port_; }
  [[nodiscard]] std::uint16_t control_port() const { return control_port_; }
  [[nodiscard]] child& process() { return process_; }

  /// The record from line `from` on, as it is.
  [[nodiscard]] std::string ledger(std::size_t from) const;

  /// What the mailboxes hold now, as it is.
  [[nodiscard]] std::string truth_text() const;

  /// POST to the control port; throws std::runtime_error if the mock refuses.
  void tell(const std::string& call, const boost::json::object& body) const;

  /// Counts of requests and connections (GET /control/counts), as they are.
  [[nodiscard]] std::string counts_text() const;

private:
  child process_;
  std::uint16_t http_port_ = 0;
  std::uint16_t https_port_ = 0;
  std::uint16_t control_port_ = 0;
};

/// roamsync's program with its files in one folder.
class roamsync_program {
public:
  /// Writes the files (write_roamsync_files), makes the vault's key and imports the customers.
  roamsync_program(const programs& from, const world& x, const run_settings& how,
                   std::filesystem::path folder, signal_gate& gate);

  /// Runs a night at once and returns its report. The live view goes to our standard output unless `quiet`;
  /// only these tenants where some are given. Throws std::runtime_error if roamsync could not do its work.
  report night(const std::filesystem::path& report_file, bool quiet,
               const std::vector<std::string>& tenants = {});

  /// Starts the same; its output goes to `night.log`. The caller waits for the end, and binds it to a core.
  [[nodiscard]] child begin_night(const std::filesystem::path& report_file);

  /// The configuration is another one from the next start on.
  void configure(const world& x, const run_settings& how);

  /// What the last night's process took.
  [[nodiscard]] const child_usage& used() const { return used_; }

  /// Starts `roamsync serve`; its output goes to `serve.log`.
  [[nodiscard]] child serve();

private:
  int run(std::vector<std::string> arguments, const child_output& to, std::chrono::seconds limit);

  programs from_;
  std::filesystem::path folder_;
  signal_gate& gate_;
  std::optional<unsigned> core_;
  child_usage used_;
};

} // namespace roamsync::demo
