#include "actors/support/system_config.hpp"

#include <caf/atom.hpp>

namespace roamsync::actors {

system_config::system_config(std::size_t workers) {
  // Sharing sleeps where stealing polls, and a bound on the messages of one turn keeps a busy actor from
  // starving the others.
  set("scheduler.policy", caf::atom("sharing"));
  set("scheduler.max-threads", workers);
  set("scheduler.max-throughput", 50);
  config_file_path.clear();
}

} // namespace roamsync::actors
