#pragma once

#include <string>
#include <vector>

namespace roamsync {

/// One named signature, ready to be written.
struct signature {
  std::string name; ///< compared without letter case (wire.md 4.1.1)
  std::string html;
  std::string text;

  friend bool operator==(const signature&, const signature&) = default;
};

/// What a mailbox is to hold.
struct wanted_signatures {
  std::vector<signature> signatures; ///< at least one; names differ without letter case
  std::string default_new;           ///< name of one of them, or empty: leave the mailbox's default alone
  std::string default_reply;         ///< the same for replies and forwards

  friend bool operator==(const wanted_signatures&, const wanted_signatures&) = default;
};

} // namespace roamsync
