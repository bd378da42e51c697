#pragma once

#include "engine/directory/member.hpp"
#include "engine/model/cause.hpp"
#include "engine/model/signature.hpp"
#include "engine/signature/catalogue.hpp"

#include <string>

namespace roamsync {

/// What a member's mailbox is to hold, or why there is nothing to write.
struct rendering {
  cause why = cause::none;  ///< none, no_signature_assigned or signature_too_large
  std::string detail;       ///< for support; empty if why is none
  wanted_signatures wanted; ///< filled if why is none; the HTML carries our mark (mark.hpp)

  [[nodiscard]] bool ok() const noexcept { return why == cause::none; }
};

/// Fills the signatures that the catalogue's first fitting rule gives to the member. Pure; any thread.
[[nodiscard]] rendering render(const catalogue& from, const member& who);

} // namespace roamsync
