#pragma once

#include "engine/mailbox/mailbox_step.hpp"
#include "engine/mailbox/shown.hpp"

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

/// What a proof needs next: a call, or nothing more, or the end of the mailbox.
struct proof_done {};
using proof_step_t = std::variant<mailbox_step::call, proof_done, outcome>;

/// Proves that requests for a mailbox reach it, and not the service user's own one (I9; wire.md U1, U3).
/// A proof is begun by `before_writing`, `look_for_*`; each call that it asks for goes to `on_reply`, which
/// returns the next step.
class routing_proof {
public:
  explicit routing_proof(const mailbox_job& job);

  /// The mailbox is the service user's own: it cannot be mistaken for it.
  [[nodiscard]] bool is_own() const noexcept { return mailbox_ == own_; }
  /// An answer named this mailbox: the tenant's requests reach the mailbox that they name.
  [[nodiscard]] bool routed() const noexcept { return routed_; }
  /// An answer or a write showed that requests for this mailbox reach the service user's own one.
  [[nodiscard]] bool astray() const noexcept { return astray_; }
  /// What was written and is nowhere to be seen is not in the own mailbox.
  [[nodiscard]] bool cleared() const noexcept { return cleared_; }

  /// Notes what an answer says of its mailbox. An outcome if it shows the settings of another one.
  [[nodiscard]] std::optional<outcome> hear(const shown_defaults& shown);
  /// The same for contents, in which entries of others are no surprise.
  void hear(std::span<const roaming_setting> contents);

  /// Before the first write. `first`: what the mailbox showed at first.
  [[nodiscard]] proof_step_t before_writing(const write_permit& permit, std::vector<roaming_setting> first);
  /// What was written was read back, but no entry names its mailbox.
  [[nodiscard]] proof_step_t look_for_double(std::vector<signature> written);
  /// What was written is nowhere to be seen.
  [[nodiscard]] proof_step_t look_for_contents(std::vector<signature> written);
  /// The defaults that were set are nowhere to be seen.
  [[nodiscard]] proof_step_t look_for_defaults(write_defaults moved);

  [[nodiscard]] proof_step_t on_reply(const roaming_reply& reply);

private:
  enum class phase : std::uint8_t {
    none,
    lost,       // in the own mailbox: what another mailbox wrote and never saw again
    before,     // the own settings, before the probe
    probing,    // an empty default, which changes nothing, shows where writes land
    probed,     // list and defaults after the probe
    probed_own, // the own settings, for a probe that is nowhere to be seen
    doubled,    // the own contents, for a write that was read back from nobody knows where
    contents,   // the own contents, for a write that is nowhere to be seen
    defaults,   // the own defaults, for a move that is nowhere to be seen
  };

  [[nodiscard]] proof_step_t call(phase next, roaming_command command, bool own = true);
  [[nodiscard]] proof_step_t probe_if_unproven();
  [[nodiscard]] proof_step_t on_own_before_probe(const roaming_reply& reply);
  [[nodiscard]] proof_step_t on_probed(const roaming_reply& reply);
  [[nodiscard]] proof_step_t on_own_after_probe(const roaming_reply& reply);
  /// The sought contents that the answer shows.
  [[nodiscard]] std::vector<std::string> found_in(const roaming_reply& reply) const;
  [[nodiscard]] outcome end_astray(std::string detail);

  std::string mailbox_;
  std::vector<std::string> aliases_;
  std::string own_;
  phase phase_ = phase::none;
  bool routed_ = false;
  bool astray_ = false;
  bool cleared_ = false;
  bool probe_ = false;                      ///< the permit asks for it
  std::vector<roaming_setting> first_;      ///< what the mailbox showed at first
  std::vector<roaming_setting> own_before_; ///< the own settings before the probe
  std::vector<signature> sought_;           ///< in the own mailbox
  write_defaults moved_;                    ///< the same
};

} // namespace roamsync
