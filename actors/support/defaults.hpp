#pragma once

#include <caf/error.hpp>
#include <caf/exit_reason.hpp>
#include <caf/scheduled_actor.hpp>
#include <caf/system_messages.hpp>
#include <spdlog/spdlog.h>

#include <exception>

namespace roamsync::actors {

/// CAF's own handlers print to standard output; ours log. An exception in a handler is a defect: it is logged
/// and ends the actor, and whoever monitors it is told.
template <class Actor>
void install_defaults(Actor* self, const char* name) {
  self->set_default_handler(
      [name](caf::scheduled_actor*, const caf::message_view&) -> caf::result<caf::message> {
        spdlog::error("{}: unexpected message", name);
        return caf::sec::unexpected_message;
      });
  self->set_error_handler(
      [name](caf::scheduled_actor*, caf::error&) { spdlog::error("{}: stray error message", name); });
  self->set_exception_handler([name](std::exception_ptr& x) -> caf::error {
    try {
      std::rethrow_exception(x);
    } catch (const std::exception& e) {
      spdlog::critical("{}: {}", name, e.what());
    } catch (...) {
      spdlog::critical("{}: unknown exception", name);
    }
    return caf::exit_reason::unhandled_exception;
  });
}

} // namespace roamsync::actors
