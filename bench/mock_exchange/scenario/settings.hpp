#pragma once

#include <cstdint>

namespace mock_exchange {

/// How long answers take: log-normal around the median, cut to [min, max] when max is set.
struct latency_settings {
  double median_ms = 0;
  double sigma = 0;
  double min_ms = 0;
  double max_ms = 0;
};

/// A token bucket and the number of requests in flight; 0 = no such limit.
struct limit_settings {
  double rate = 0;  ///< Requests per second.
  double burst = 0; ///< Requests at once; 0 with a rate means one.
  unsigned lanes = 0;
};

/// What the Retry-After header of a throttle answer looks like (wire.md 5.6).
enum class retry_after_form { seconds, date, absent, negative, garbage, huge };

/// The body of a throttle answer (wire.md 5.1, 5.3, 5.4).
enum class throttle_shape { application_throttled, over_budget, unavailable };

/// What happens after a limit was broken.
struct throttle_settings {
  retry_after_form retry_after = retry_after_form::seconds;
  double seconds = 2; ///< First wait.
  bool grows = true;  ///< Each request inside the wait makes it longer by `seconds`.
  unsigned status = 429;
  throttle_shape shape = throttle_shape::application_throttled;
  double grace_ms =
      50; ///< Requests that cross the first throttle answer on the wire are not held against it.
};

/// Answer to a delegate without full access (wire.md 3.3, U2).
enum class no_access_form { forbidden, not_found, server_error };

/// What the server does to HTML (wire.md 4.1.4).
struct html_settings {
  bool crlf = true;
  bool wrap = true;
  bool x_prefix = true;
  bool fragment = false;
  bool strip_data = false;
};

/// Whether explicit requests fall back on the caller's own mailbox (wire.md U3).
enum class caller_fallback { off, writes, reads_and_writes };

/// Whether cookie sessions need X-OWA-CANARY (wire.md 2.2, U8).
enum class canary_form { none, literal, cookie };

/// Which hints name the mailbox of an OWS request (wire.md 3.2, U1).
struct routing_settings {
  bool path = true;
  bool header = true;
  bool needs_all = false; ///< All the allowed hints together instead of any of them.
};

/// How change feeds answer (wire.md 6.5.1).
struct feed_settings {
  bool available = true;    ///< Delta queries are not there in every national cloud.
  std::uint64_t page = 100; ///< Entries of one page.
  std::uint64_t members =
      100;                ///< Members in one entry of a group; the rest follows in further entries of it.
  bool disorder = false;  ///< Each page has its entries twice and in the opposite order.
  double days = 7;        ///< Life of a token.
  unsigned expired = 410; ///< The answer to an older one.
};

/// Everything that a tenant can do in its own way.
struct settings {
  latency_settings latency;
  limit_settings service_user_limit;
  unsigned mailbox_lanes = 4; ///< Requests in flight per mailbox; 0 = no limit.
  double egress_rate = 0;     ///< Requests per second of one client address.
  double egress_burst = 0;
  limit_settings graph_limit; ///< Resource units per second (wire.md 5.1), lanes unused.
  throttle_settings throttle;
  no_access_form no_access = no_access_form::forbidden;
  html_settings html;
  std::uint64_t size_limit = 1'000'000; ///< Bytes of all formats of one signature (U5).
  unsigned too_large = 413;             ///< Status above that limit (U5).
  bool values_in_object = false;        ///< {"value":[...]} instead of [...] (wire.md 4.1.2).
  bool capitalised_names = false;       ///< Roaming_New_Signature (wire.md 4.1.1).
  caller_fallback u3 = caller_fallback::off;
  bool stale_names = false;         ///< The list holds a name without content (wire.md 4.1.3).
  bool old_timestamps_lose = false; ///< U6: an older client time stamp is ignored.
  unsigned delete_missing = 200;    ///< U7: status of DELETE for an unknown name.
  canary_form canary = canary_form::literal;
  bool kmsi = true;            ///< The "stay signed in" page comes between login and hand-back.
  bool user_read = true;       ///< User.Read.All was granted; else Graph members show ids only.
  bool consent_granted = true; ///< What the admin answers on the consent page.
  double token_seconds = 3599;
  double session_seconds = 0; ///< Life of a cookie session; 0 = never ends.
  routing_settings routing;
  feed_settings feed;
};

} // namespace mock_exchange
