#include "protocols/wire/ows/reader.hpp"

#include "protocols/wire/http/percent.hpp"
#include "protocols/wire/ows/request.hpp"

namespace roamsync::wire {

http_request encode_read(const roaming_target& target, const roaming_read& command,
                         std::string_view request_id) {
  std::string suffix = "/?settingname=";
  const auto* contents = std::get_if<read_contents>(&command);
  if (!contents)
    return roaming_request("GET", target,
                           suffix + "roaming_signature_list,roaming_new_signature,roaming_reply_signature",
                           request_id);
  for (const auto& name : contents->names) {
    if (&name != &contents->names.front())
      suffix += ',';
    suffix += percent_encode(name);
  }
  auto out = roaming_request("GET", target, suffix, request_id);
  out.fields.emplace_back("x-islargesetting", "true");
  return out;
}

} // namespace roamsync::wire
