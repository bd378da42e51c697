#include "actors/support/system_config.hpp"

#include <caf/atom.hpp>
#include <caf/thread_hook.hpp>
#include <openssl/crypto.h>

namespace roamsync::actors {

namespace {

/// CAF lets go of a detached actor's thread instead of joining it: it may still be ending when the process cleans up OpenSSL,
/// and what it has there is freed by nobody then.
class openssl_of_thread : public caf::thread_hook {
public:
  void init(caf::actor_system&) override {}
  void thread_started() override {}
  void thread_terminates() override { OPENSSL_thread_stop(); }
};

} // namespace

system_config::system_config(std::size_t workers) {
  // Sharing sleeps where stealing polls, and a bound on the messages of one turn keeps a busy actor from
  // starving the others.
  set("scheduler.policy", caf::atom("sharing"));
  set("scheduler.max-threads", workers);
  set("scheduler.max-throughput", 50);
  config_file_path.clear();
  add_thread_hook<openssl_of_thread>();
}

} // namespace roamsync::actors
