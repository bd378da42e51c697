#pragma once

#include "engine/mailbox/shown.hpp"

#include <span>
#include <string>
#include <vector>

namespace roamsync {

/// What a mailbox lacks, in the order in which it is done: write, move the defaults, delete (I8).
struct mailbox_plan {
  std::vector<signature> write;
  write_defaults defaults;          ///< to set; absent: it is right, or not ours to set
  std::vector<std::string> orphans; ///< signatures of ours that are not wanted any more
  std::vector<std::string> clashes; ///< wanted names under which the user keeps a signature of their own
  std::string drift; ///< what the user changed and the job leaves to them, in words; empty: nothing

  [[nodiscard]] bool nothing_to_do() const noexcept {
    return write.empty() && defaults.empty() && orphans.empty();
  }
};

/// The names whose contents must be known to plan: wanted or once ours, or all if the job searches, and in the
/// mailbox's list.
[[nodiscard]] std::vector<std::string> names_to_read(const mailbox_job& job, const shown_defaults& defaults);

/// A signature counts as ours if an earlier run wrote it or if it carries our mark; everything else is the
/// user's own and is neither overwritten nor deleted, unless the job takes names. Unless the job repairs drift,
/// what the user changed since is left out of the plan.
[[nodiscard]] mailbox_plan make_plan(const mailbox_job& job, const shown_defaults& defaults,
                                     std::span<const shown_signature> contents);

/// The wanted signatures among `expected` that `contents` does not show.
[[nodiscard]] std::vector<std::string> missing_from(std::span<const signature> expected,
                                                    std::span<const shown_signature> contents);

/// Whether the mailbox has the defaults that were set.
[[nodiscard]] bool shows_defaults(const shown_defaults& shown, const write_defaults& set);

} // namespace roamsync
