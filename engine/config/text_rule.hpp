#pragma once

#include "engine/base/result.hpp"
#include "engine/model/endpoint.hpp"

#include <string>
#include <string_view>

namespace roamsync {

/// What a text setting must look like, beyond its length.
struct text_rule {
  bool (*fits)(std::string_view);
  std::string_view allowed; ///< continues "allowed: "
  bool any_length = false;  ///< how long the text may be is for the field to say
};

extern const text_rule any_line;    ///< UTF-8 without control characters and turns of the writing direction
extern const text_rule time_of_day; ///< "HH:MM"
extern const text_rule guid;        ///< 8-4-4-4-12 hex digits
extern const text_rule guid_or_domain;
extern const text_rule mail_address; ///< also a user principal name
extern const text_rule short_name;   ///< a-z 0-9 - . _, first a letter or digit: ids and names of clouds
extern const text_rule folder_name;  ///< one step of a path, not leading upwards
extern const text_rule ip_address;
extern const text_rule variable_name; ///< of the environment
extern const text_rule absolute_path; ///< of a URL
extern const text_rule proxy_address; ///< "http://HOST:PORT"

/// Reads "https://HOST[:PORT][/PREFIX]"; an IPv6 address stands in brackets, the port defaults by scheme,
/// slashes at the end are dropped. No user, query or fragment.
[[nodiscard]] result<endpoint> parse_endpoint(std::string_view url);
/// The reverse; the port is left out where it is the scheme's own.
[[nodiscard]] std::string to_string(const endpoint& x);

} // namespace roamsync
