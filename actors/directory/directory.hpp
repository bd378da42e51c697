#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/asked_calls.hpp"
#include "actors/support/clock.hpp"
#include "actors/support/context.hpp"
#include "engine/directory/directory_machine.hpp"
#include "protocols/wire/http/message.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <optional>
#include <unordered_map>

namespace roamsync::actors {

struct directory_order {
  std::shared_ptr<const tenant_settings> settings; ///< not null
  const cloud* services = nullptr;                 ///< not null; of the context's settings
  secret client_secret;                            ///< of the tenant's own app registration; may be empty
  std::vector<std::string> attributes;             ///< extension_<application>_<name> that the catalogue uses
  std::uint32_t weight = 1;
  standing past; ///< what an earlier process left behind
  tenant_actor tenant;
  bridge_actor bridge;
  ledger_actor ledger;
};

/// Performs the directory machine's effects over Graph.
struct directory_state {
  explicit directory_state(directory_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "directory";

  void start(std::shared_ptr<const context> context, directory_order order);
  void read(read_group& x);
  void ask(ask_kind& x);
  void on_reply(net_reply& reply);
  void on_stop(stop_calls x);
  void on_timer();
  void on_roll_call();
  void on_held(const calls_held& x);

  directory_actor::pointer self;
  waker timer;

private:
  void perform(directory_effects effects);
  void send(call_queue::call_id id, const directory_call_t& call);
  [[nodiscard]] result<wire::http_request> encode(const directory_call_t& call);
  void take(call_queue::call_id id, directory_reply reply);
  [[nodiscard]] directory_reply decode(const directory_call_t& call, const wire::http_result& result);
  [[nodiscard]] time_point now() const { return mono_now(self); }

  std::shared_ptr<const context> shared_;
  directory_order order_;
  std::optional<dice> dice_;
  std::optional<directory_machine> machine_;
  std::string group_id_;
  std::vector<std::string> manager_; ///< what is asked of managers
  secret token_;
  std::unordered_map<call_queue::call_id, directory_call_t> flying_;
  asked_calls with_bridge_;
  std::unordered_multimap<std::string, mailbox_actor> askers_;
};

directory_actor::behavior_type directory(directory_actor::stateful_pointer<directory_state> self,
                                         std::shared_ptr<const context> shared, directory_order order);

} // namespace roamsync::actors
