#pragma once

#include "engine/base/time.hpp"
#include "engine/mailbox/plan.hpp"
#include "engine/model/mailbox_kind.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

namespace mailbox_step {
/// Perform the command on the mailbox, or on the service user's own one; the answer goes to on_reply.
struct call {
  roaming_command command;
  bool own = false;
};
/// Ask the tenant before the first write; the answer goes to on_permit.
struct ask_to_write {
  bool blind = false; ///< no answer has named the mailbox yet
};
/// Ask the tenant how many of ours may be deleted (the cap of I8); the answer goes to on_deletions.
struct ask_to_delete {
  std::uint32_t count = 0;
};
/// Ask the directory what kind of mailbox it is; the answer goes to on_kind.
struct ask_kind {};
/// Call on_pause_over after that long.
struct pause {
  duration for_{0};
};
struct end {
  outcome how;
  std::optional<receipt> proof; ///< the receipt to keep
};
} // namespace mailbox_step

using mailbox_step_t =
    std::variant<mailbox_step::call, mailbox_step::ask_to_write, mailbox_step::ask_to_delete,
                 mailbox_step::ask_kind, mailbox_step::pause, mailbox_step::end>;

/// What the tenant answers to ask_to_write.
struct write_permit {
  bool granted = false;
  bool probe = false; ///< nothing proves yet that requests reach the mailbox meant: prove it first
  /// Written to another mailbox and never read back: look first whether they landed in the service user's own
  /// one.
  std::vector<signature> lost;
  cause refused = cause::stopped; ///< the cause to end with when not granted
};

/// Brings one mailbox in line: read, compare, write, read back, move the defaults, take away orphans (I3, I8,
/// I9). Exactly one step is under way at a time; each input returns the next one, and `end` is the last.
class mailbox_machine {
public:
  explicit mailbox_machine(mailbox_job job);

  /// `control_good`: a mailbox was read well with this session before, so a refusal is about this mailbox.
  [[nodiscard]] mailbox_step_t begin(bool control_good);
  [[nodiscard]] mailbox_step_t on_reply(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_permit(const write_permit& permit);
  [[nodiscard]] mailbox_step_t on_deletions(std::uint32_t granted);
  [[nodiscard]] mailbox_step_t on_kind(mailbox_kind kind);
  [[nodiscard]] mailbox_step_t on_pause_over();

  [[nodiscard]] const mailbox_job& job() const noexcept { return job_; }
  /// An answer named this mailbox: the tenant's requests reach the mailbox that they name.
  [[nodiscard]] bool routed() const noexcept { return routed_; }
  /// An answer or a write showed that requests for this mailbox reach the service user's own one.
  [[nodiscard]] bool astray() const noexcept { return astray_; }
  /// What was written and could not be read back from anywhere, so that nobody knows where it landed.
  [[nodiscard]] std::vector<signature> lost() const;
  /// What was written was read back as it was meant, and from the mailbox meant.
  [[nodiscard]] bool verified() const noexcept { return verified_; }
  /// An answer of the service was good.
  [[nodiscard]] bool readable() const noexcept { return readable_; }

private:
  enum class phase : std::uint8_t {
    reading,          // list and defaults
    comparing,        // contents
    asking,           // for the permit
    looking_for_lost, // in the own mailbox: what another mailbox wrote and never saw again
    reading_own,      // the service user's own settings, before the probe
    probing,          // an empty default, which changes nothing, shows where writes land
    probed,           // list and defaults after the probe
    probed_own,       // the own settings, for a probe that is nowhere to be seen
    writing,
    reading_back,
    missing_in_own,   // the own mailbox, for a write that is nowhere to be seen
    doubled_in_own,   // the own mailbox, for a write that was read back from nobody knows where
    moving,           // the defaults
    reading_defaults, // back
    moved_in_own,     // the own defaults, for a move that is nowhere to be seen
    asking_deletions,
    deleting,
    reading_rest, // the list after the deletions
    controlling,  // the own mailbox, after a refusal
    asking_kind,
    ended,
  };

  [[nodiscard]] mailbox_step_t call(phase next, roaming_command command, bool own = false);
  [[nodiscard]] mailbox_step_t compare(std::vector<shown_signature> contents);
  [[nodiscard]] mailbox_step_t write_next();
  [[nodiscard]] mailbox_step_t on_defaults(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_probed(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_own_before_probe(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_own_after_probe(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_written(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_read_back(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_own_after_write(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_own_after_read_back(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_looked_for_lost(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t begin_to_write();
  [[nodiscard]] bool own_shows(std::span<const signature> written, const roaming_reply& reply) const;
  [[nodiscard]] bool is_own() const noexcept { return job_.own_mailbox == job_.mailbox; }
  [[nodiscard]] mailbox_step_t end_astray(std::string detail);
  [[nodiscard]] mailbox_step_t on_defaults_back(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_own_after_move(const roaming_reply& reply);
  [[nodiscard]] bool shows_moved(const shown_defaults& shown) const;
  [[nodiscard]] mailbox_step_t on_deleted(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_rest(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t move_defaults();
  [[nodiscard]] mailbox_step_t delete_orphans();
  [[nodiscard]] mailbox_step_t delete_next();
  [[nodiscard]] mailbox_step_t read_again(phase where, roaming_command command);
  [[nodiscard]] mailbox_step_t refused(const call_result& why);
  [[nodiscard]] mailbox_step_t give_up(const call_result& why);
  void add_note(const std::string& what);
  [[nodiscard]] mailbox_step_t finish();
  /// Of a mailbox that is not brought in line: the known digest, unless this run may have changed what it stands
  /// for. It tells the next run what the user changed.
  [[nodiscard]] std::string digest_still_true() const;
  [[nodiscard]] mailbox_step_t end(outcome how, bool in_line);
  [[nodiscard]] bool shows_foreign(const shown_defaults& shown, mailbox_step_t& out);

  mailbox_job job_;
  phase phase_ = phase::reading;
  bool control_good_ = false;
  bool routed_ = false;
  bool readable_ = false;
  bool verified_ = false;
  bool astray_ = false;
  bool sent_ = false;    ///< contents were sent
  bool cleared_ = false; ///< and the own mailbox does not show them
  write_permit permit_;
  bool changed_ = false;   ///< `finish` comes after something that was written, and seen, or deleted
  bool wrote_ = false;     ///< something was written and seen, or may have been written
  bool rewritten_ = false; ///< a lost write was sent a second time
  bool lost_ = false;      ///< the answer to the last write was lost
  std::uint32_t pauses_ = 0;
  roaming_command repeated_ = read_defaults{}; ///< what is read again after a pause
  std::vector<roaming_setting> first_;         ///< what the mailbox showed at first
  shown_defaults shown_;
  std::vector<roaming_setting> own_before_; ///< the service user's own settings before the probe
  mailbox_plan plan_;
  std::vector<std::string> deleting_;
  std::vector<std::string> owned_;
  std::string note_;
  std::optional<call_result> refusal_;
};

} // namespace roamsync
