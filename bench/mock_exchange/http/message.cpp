#include "bench/mock_exchange/http/message.hpp"

#include "bench/mock_exchange/base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace mock_exchange {

namespace {

std::string_view find_header(const header_list& headers, std::string_view name) {
  auto hit = std::ranges::find_if(headers, [&](const auto& field) { return same_text(field.first, name); });
  return hit == headers.end() ? std::string_view{} : std::string_view{hit->second};
}

std::string_view reason(unsigned status) {
  constexpr std::array<std::pair<unsigned, std::string_view>, 21> reasons{{
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {302, "Found"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {410, "Gone"},
      {413, "Payload Too Large"},
      {415, "Unsupported Media Type"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {440, "Login Timeout"},
      {449, "Retry With"},
      {500, "Internal Server Error"},
      {502, "Bad Gateway"},
      {503, "Service Unavailable"},
      {504, "Gateway Timeout"},
  }};
  auto hit = std::ranges::find(reasons, status, &std::pair<unsigned, std::string_view>::first);
  return hit == reasons.end() ? std::string_view{"Status"} : hit->second;
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 24> digits{};
  auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

} // namespace

std::string_view request::header(std::string_view name) const {
  return find_header(headers, name);
}

std::string_view request::cookie(std::string_view name) const {
  for (const auto& [field, value] : headers) {
    if (!same_text(field, "cookie"))
      continue;
    for (auto pair : split(value, ';')) {
      pair = trimmed(pair);
      if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
        return pair.substr(name.size() + 1);
    }
  }
  return {};
}

response& response::with(std::string_view name, std::string_view value) & {
  headers.emplace_back(name, value);
  return *this;
}

response&& response::with(std::string_view name, std::string_view value) && {
  headers.emplace_back(name, value);
  return std::move(*this);
}

std::string_view response::header(std::string_view name) const {
  return find_header(headers, name);
}

response json_answer(unsigned status, std::string body) {
  response out{.status = status, .headers = {}, .body = std::move(body)};
  out.with("Content-Type", "application/json; charset=utf-8");
  return out;
}

response html_answer(unsigned status, std::string body) {
  response out{.status = status, .headers = {}, .body = std::move(body)};
  out.with("Content-Type", "text/html; charset=utf-8");
  return out;
}

response redirect_answer(std::string_view location) {
  auto out = html_answer(302, "<html><head><title>Object moved</title></head><body>Object moved to <a href=\""
                                  + html_escaped(location) + "\">here</a>.</body></html>");
  out.with("Location", location);
  return out;
}

void append_response(std::string& out, const response& answer, std::string_view date, bool keep_alive,
                     bool head) {
  out.reserve(out.size() + answer.body.size() + 512);
  out += "HTTP/1.1 ";
  append_number(out, answer.status);
  out += ' ';
  out += reason(answer.status);
  out += "\r\n";
  for (const auto& [name, value] : answer.headers) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  out += "Date: ";
  out += date;
  if (answer.status != 204) {
    out += "\r\nContent-Length: ";
    append_number(out, answer.body.size());
  }
  out += keep_alive ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
  if (!head && answer.status != 204)
    out += answer.body;
}

} // namespace mock_exchange
