#pragma once

#include "engine/mailbox/job.hpp"
#include "engine/mailbox/roaming_settings.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// Whose settings an answer shows (I9, wire.md U3).
enum class shown_scope : std::uint8_t {
  nobody, ///< the answer is empty: it names no mailbox
  meant,  ///< it names the mailbox asked for
  other,  ///< it names another mailbox, and not the one asked for
};

/// Whose entries of an answer count.
struct shown_owner {
  std::string_view mailbox;
  std::span<const std::string> aliases;
  bool anybody = false;

  /// The mailbox of the job, under each of its addresses; the job must outlive this.
  shown_owner(const mailbox_job& job) noexcept // NOLINT(google-explicit-constructor)
      : mailbox(job.mailbox), aliases(job.aliases) {}
  /// A mailbox under each of its addresses; they must outlive this.
  shown_owner(std::string_view address, std::span<const std::string> others) noexcept
      : mailbox(address), aliases(others) {}
  /// Everybody's: for the service user's own mailbox, whose other addresses are not known.
  [[nodiscard]] static shown_owner whoever() noexcept { return {}; }

private:
  shown_owner() noexcept : anybody(true) {}
};

/// List and defaults as a mailbox shows them. Entries of other accounts (wire.md 4.3) are left out.
struct shown_defaults {
  shown_scope scope = shown_scope::nobody;
  std::string other; ///< the address named instead, if scope is other
  std::vector<std::string> names;
  std::string default_new;
  std::string default_reply;
};
[[nodiscard]] shown_defaults read_shown_defaults(std::span<const roaming_setting> entries,
                                                 const shown_owner& whose);

/// Both forms of one signature as a mailbox shows them.
struct shown_signature {
  std::string name;
  std::string html;
  std::string text;
};
[[nodiscard]] std::vector<shown_signature> read_shown_contents(std::span<const roaming_setting> entries,
                                                               const shown_owner& whose);

/// The one of that name; null if there is none.
[[nodiscard]] const shown_signature* find_shown(std::span<const shown_signature> contents,
                                                std::string_view name);

/// Names of signatures and addresses, compared without letter case (wire.md 4.1.1).
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);
[[nodiscard]] bool contains_name(std::span<const std::string> names, std::string_view name);
/// The names of the signatures, each once.
[[nodiscard]] std::vector<std::string> names_of(std::span<const signature> signatures);
/// For a record: with commas between.
[[nodiscard]] std::string join_names(std::span<const std::string> names);

} // namespace roamsync
