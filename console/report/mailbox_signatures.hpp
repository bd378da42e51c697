#pragma once

#include "console/report/text_options.hpp"
#include "engine/base/result.hpp"

#include <string>
#include <vector>

namespace roamsync::console {

/// One signature as the mailbox shows it (D4).
struct read_signature {
  std::string name;
  std::string html;
  std::string text;
  bool default_new = false;   ///< default of new mails
  bool default_reply = false; ///< default of replies and forwards
  bool ours = false;          ///< written by roamsync
};

struct mailbox_signatures {
  std::string tenant;
  std::string mailbox;
  std::vector<read_signature> signatures;
};

/// Keeps the signature of that name only; names are compared without the letter case of ASCII
/// (wire.md 4.1.1). An error names those that are there.
[[nodiscard]] status keep_named(mailbox_signatures& all, const std::string& name);

/// Names and defaults, then the content of each: HTML, or with `plain_form` its text form.
[[nodiscard]] std::string signatures_text(const mailbox_signatures& x, bool plain_form,
                                          const text_options& options);
/// {"tenant","mailbox","signatures":[{"name","default_new","default_reply","ours","html","text"}]}
[[nodiscard]] std::string signatures_json(const mailbox_signatures& x);

} // namespace roamsync::console
