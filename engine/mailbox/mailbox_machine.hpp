#pragma once

#include "engine/mailbox/mailbox_step.hpp"
#include "engine/mailbox/plan.hpp"
#include "engine/mailbox/routing_proof.hpp"
#include "engine/model/mailbox_kind.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roamsync {

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
  /// `not_asked`: why the directory was not, if it was not.
  [[nodiscard]] mailbox_step_t on_kind(mailbox_kind kind, cause not_asked = cause::none);
  [[nodiscard]] mailbox_step_t on_wanted(wanted_signatures wanted, std::string digest);
  [[nodiscard]] mailbox_step_t on_pause_over();

  [[nodiscard]] const mailbox_job& job() const noexcept { return job_; }
  /// An answer named this mailbox: the tenant's requests reach the mailbox that they name.
  [[nodiscard]] bool routed() const noexcept { return proof_.routed(); }
  /// An answer or a write showed that requests for this mailbox reach the service user's own one.
  [[nodiscard]] bool astray() const noexcept { return proof_.astray(); }
  /// What was written and could not be read back from anywhere, so that nobody knows where it landed.
  [[nodiscard]] std::vector<signature> lost() const;
  /// Of a mailbox that goes ahead alone: what it sends, from right before it does. Should it not be heard of any more,
  /// that is what may have landed elsewhere.
  [[nodiscard]] const std::vector<signature>* begun_alone() const noexcept {
    return alone_ && sent_ ? &plan_.write : nullptr;
  }
  /// What was written was read back as it was meant, and from the mailbox meant.
  [[nodiscard]] bool verified() const noexcept { return verified_; }
  /// An answer of the service was good.
  [[nodiscard]] bool readable() const noexcept { return readable_; }

private:
  enum class phase : std::uint8_t {
    reading,   // list and defaults
    comparing, // contents
    asking_wanted,
    asking,  // for the permit
    proving, // before the first write
    writing,
    reading_back,
    proving_written,  // a write that was read back, but from nobody knows where
    seeking_written,  // a write that is nowhere to be seen
    moving,           // the defaults
    reading_defaults, // back
    seeking_moved,    // defaults that are nowhere to be seen
    asking_deletions,
    deleting,
    reading_rest, // the list after the deletions
    controlling,  // the own mailbox, after a refusal
    asking_kind,
    ended,
  };

  [[nodiscard]] mailbox_step_t call(phase next, roaming_command command, bool own = false);
  [[nodiscard]] mailbox_step_t ask_wanted();
  [[nodiscard]] mailbox_step_t read_or_compare();
  [[nodiscard]] mailbox_step_t compare();
  [[nodiscard]] mailbox_step_t write_next();
  [[nodiscard]] mailbox_step_t on_defaults(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_written(const roaming_reply& reply);
  [[nodiscard]] mailbox_step_t on_read_back(const roaming_reply& reply);
  /// The next step of a proof; `next` is the phase that it belongs to, and that goes on when it is done.
  [[nodiscard]] mailbox_step_t prove(phase next, const proof_step_t& step);
  [[nodiscard]] mailbox_step_t on_defaults_back(const roaming_reply& reply);
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
  /// The fingerprint that goes with that digest.
  [[nodiscard]] std::string look_still_true(bool in_line) const;
  [[nodiscard]] mailbox_step_t end(outcome how, bool in_line);

  mailbox_job job_;
  routing_proof proof_;
  phase phase_ = phase::reading;
  bool control_good_ = false;
  bool readable_ = false;
  bool verified_ = false;
  bool sent_ = false;      ///< contents were sent
  bool alone_ = false;     ///< the permit said so
  bool changed_ = false;   ///< `finish` comes after something that was written, and seen, or deleted
  bool wrote_ = false;     ///< something was written and seen, or may have been written
  bool rewritten_ = false; ///< a lost write was sent a second time
  bool lost_ = false;      ///< the answer to the last write was lost
  std::uint32_t pauses_ = 0;
  roaming_command repeated_ = read_defaults{}; ///< what is read again after a pause
  std::vector<roaming_setting> first_;         ///< what the mailbox showed at first
  shown_defaults shown_;
  std::vector<shown_signature> contents_; ///< as last seen
  mailbox_plan plan_;
  std::vector<std::string> missing_; ///< what was written and is not to be read back
  std::vector<std::string> deleting_;
  std::vector<std::string> owned_;
  std::string note_;
  std::optional<call_result> refusal_;
};

} // namespace roamsync
