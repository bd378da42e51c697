#include "actors/support/system_config.hpp"

#include <caf/actor_system.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>
#include <openssl/err.h>

#include <future>

namespace roamsync::actors {
namespace {

std::promise<unsigned long> left_at_the_end; // NOLINT(cert-err58-cpp)

/// The end of a thread, after CAF is done with it.
struct last_word {
  bool used = false;
  ~last_word() {
    if (used)
      left_at_the_end.set_value(ERR_peek_error());
  }
};
thread_local last_word end_of_thread;

caf::behavior errs_once(caf::event_based_actor* self) {
  return {[self](int) {
    end_of_thread.used = true;
    ERR_raise(ERR_LIB_USER, 7);
    self->quit();
  }};
}

TEST(system_config, a_detached_thread_leaves_nothing_of_openssl_s) {
  system_config config{2};
  caf::actor_system system{config};
  caf::anon_send(system.spawn<caf::detached>(errs_once), 1);
  EXPECT_EQ(left_at_the_end.get_future().get(), 0U);
}

} // namespace
} // namespace roamsync::actors
