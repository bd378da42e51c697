#pragma once

#include "bench/mock_exchange/exchange/exchange.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mock_exchange {

using pairs = std::vector<std::pair<std::string, std::string>>;

/// A scenario with one tenant "t1.example": service user svc@t1.example (password "pw", app "app-1", secret
/// "s3cret"), the mailboxes of ann (signature Old), bob (no full access), carl (shared), dora (unlicensed),
/// eve (disabled), and the groups "g-all" (g-sub, ann) and "g-sub" (bob, g-all). The texts are JSON members
/// that are laid into it: "\"kmsi\":false".
std::string scenario_text(std::string_view tenant_more = "", std::string_view user_more = "",
                          std::string_view ann_more = "");

/// The mock without sockets on a clock of its own, with a browser-like cookie jar.
class playground {
public:
  explicit playground(const std::string& scenario_json = scenario_text());

  /// Sends a request and takes its answer at the same moment.
  response ask(request in);

  /// Sends a request that stays in flight until end().
  turn begin(const request& in) { return mock.arrive(in, now); }
  void end(turn& open, bool delivered = true) { mock.depart(open, delivered, now); }

  /// Access tokens of the service user and of the app.
  std::string outlook_token(std::string_view upn = "svc@t1.example", std::string_view password = "pw");
  std::string app_token(std::string_view resource);
  std::string graph_token() { return app_token("https://graph.microsoft.com"); }

  /// A GET with the service user's token.
  response outlook_get(std::string_view target, header_list more = {});

  /// PATCH and DELETE of JSON with the service user's token.
  response outlook_send(std::string_view method, std::string_view target, std::string body, header_list more);

  /// GET of Graph with the app's token.
  boost::json::value graph_get(std::string_view target, header_list more = {}, unsigned status = 200);

  /// The lines of the ledger.
  std::vector<boost::json::value> lines();

  /// Moves the clock.
  void advance(double seconds) { now += instant_of(seconds); }

  /// Takes the cookies of an answer into the jar and puts the jar into a request.
  void keep_cookies(const response& answer);
  request with_cookies(request in) const;

  ledger book{""};
  instant now = std::chrono::seconds{1};
  exchange mock;
  std::map<std::string, std::string> jar;

private:
  std::string outlook_token_;
  std::string graph_token_;
};

/// Requests.
request make_request(std::string_view method, std::string_view target, std::string body = "",
                     header_list headers = {});
request make_form(std::string_view target, const pairs& fields);

/// The `$Config` object of a sign-in page; an empty object if there is none.
boost::json::object config_of(const response& page);

/// Text members and JSON of answers.
std::string text_of(const boost::json::value& from, std::string_view name);
boost::json::value json_of(const response& answer);

/// Of Graph's answers: the path of a link, the code of an error, the ids of what it lists.
std::string path_of_link(const boost::json::value& link);
std::string code_of(const boost::json::value& body);
std::vector<std::string> ids_of(const boost::json::value& body);

/// One element of a PATCH for a signature's content, and for list and defaults.
std::string content_item(std::string_view name, std::string_view key, std::string_view value,
                         std::string_view scope = "ann@t1.example");
std::string small_item(std::string_view name, std::string_view value, std::string_view type = "String",
                       std::string_view scope = "ann@t1.example");

/// The OWS address of a mailbox; the own one if empty.
std::string settings_path(std::string_view address = "ann@t1.example", std::string_view tail = "");

inline const header_list large{{"x-islargesetting", "true"}};
inline const header_list small{{"x-islargesetting", "false"}};

} // namespace mock_exchange
