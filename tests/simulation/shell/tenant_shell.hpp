#pragma once

#include "engine/directory/directory_machine.hpp"
#include "engine/mailbox/mailbox_machine.hpp"
#include "engine/model/known_limit.hpp"
#include "engine/model/standing.hpp"
#include "engine/session/session_machine.hpp"
#include "engine/tenant/tenant_machine.hpp"
#include "engine/tune/live_settings.hpp"
#include "tests/simulation/shell/waker.hpp"
#include "tests/simulation/world/dice.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace roamsync::simulation {

class node;

/// What a tenant works with, read from the store when it starts.
struct tenant_file {
  std::vector<receipt> receipts;
  std::set<std::string> recorded;
  std::set<std::string> deferred;
  std::optional<std::set<std::string>> seen_since_broken_off;
  outcome_counts outcomes;
  std::vector<standing> standings;
  std::vector<known_limit> limits;
  std::optional<known_group> group;
};

/// One tenant's part of a run: performs the effects of its tenant, directory, session and mailbox machines as
/// actors/ does, each message between them an event of its own. It decides nothing.
class tenant_shell : public std::enable_shared_from_this<tenant_shell> {
public:
  tenant_shell(node& owner, std::size_t tenant, const tenant_share& share);

  /// Asks for its file; work begins when it comes.
  void begin();
  void close(cause why);
  /// The time after its window is over.
  void cut();
  /// What it has ahead, and whether that is planned.
  [[nodiscard]] work_outlook outlook() const;
  [[nodiscard]] bool planned() const { return machine_.planned(); }
  /// A round of the watchdog.
  void roll_call();
  /// Another limit, or a pause.
  void take_share(const tenant_share& x);
  /// What the machine says that is not finished; for reports of a run that hangs.
  [[nodiscard]] std::string state() const;

private:
  struct pending_call {
    std::string user_id;
    std::string mailbox;
    roaming_command command;
    roaming_reply reply;
  };
  struct open_mailbox {
    lines::number line = 0;
    member who;
    mailbox_machine machine;
    bool begun_told = false;
    bool proven_told = false;
    bool called = false;
  };
  /// Of one service user. It stays when it was dropped, since timers know it, and does nothing any more.
  struct open_session {
    session_machine machine;
    waker timer;
    std::uint64_t number = 0; ///< what the world gave at sign-in
    std::uint64_t last_id = 0;
    bool sign_in_sent = false; ///< and not answered
    bool dropped = false;
    mailboxes_ahead told{};
    std::unordered_map<std::uint64_t, pending_call> calls;
  };

  template <class F>
  void tell(F what);
  template <class F>
  void tell_at_once(F what);
  /// To each session that is open, likewise.
  template <class F>
  void tell_sessions(F what);
  template <class F>
  void wake(waker& timer, time_point at, F what);
  void log(std::string_view what, std::string_view about = {});
  [[nodiscard]] bool lost(std::string_view what, std::string_view about = {});
  [[nodiscard]] time_point now() const;
  [[nodiscard]] instant both() const;

  void perform(tenant_effects effects);
  void on_file(tenant_file file);
  void read_directory();
  void on_members(const std::vector<member>& all);
  void on_mailbox_end(const std::string& user_id, tenant_machine::mailbox_end end);

  void perform(directory_effects effects);
  void ask_kind(const std::string& user_id);

  void perform(lines::number line, session_effects effects);
  void open(lines::number line);
  void keep(lines::number line, const session_effect::keep& what);
  void keep_limit(lines::number line);
  void post_password(lines::number line);
  [[nodiscard]] bool hears(lines::number line) const;
  void hold_if_throttled(const call_result& x);
  void send(lines::number line, std::uint64_t id);
  void on_answer(lines::number line, std::uint64_t id, roaming_reply reply, const passage& how);

  void perform(const std::string& user_id, mailbox_step_t step);
  void start_mailbox(planned_job what, lines::number line);
  void call(const std::string& user_id, roaming_command command, const std::string& mailbox, bool own,
            time_point deadline, bool first);

  node& owner_;
  std::size_t index_;
  std::string id_;
  dice luck_;
  tenant_share share_;
  tenant_machine machine_;
  tenant_file file_;
  std::string group_source_;
  std::string group_; ///< object id
  std::optional<directory_machine> directory_;
  waker directory_timer_;
  std::vector<tenant_settings> as_user_; ///< by line
  std::map<lines::number, open_session> sessions_;
  std::map<std::string, open_mailbox> mailboxes_;
  time_point last_told_{};
  bool ended_ = false;
};

} // namespace roamsync::simulation
