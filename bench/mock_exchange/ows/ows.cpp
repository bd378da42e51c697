#include "bench/mock_exchange/ows/ows.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/owa/access.hpp"
#include "bench/mock_exchange/owa/fault_body.hpp"
#include "bench/mock_exchange/owa/session.hpp"
#include "bench/mock_exchange/ows/read.hpp"
#include "bench/mock_exchange/ows/write.hpp"

namespace mock_exchange {

namespace {

/// The parts of an OWS address.
struct address {
  bool known = false;
  std::string_view user; ///< Explicit logon.
  std::string_view leaf; ///< Behind "settings".
};

address parse_address(const call& c) {
  address out;
  std::size_t i = 1; // behind "ows"
  if (c.at(i).find('@') != std::string_view::npos)
    out.user = c.at(i++);
  auto version = c.at(i++);
  auto known_version = version == "v1" || version == "v1.0" || version == "beta";
  out.known = known_version && same_text(c.at(i), "OutlookCloudSettings")
              && same_text(c.at(i + 1), "settings") && c.segments() <= i + 3;
  out.leaf = c.at(i + 2);
  return out;
}

bool is_large(const call& c) {
  return same_text(c.in.header("x-islargesetting"), "true");
}

call_kind kind_of(const call& c) {
  if (c.in.method == "GET")
    return is_large(c) ? call_kind::content : call_kind::list;
  if (c.in.method == "PATCH")
    return is_large(c) ? call_kind::patch : call_kind::defaults;
  return c.in.method == "DELETE" ? call_kind::remove : call_kind::other;
}

response not_found() {
  return ows_error(404, "ResourceNotFound", "There is no such resource.");
}

} // namespace

void classify_ows(world& w, call& c) {
  auto where = parse_address(c);
  c.entry.kind = kind_of(c);
  auto writes = c.entry.kind == call_kind::patch || c.entry.kind == call_kind::defaults
                || c.entry.kind == call_kind::remove;
  if (writes)
    c.entry.applied = false;
  authenticate_outlook(w, c);
  if (c.decided)
    return;
  if (!where.known) {
    c.decided = not_found();
    return;
  }
  open_mailbox(c, where.user, writes);
  if (!c.decided && writes)
    c.decided = judge_canary(w, c);
  if (c.decided)
    return;
  if (c.url.query.has("parentsetting"))
    c.decided = ows_error(403, "Forbidden", "The query parameter parentsetting is not allowed.");
  else if (!where.leaf.empty() && !same_text(where.leaf, "account") && !same_text(where.leaf, "global"))
    c.decided = not_found();
  else if (c.entry.kind == call_kind::other || (writes && !same_text(where.leaf, "account")))
    c.decided = ows_error(405, "MethodNotAllowed", "GET on settings; PATCH and DELETE on settings/account.");
}

response answer_ows(world& w, call& c) {
  auto out = c.in.method == "GET"     ? read_settings_entries(w, c)
             : c.in.method == "PATCH" ? patch_settings(w, c)
                                      : delete_setting(c);
  tell_session_state(w, c, out);
  return out;
}

} // namespace mock_exchange
