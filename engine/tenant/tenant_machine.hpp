#pragma once

#include "engine/mailbox/mailbox_machine.hpp"
#include "engine/model/night_view.hpp"
#include "engine/retry/watchdog.hpp"
#include "engine/session/mailboxes_ahead.hpp"
#include "engine/session/session_word.hpp"
#include "engine/tenant/lines.hpp"
#include "engine/tenant/plan_night.hpp"
#include "engine/tenant/waiting_jobs.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

struct tenant_options {
  std::string id;
  std::string name;
  std::uint32_t lanes = 3;                       ///< mailboxes worked on at once, for each service user
  std::vector<std::string> own_mailboxes = {""}; ///< of its service users, each of which has a line
  std::uint32_t deletions_max = 0;               ///< signatures that may be deleted in this run (I8)
  /// It may have worked in this run before: how much was deleted then is not known, and the rest goes next night (I8).
  bool goes_on = false;
  bool paused = false; ///< from the start (pause())
};

namespace tenant_effect {
struct read_directory {}; ///< the answer comes to on_planned or on_directory_failed
struct open_session {     ///< the answer comes to on_session_ready or on_session_failed
  lines::number line = 0;
};
struct start_mailbox {
  planned_job what; ///< its end comes to on_mailbox_end
  lines::number line = 0;
};
struct permit {
  std::string user_id;
  write_permit answer;
};
struct record {
  std::vector<mailbox_record> rows;
};
struct close_session {};      ///< of all lines: no mailbox is begun any more for which nothing was sent
struct stop_session {         ///< of all lines, and of the directory: no call is begun any more
  cause why = cause::stopped; ///< what the others finish with
};
struct lives {};     ///< the answer to a roll call: what it waits for is there
struct end_mailbox { ///< it was not heard of: nobody waits for its actor any more
  std::string user_id;
};
struct drop_session { ///< likewise
  lines::number line = 0;
};
struct drop_directory {}; ///< likewise
struct done {};           ///< every mailbox has its outcome; run() has the result
} // namespace tenant_effect

using tenant_effect_t =
    std::variant<tenant_effect::read_directory, tenant_effect::open_session, tenant_effect::start_mailbox,
                 tenant_effect::permit, tenant_effect::record, tenant_effect::close_session,
                 tenant_effect::stop_session, tenant_effect::lives, tenant_effect::end_mailbox,
                 tenant_effect::drop_session, tenant_effect::drop_directory, tenant_effect::done>;
using tenant_effects = std::vector<tenant_effect_t>;

/// The instant of an input: monotonic for waits, UTC for the record.
struct instant {
  time_point mono{};
  utc_time utc{};
};

/// One tenant's part of a run: read the group, plan, sign in only if there is something to do, keep the lanes
/// busy, and let the first write prove that requests reach the mailboxes meant before others follow (I7, I9).
class tenant_machine {
public:
  explicit tenant_machine(tenant_options options);

  [[nodiscard]] tenant_effects start(instant now);
  [[nodiscard]] tenant_effects on_planned(night_plan plan, std::string group_source, instant now);
  [[nodiscard]] tenant_effects on_directory_failed(const call_result& why, std::string group_source,
                                                   instant now);
  [[nodiscard]] tenant_effects on_session_ready(lines::number line, instant now);
  /// The others take over its mailboxes; without others the tenant fails.
  [[nodiscard]] tenant_effects on_session_failed(lines::number line, const call_result& why, instant now);

  /// With each answer to a call of the line: whether it begins a further mailbox depends on it.
  [[nodiscard]] tenant_effects on_heard(lines::number line, const line_word& what);

  [[nodiscard]] tenant_effects on_ask_to_write(const std::string& user_id, bool blind);
  /// How many of `count` deletions are allowed; they are taken from the cap at once.
  [[nodiscard]] std::uint32_t on_ask_to_delete(const std::string& user_id, std::uint32_t count);
  /// The mailbox goes ahead alone, and sends this now.
  void on_write_begun(const std::string& user_id, std::vector<signature> what);
  /// The mailbox read back well what was written: others may write now.
  [[nodiscard]] tenant_effects on_write_proven(const std::string& user_id);
  struct mailbox_end {
    outcome how;
    std::optional<receipt> proof;
    bool routed = false;
    bool readable = false;
    bool astray = false;         ///< requests for it reach the service user's own mailbox
    std::vector<signature> lost; ///< written, and nobody knows where it landed
  };
  [[nodiscard]] tenant_effects on_mailbox_end(const std::string& user_id, mailbox_end end, instant now);
  /// No mailbox is begun any more. window_closed: those begun are finished, the rest is deferred. stopped: no call is begun
  /// either; what is not finished has no outcome yet, the tenant ends as `waiting`, and the next start of this run takes it up.
  [[nodiscard]] tenant_effects close(cause why, instant now);

  /// The time after its window is over too: what is in flight is the last. Mailboxes in work end as deferred, with
  /// what was written and verified by then; a group that was not read ends the tenant as failed.
  [[nodiscard]] tenant_effects cut(instant now);

  /// A round of the watchdog (docs/decisions/0009): ends what nobody has held for a whole watchdog. Sessions and
  /// directory are to be asked what they hold.
  [[nodiscard]] tenant_effects on_roll_call(instant now);
  /// What a session says and holds.
  void on_session_holds(lines::number line, session_word word, const std::vector<std::string>& user_ids);
  /// What the directory holds. `reading`: of the group.
  void on_directory_holds(bool reading, const std::vector<std::string>& user_ids);

  /// Mailboxes worked on at once by each service user from now on. Those in work above it end by themselves.
  [[nodiscard]] tenant_effects set_lanes(std::uint32_t lanes, instant now);
  /// Paused: nothing is begun, neither the directory nor the sign-in nor a mailbox; what was begun is finished.
  /// The window ends as always.
  [[nodiscard]] tenant_effects set_paused(bool paused, instant now);

  /// True once a mailbox was read well: a later refusal is about that mailbox.
  [[nodiscard]] bool control_good() const noexcept { return control_good_; }
  void count_call(bool throttled) noexcept {
    ++run_.requests;
    run_.throttled += throttled ? 1 : 0;
  }
  [[nodiscard]] const tenant_run& run() const noexcept { return run_; }
  /// Mailboxes that have not begun, and those in work.
  [[nodiscard]] std::uint32_t waiting() const noexcept { return static_cast<std::uint32_t>(waiting_.size()); }
  /// Its mailboxes are known.
  [[nodiscard]] bool planned() const noexcept { return planned_; }
  [[nodiscard]] std::uint32_t in_work() const noexcept { return static_cast<std::uint32_t>(in_work_.size()); }
  /// What a line has ahead: its share of what waits, and what it works on.
  [[nodiscard]] mailboxes_ahead ahead(lines::number line) const noexcept;
  [[nodiscard]] tenant_view view(time_point now) const;

private:
  void go_on(tenant_effects& out);
  void pull(tenant_effects& out);
  void end_waiting(outcome_kind kind, cause why, const std::string& detail, utc_time now,
                   tenant_effects& out);
  void add_record(std::vector<mailbox_record>& rows, std::string user_id, std::string mailbox, outcome how,
                  std::optional<receipt> proof, utc_time now);
  [[nodiscard]] bool is_own_mailbox(const std::string& user_id) const;
  void next_pioneer(tenant_effects& out);
  void end_pioneer() noexcept;
  void refuse_askers(cause why, tenant_effects& out);
  void refute(const std::string& detail, instant now, tenant_effects& out);
  void stop_lines(cause why, tenant_effects& out);
  void finish(instant now, tenant_effects& out);
  void end_silent_line(lines::number line, instant now, tenant_effects& out);
  void end_silent_mailbox(const std::string& user_id, instant now, tenant_effects& out);
  [[nodiscard]] bool waits_for_something() const noexcept;
  [[nodiscard]] duration remaining(time_point now) const noexcept;
  [[nodiscard]] tenant_stage stage() const noexcept;

  tenant_options options_;
  tenant_run run_;
  outcome_counts outcomes_;
  waiting_jobs waiting_;
  struct work {
    std::string mailbox;
    bool own = false; ///< the service user's own
    lines::number line = 0;
    std::unique_ptr<planned_job> again; ///< for another line, should this one fail; null if there is no other
  };
  std::map<std::string, work> in_work_; ///< by user id
  bool started_ = false;
  bool directory_asked_ = false;
  std::optional<time_point> paused_since_;
  lines lines_;
  bool planned_ = false;     ///< the plan is there, or there will be none
  bool left_undone_ = false; ///< a stop left mailboxes without outcome
  bool broken_off_ = false;  ///< a defect cost a mailbox its end
  bool done_ = false;
  bool control_good_ = false;
  std::optional<cause> closed_;
  bool lines_stopped_ = false;
  std::uint32_t deletions_left_;

  struct asker {
    std::string user_id;
    bool blind = false;
  };
  bool proven_ = false;                   ///< a write was read back from the mailbox meant
  bool routed_ = false;                   ///< an answer named the mailbox meant
  std::optional<std::string> pioneer_;    ///< the one mailbox that may write while nothing is proven
  std::vector<signature> pioneer_writes_; ///< what it has begun to send
  std::vector<asker> askers_;             ///< in turn; a deque takes half a KB while it is empty
  std::vector<signature>
      lost_; ///< of pioneers that could not prove their write; the next one looks for them first

  watchdog<std::string> heard_;         ///< mailboxes in work
  watchdog<lines::number> heard_lines_; ///< that are open
  std::optional<silence> reading_;      ///< while the directory reads the group

  std::optional<time_point> working_since_;
  std::uint32_t ended_by_work_ = 0;
};

} // namespace roamsync
