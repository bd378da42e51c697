#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/clock.hpp"
#include "actors/support/context.hpp"
#include "engine/tenant/tenant_machine.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roamsync::actors {

struct tenant_order {
  std::shared_ptr<const tenant_settings> settings; ///< not null
  tenant_share share;
  night run;
  std::string address; ///< only this mailbox; empty: all
  bool dry_run = false;
  std::uint64_t serial = 0; ///< of the supervisor's order
  bool goes_on = false; ///< the run was begun by another process or before a stop, or the tenant broke off
  supervisor_actor supervisor;
  ledger_actor ledger;
  bridge_actor bridge;
};

/// Performs the tenant machine's effects: opens its directory, session and mailboxes, and sends its outcomes
/// on.
struct tenant_actor_state {
  explicit tenant_actor_state(tenant_actor::pointer ptr) : self(ptr) {}
  /// Takes its session, its directory and its mailboxes with it.
  ~tenant_actor_state();
  tenant_actor_state(const tenant_actor_state&) = delete;
  tenant_actor_state& operator=(const tenant_actor_state&) = delete;
  static constexpr const char* name = "tenant";

  void start(std::shared_ptr<const context> context, tenant_order order);
  void on_file(tenant_file& file);
  void on_members(const members_read& x);
  void on_directory_failed(const directory_failed& x);
  void on_session_ready(lines::number line);
  void on_session_failed(const session_failed& x);
  void on_counted(const calls_counted& x);
  void on_ask_kind(ask_kind& x);
  void on_ask_to_write(const ask_to_write& x);
  void on_ask_to_delete(const ask_to_delete& x);
  void on_write_begun(write_begun& x);
  void on_write_proven(const write_proven& x);
  void on_mailbox_ended(mailbox_ended& x);
  void on_close(const close_tenant& x);
  void on_share(const tenant_share& x);
  void on_down(const caf::down_msg& x);
  void on_roll_call();
  void on_session_holds(const session_holds& x);
  void on_directory_holds(const directory_holds& x);

  tenant_actor::pointer self;

private:
  void perform(tenant_effects effects);
  void read_directory();
  void open_directory();
  void open_session(lines::number line);
  void start_mailbox(planned_job what, lines::number line);
  /// Ends a child that nobody waits for any more.
  template <class Handle>
  void drop(Handle& child) {
    if (!child)
      return;
    self->demonitor(child.address());
    self->send_exit(child, caf::exit_reason::kill);
    child = nullptr;
  }
  void drop_mailbox(const std::string& user_id);
  [[nodiscard]] bool is_mine(const caf::actor_addr& x) const;
  void show(bool always);
  void end();
  [[nodiscard]] instant now() const;
  [[nodiscard]] std::optional<known_limit> known_limit_of(const std::string& service_user) const;
  template <class Message>
  void to_sessions(const Message& x) {
    for (const auto& line : lines_)
      if (line.session)
        self->send(line.session, x);
  }
  void tell_left();
  [[nodiscard]] duration wait_left() const;
  [[nodiscard]] std::optional<pace_view> pace() const;
  [[nodiscard]] work_outlook outlook() const;

  std::shared_ptr<const context> shared_;
  tenant_order order_;
  std::optional<tenant_machine> machine_;
  tenant_file file_;
  const cloud* services_ = nullptr; ///< in shared_, once its file is there
  std::string group_source_;
  /// One service user's.
  struct service_line {
    std::shared_ptr<const tenant_settings> as_user;
    session_actor session{};
    mailboxes_ahead told{}; ///< to the session
    duration wait_left{0};
    std::optional<pace_view> pace{};
    std::optional<known_limit> found{}; ///< by the session of this run
  };
  std::vector<service_line> lines_; ///< by lines::number
  directory_actor directory_; ///< while it reads the group, and from the first question on that comes after
  std::map<std::string, mailbox_actor> mailboxes_; ///< that are in work, by user_id
  std::vector<mailbox_actor> free_;                ///< their mailbox has just ended, and may get another one
  std::optional<cause> calls_stopped_;             ///< nothing is sent any more
  std::optional<time_point> shown_at_;
  work_outlook work_; ///< as a session last told
  duration directory_wait_{0};
  utc_time directory_waits_until_{}; ///< so that another directory keeps to it (I2)
};

tenant_actor::behavior_type tenant(tenant_actor::stateful_pointer<tenant_actor_state> self,
                                   std::shared_ptr<const context> shared, tenant_order order);

} // namespace roamsync::actors
