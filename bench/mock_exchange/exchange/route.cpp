#include "bench/mock_exchange/exchange/route.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/graph/graph.hpp"
#include "bench/mock_exchange/identity/identity.hpp"
#include "bench/mock_exchange/owa/owa.hpp"
#include "bench/mock_exchange/ows/ows.hpp"

namespace mock_exchange {

namespace {

bool is_ows(const call& c) {
  return same_text(c.at(0), "ows");
}

bool is_owa(const call& c) {
  return same_text(c.at(0), "owa") || same_text(c.at(0), "mail") || same_text(c.at(0), "EWS");
}

bool is_health(const call& c) {
  return same_text(c.at(0), "healthz");
}

} // namespace

void find_host(call& c) {
  auto first = c.url.at(0);
  c.prefixed = first == "identity" || first == "outlook" || first == "graph";
  if (c.prefixed) {
    c.host = first == "identity" ? service::identity : first == "outlook" ? service::outlook : service::graph;
    c.base = 1;
    return;
  }
  if (is_ows(c) || is_owa(c) || is_health(c))
    c.host = service::outlook;
  else
    c.host = first == "v1.0" || first == "beta" ? service::graph : service::identity;
}

void classify(world& w, call& c) {
  if (c.url.broken) {
    c.decided = html_answer(400, "<html><body>The address is broken.</body></html>");
    return;
  }
  switch (c.host) {
  case service::identity:
    return classify_identity(w, c);
  case service::graph:
    return classify_graph(w, c);
  case service::outlook:
    break;
  }
  if (is_health(c))
    c.decided = response{.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = "ok"};
  else if (is_ows(c))
    classify_ows(w, c);
  else if (is_owa(c))
    classify_owa(w, c);
  else
    c.decided = html_answer(404, "<html><body>Page not found.</body></html>");
}

response answer(world& w, call& c) {
  switch (c.host) {
  case service::identity:
    return answer_identity(w, c);
  case service::graph:
    return answer_graph(w, c);
  case service::outlook:
    break;
  }
  return is_ows(c) ? answer_ows(w, c) : answer_owa(w, c);
}

} // namespace mock_exchange
