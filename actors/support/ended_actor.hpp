#pragma once

#include <caf/abstract_actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/actor_control_block.hpp>

#include <chrono>
#include <future>
#include <memory>

namespace roamsync::actors {

/// Learns when an actor has ended, for whoever cannot wait for ever: the thread of one that blocks may hang in the kernel.
class ended_actor {
public:
  template <class Handle>
  explicit ended_actor(const Handle& x) {
    auto ended = std::make_shared<std::promise<void>>();
    ended_ = ended->get_future();
    caf::actor_cast<caf::strong_actor_ptr>(x)->get()->attach_functor([ended] { ended->set_value(); });
  }

  [[nodiscard]] bool wait(std::chrono::milliseconds longest) const {
    return ended_.wait_for(longest) == std::future_status::ready;
  }

private:
  std::future<void> ended_;
};

} // namespace roamsync::actors
