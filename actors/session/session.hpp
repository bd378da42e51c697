#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/asked_calls.hpp"
#include "actors/support/clock.hpp"
#include "actors/support/context.hpp"
#include "engine/session/session_machine.hpp"
#include "protocols/wire/identity/browser_sign_in.hpp"
#include "protocols/wire/identity/credentials.hpp"
#include "protocols/wire/ows/writer.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <optional>
#include <unordered_map>

namespace roamsync::actors {

/// What a session is opened with.
struct session_order {
  std::shared_ptr<const tenant_settings> settings; ///< not null; as its service user works with them
  lines::number line = 0;                          ///< of the tenant
  const cloud* services = nullptr;                 ///< not null; of the context's settings
  limit allowed;
  limit_policy policy = limit_policy::learn;
  std::optional<learned_limit> known; ///< by the runs before
  mailbox_cost cost;
  std::uint32_t weight = 1;
  secret password;
  secret client_secret;
  standing past; ///< what an earlier process left behind
  utc_time run_opened{};
  tenant_actor tenant;
  bridge_actor bridge;
  ledger_actor ledger;
  /// Absent in a dry run: without it nothing can be written.
  std::optional<wire::roaming_writer> writer;
};

/// Performs the session machine's effects: signs in, encodes commands, sends them, decodes the answers.
struct session_state {
  explicit session_state(session_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "session";

  void start(std::shared_ptr<const context> context, session_order order);
  void on_call(mailbox_call& call);
  void on_reply(net_reply& reply);
  void on_kept();
  void on_ahead(const mailboxes_ahead& x);
  void on_timer();
  void on_share(const tenant_share& x);
  void stop();
  void on_window_over(const window_over& x);
  void on_roll_call();
  void on_held(const calls_held& x);

  session_actor::pointer self;
  waker timer;

private:
  struct call {
    roaming_command command;
    std::string mailbox;
    bool own = false;
    std::string user_id;
    mailbox_actor from;
  };

  void perform(session_effects effects);
  void sign_in();
  void post_password(wire::http_request request);
  void keep(const session_effect::keep& what);
  void on_sign_in_reply(const wire::http_result& result, const passage& how);
  void continue_browser(wire::sign_in_step step);
  void restart_sign_in();
  void sign_in_failed(const call_result& why);
  void send(call_queue::call_id id);
  void finish(call_queue::call_id id, roaming_reply reply);
  void submit(std::uint64_t id, wire::http_request request);
  void count(const call_result& result, const passage& how);
  [[nodiscard]] time_point now() const { return mono_now(self); }

  std::shared_ptr<const context> shared_;
  session_order order_;
  std::optional<dice> dice_;
  std::optional<session_machine> machine_;
  std::unique_ptr<wire::browser_sign_in> browser_;  ///< while it signs in
  std::optional<wire::http_request> password_post_; ///< held back until it is durable that it will be sent
  bool password_sent_ = false;                      ///< to the bridge, which has not answered
  std::optional<wire::credentials> credentials_;
  std::unordered_map<call_queue::call_id, call> calls_;
  std::unordered_map<call_queue::call_id, roaming_reply>
      replies_; ///< settings of answers until they are finished
  asked_calls with_bridge_;
  call_queue::call_id last_id_ = 0;
  bool ahead_told_ = false; ///< by the tenant: before, nothing is known of its work
};

session_actor::behavior_type session(session_actor::stateful_pointer<session_state> self,
                                     std::shared_ptr<const context> shared, session_order order);

} // namespace roamsync::actors
