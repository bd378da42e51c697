#include "bench/mock_exchange/identity/pages.hpp"

#include "bench/mock_exchange/base/text.hpp"

#include <boost/json/serialize.hpp>

namespace mock_exchange {

namespace json = boost::json;

namespace {

/// JSON that may stand inside a script element.
std::string script_safe(const std::string& text) {
  std::string out;
  out.reserve(text.size() + 64);
  for (auto c : text) {
    if (c == '<')
      out += "\\u003c";
    else if (c == '>')
      out += "\\u003e";
    else if (c == '&')
      out += "\\u0026";
    else
      out += c;
  }
  return out;
}

} // namespace

response config_page(world& w, std::string_view flow_token, const sign_in_flow& flow,
                     std::string_view page_id, json::object more) {
  json::object config;
  config["sFT"] = flow_token;
  config["sFTName"] = "flowToken";
  config["sCtx"] = flow.context;
  config["canary"] = flow.canary;
  config["apiCanary"] = flow.api_canary;
  config["correlationId"] = flow.correlation_id;
  config["sessionId"] = flow.session_id;
  config["hpgact"] = 1800;
  config["hpgid"] = page_id == "ConvergedSignIn" ? 1104 : 1134;
  config["pgid"] = page_id;
  for (auto& field : more)
    config[field.key()] = std::move(field.value());
  auto page =
      html_answer(200, "<!DOCTYPE html>\r\n<html dir=\"ltr\" lang=\"en\"><head><title>Sign in to your "
                       "account</title>\r\n<script type=\"text/javascript\">//<![CDATA[\r\n$Config="
                           + script_safe(json::serialize(config))
                           + ";\r\n//]]></script></head>\r\n<body><div id=\"lightbox\"></div></body></html>");
  page.with("Cache-Control", "no-store, no-cache");
  page.with("x-ms-request-id", w.random.guid());
  return page;
}

response auto_form(std::string_view action, const std::vector<std::pair<std::string, std::string>>& hidden) {
  std::string body = "<html><head><title>Working...</title></head><body><form method=\"POST\" "
                     "name=\"hiddenform\" action=\""
                     + html_escaped(action) + "\">";
  for (const auto& [name, value] : hidden)
    body +=
        "<input type=\"hidden\" name=\"" + html_escaped(name) + "\" value=\"" + html_escaped(value) + "\" />";
  body +=
      "<noscript><p>Script is disabled. Click Submit to continue.</p><input type=\"submit\" value=\"Submit\" "
      "/></noscript></form><script "
      "language=\"javascript\">document.forms[0].submit();</script></body></html>";
  return html_answer(200, std::move(body)).with("Cache-Control", "no-store, no-cache");
}

response blank_page() {
  return html_answer(200, "<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>");
}

} // namespace mock_exchange
