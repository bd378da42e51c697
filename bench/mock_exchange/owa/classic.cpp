#include "bench/mock_exchange/owa/classic.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/html/normalise.hpp"
#include "bench/mock_exchange/owa/fault_body.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr std::string_view set_action = "SetMailboxMessageConfiguration";
constexpr std::string_view get_action = "GetMailboxMessageConfiguration";

std::string_view action_of(const call& c) {
  auto action = c.url.query.get("action");
  return action.empty() ? c.in.header("action") : action;
}

/// The JSON of the request: the body, or X-OWA-UrlPostData in its place (wire.md 2.4).
json::value posted(const call& c) {
  auto text = c.in.body;
  if (text.empty())
    text = percent_decoded(c.in.header("x-owa-urlpostdata"), false).value_or("");
  json::error_code broken;
  auto parsed = json::parse(json::string_view(text.data(), text.size()), broken);
  return broken ? json::value{} : parsed;
}

response options_answer(const json::object& options) {
  json::object out{{"WasSuccessful", true}, {"ErrorCode", 0},       {"ErrorMessage", nullptr},
                   {"UserPrompt", nullptr}, {"IsUserError", false}, {"Options", options}};
  return json_answer(200, json::serialize(out));
}

bool known_option(std::string_view name) {
  constexpr std::array<std::string_view, 13> names{"SignatureHtml",
                                                   "SignatureText",
                                                   "SignatureTextOnMobile",
                                                   "AutoAddSignature",
                                                   "AutoAddSignatureOnReply",
                                                   "AutoAddSignatureOnMobile",
                                                   "UseDefaultSignatureOnMobile",
                                                   "DefaultFormat",
                                                   "DefaultFontName",
                                                   "DefaultFontSize",
                                                   "DefaultFontColor",
                                                   "AlwaysShowBcc",
                                                   "AlwaysShowFrom"};
  return std::ranges::find(names, name) != names.end();
}

/// Only what stands in Options is changed (wire.md 4.2.2).
response set_options(call& c) {
  auto request = posted(c);
  const auto* object = request.if_object();
  const auto* type = object ? object->if_contains("__type") : nullptr;
  const auto* options = object ? object->if_contains("Options") : nullptr;
  if (!type || *type != "SetMailboxMessageConfigurationRequest:#Exchange" || !options
      || !options->is_object())
    return owa_fault(400, "OwaInvalidRequestException",
                     "The request is not a SetMailboxMessageConfigurationRequest.");
  for (const auto& option : options->get_object()) {
    std::string_view name{option.key().data(), option.key().size()};
    if (!known_option(name))
      continue;
    c.box->classic[name] = option.value();
    const auto* html = name == "SignatureHtml" ? option.value().if_string() : nullptr;
    if (html)
      c.box->classic[name] = sanitised_html({html->data(), html->size()});
  }
  ++c.box->writes;
  c.entry.applied = true;
  c.entry.digest = sha256_hex(c.in.body);
  return options_answer({});
}

response user_configuration(const call& c) {
  json::object session{{"UserEmailAddress", c.box->address()},
                       {"LogonEmailAddress", c.upn},
                       {"ExternalDirectoryTenantGuid", c.home->id}};
  // Null while roaming is in use (wire.md 4.1.9).
  json::object options{{"SignatureHtml", nullptr}, {"SignatureText", nullptr}, {"AutoAddSignature", false}};
  if (c.box->signatures().empty())
    for (const auto& option : c.box->classic)
      options[option.key()] = option.value();
  return json_answer(200, json::serialize(json::object{{"UserOptions", std::move(options)},
                                                       {"SessionSettings", std::move(session)}}));
}

} // namespace

bool writes_classic(const call& c) {
  return action_of(c) == set_action;
}

response answer_classic(world&, call& c) {
  if (c.in.method != "POST")
    return owa_fault(400, "OwaInvalidRequestException", "service.svc takes POST only.");
  if (c.session && c.session->needs_language)
    return response{.status = 204, .headers = {}, .body = {}}.with(
        "X-OWA-Error", "Microsoft.Exchange.Clients.Owa2.Server.Core.OwaInvalidUserLanguageException");
  auto action = action_of(c);
  auto out = action == set_action   ? set_options(c)
             : action == get_action ? options_answer(c.box->classic)
             : action == "GetOwaUserConfiguration"
                 ? user_configuration(c)
                 : owa_fault(500, "OwaOperationNotSupportedException", "The action is not supported.");
  return std::move(out).with("X-OWA-Version", "15.20.9000.0");
}

} // namespace mock_exchange
