#include "bench/mock_exchange/control/truth.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"

#include <boost/json/serialize.hpp>

namespace mock_exchange {

namespace {

void append_value(std::string& out, std::string_view name, const std::optional<stored_value>& held,
                  bool digest) {
  if (!held)
    append_raw_field(out, name, "null");
  else
    append_text_field(out, name, digest ? sha256_hex(held->value) : held->value);
}

void append_key(std::string& out, std::string_view name) {
  if (out.back() != '{')
    out += ',';
  append_quoted(out, name);
  out += ":{";
}

void append_box(std::string& out, const mailbox& box, bool digests) {
  append_key(out, box.address());
  append_raw_field(out, "signatures", "{");
  for (const auto& held : box.signatures()) {
    append_key(out, held.name);
    append_value(out, "html", held.htm, digests);
    append_value(out, "text", held.txt, digests);
    out += '}';
  }
  out += '}';
  append_raw_field(out, "list", "[");
  for (const auto& name : box.list) {
    if (out.back() != '[')
      out += ',';
    append_quoted(out, name);
  }
  out += ']';
  append_value(out, "default_new", box.default_new, false);
  append_value(out, "default_reply", box.default_reply, false);
  append_raw_field(out, "classic", boost::json::serialize(box.classic));
  append_raw_field(out, "writes", std::to_string(box.writes));
  out += '}';
}

} // namespace

std::string truth_of(const world& w, std::string_view tenant_name, bool digests) {
  std::string out = "{";
  for (const auto& each : w.tenants()) {
    if (!tenant_name.empty() && !same_text(tenant_name, each->id) && !same_text(tenant_name, each->domain))
      continue;
    append_key(out, each->id);
    for (const auto& box : each->mailboxes())
      append_box(out, *box, digests);
    out += '}';
  }
  out += '}';
  return out;
}

} // namespace mock_exchange
