#pragma once

#include "actors/app/app.hpp"
#include "actors/app/host.hpp"
#include "actors/app/knob_desk.hpp"
#include "protocols/net/http_server.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace roamsync::app {

/// What turns knobs while a process runs: the socket beside the store, and the configuration read again on SIGHUP.
/// Without the socket, as when another process has it, the process runs all the same, and finds in the store what that
/// one was told. `x` and `engine` must live as long as it.
class knob_service {
public:
  knob_service(const app& x, host& engine);

  knob_service(const knob_service&) = delete;
  knob_service& operator=(const knob_service&) = delete;

  /// SIGHUP: what the file says of the knobs holds from now on; a file with errors changes nothing. The log says what
  /// became of it.
  void read_file_again();

private:
  [[nodiscard]] status open_socket();
  [[nodiscard]] wire::http_response answer(const net::http_request_in& request);
  [[nodiscard]] std::optional<night_view> shown_night() const;
  [[nodiscard]] console::tuning_end turn(const console::asked_tuning& x, const net::http_request_in& from);
  void say_what_stays(const config& read);

  const app& app_;
  host& engine_;
  config file_; ///< as it was read last
  std::unique_ptr<store> where_;
  std::mutex mutex_; ///< of desk_ and where_: used by the server's thread and by the main thread
  std::unique_ptr<knob_desk> desk_;
  std::unique_ptr<net::http_server> server_; ///< last: it ends first
};

} // namespace roamsync::app
