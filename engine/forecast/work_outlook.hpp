#pragma once

#include "engine/limit/node_queue.hpp"

namespace roamsync {

/// What a tenant has ahead, and how sure that is.
struct work_outlook {
  work_ahead ahead; ///< as if it never had to wait
  /// The same at the pace that it had between its waits of late, if that is shorter: a limit that is being searched
  /// for may be paced far below what the service takes.
  duration soonest{0};
  double mailboxes = 0;    ///< that have not ended
  double calls = 0;        ///< still to be sent
  double spread = 0;       ///< standard deviation of what is ahead, as a share of it
  double waits = 0;        ///< share of its time that it lately spent in waits and rests: 0 to 0.8
  duration wait_each{0};   ///< mean length of these
  duration watched{0};     ///< how long it was watched for them
  time_point not_before{}; ///< end of the wait that is under way

  friend bool operator==(const work_outlook&, const work_outlook&) = default;
};

} // namespace roamsync
