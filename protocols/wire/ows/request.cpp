#include "protocols/wire/ows/request.hpp"

#include "protocols/wire/http/percent.hpp"
#include "protocols/wire/http/url.hpp"

namespace roamsync::wire {

namespace {

/// The address as a header value: control characters, which could end the line, are percent-encoded.
std::string header_address(std::string_view address) {
  std::string out;
  for (char c : address) {
    bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    out += control ? percent_encode(std::string_view(&c, 1)) : std::string(1, c);
  }
  return out;
}

} // namespace

std::string roaming_path(const roaming_target& target) {
  if (target.own_mailbox)
    return target.base_path;
  auto first_end = target.base_path.find('/', 1);
  std::string out = target.base_path.substr(0, first_end) + "/" + percent_encode(target.mailbox, "@");
  if (first_end != std::string::npos)
    out += target.base_path.substr(first_end);
  return out;
}

http_request roaming_request(std::string method, const roaming_target& target, std::string_view suffix,
                             std::string_view request_id) {
  auto out = make_request(std::move(method), target.outlook, roaming_path(target) + std::string(suffix));
  out.fields = {{"x-outlook-client", "owa"}, {"Accept", "application/json"}};
  if (!target.own_mailbox) {
    auto address = header_address(target.mailbox);
    out.fields.emplace_back("X-OWA-ExplicitLogonUser", address);
    out.fields.emplace_back("X-AnchorMailbox", std::move(address));
  }
  if (!request_id.empty())
    out.fields.emplace_back("client-request-id", request_id);
  return out;
}

} // namespace roamsync::wire
