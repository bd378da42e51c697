#include "bench/mock_exchange/ledger/record.hpp"

#include "bench/mock_exchange/base/json_text.hpp"

#include <array>
#include <charconv>

namespace mock_exchange {

namespace {

void append_fixed(std::string& out, double value, int digits) {
  std::array<char, 64> text{};
  auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits).ptr;
  out.append(text.data(), end);
}

void append_count(std::string& out, std::uint64_t value) {
  std::array<char, 24> text{};
  auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  out.append(text.data(), end);
}

void append_text_or_null(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty())
    append_raw_field(out, name, "null");
  else
    append_text_field(out, name, value);
}

void append_names(std::string& out, const std::vector<std::string>& names) {
  append_raw_field(out, "names", "[");
  for (const auto& name : names) {
    if (out.back() != '[')
      out += ',';
    append_quoted(out, name);
  }
  out += ']';
}

} // namespace

void append_line(std::string& out, const record& entry, instant ended) {
  out += "{\"t\":";
  append_fixed(out, seconds_of(entry.arrived), 6);
  out += ",\"ms\":";
  append_fixed(out, seconds_of(ended - entry.arrived) * 1000, 3);
  append_text_field(out, "tenant", entry.tenant);
  append_text_field(out, "service_user", entry.service_user);
  append_text_field(out, "mailbox", entry.mailbox);
  append_text_field(out, "target", entry.target);
  append_text_field(out, "kind", name_of(entry.kind));
  append_text_field(out, "method", entry.method);
  append_raw_field(out, "status", "");
  append_count(out, entry.status);
  append_raw_field(out, "in_flight", "");
  append_count(out, entry.in_flight);
  append_text_or_null(out, "breach", entry.breach ? name_of(*entry.breach) : std::string_view{});
  if (!entry.breach_of.empty())
    append_text_field(out, "breach_of", entry.breach_of);
  if (entry.froze)
    append_raw_field(out, "froze", "true");
  append_text_or_null(out, "digest", entry.digest);
  if (entry.applied)
    append_raw_field(out, "applied", *entry.applied ? "true" : "false");
  if (!entry.names.empty())
    append_names(out, entry.names);
  if (entry.retry_after_s) {
    append_raw_field(out, "retry_after_s", "");
    append_fixed(out, *entry.retry_after_s, 3);
  }
  if (!entry.fault.empty())
    append_text_field(out, "fault", entry.fault);
  out += "}\n";
}

} // namespace mock_exchange
