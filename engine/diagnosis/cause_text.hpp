#pragma once

#include "engine/diagnosis/advice.hpp"

namespace roamsync {

/// One row of the tables in texts/. SERVICE-USER and MAILBOX stand for the addresses in question.
struct cause_text {
  cause why;
  advice text;
};

} // namespace roamsync
