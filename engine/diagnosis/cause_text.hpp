#pragma once

#include "engine/diagnosis/advice.hpp"

namespace roamsync {

/// One row of the tables in texts/. Words in capitals are to be replaced: TENANT by the tenant's id in
/// roamsync, ENTRA-TENANT, CLIENT-ID, OBJECT-ID and CLOUD by what Microsoft calls so, SIGN-IN-HOST by the cloud's
/// (texts of the desk only, which knows it), SERVICE-USER,
/// SERVICE-MAILBOX and MAILBOX by the addresses in question. A text names commands, settings and pages only
/// if they exist.
struct cause_text {
  cause why;
  advice text;
};

} // namespace roamsync
