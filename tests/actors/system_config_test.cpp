#include "actors/support/system_config.hpp"

#include <caf/actor_system.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include <future>

namespace roamsync::actors {
namespace {

using left_at_the_end = std::promise<unsigned long>;

/// The end of a thread, after CAF is done with it.
struct last_word {
  left_at_the_end* said = nullptr;
  ~last_word() {
    if (!said)
      return;
    const auto left = ERR_peek_error();
    OPENSSL_thread_stop(); // or asking would leave what the test is about
    said->set_value(left);
  }
};
thread_local last_word end_of_thread;

caf::behavior errs_once(caf::event_based_actor* self, left_at_the_end* said) {
  return {[self, said](int) {
    end_of_thread.said = said;
    ERR_raise(ERR_LIB_USER, 7);
    self->quit();
  }};
}

TEST(system_config, a_detached_thread_leaves_nothing_of_openssl_s) {
  left_at_the_end said;
  system_config config{2};
  caf::actor_system system{config};
  caf::anon_send(system.spawn<caf::detached>(errs_once, &said), 1);
  EXPECT_EQ(said.get_future().get(), 0U);
}

} // namespace
} // namespace roamsync::actors
