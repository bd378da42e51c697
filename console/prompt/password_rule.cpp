#include "console/prompt/password_rule.hpp"

#include "engine/base/unicode.hpp"

#include <fmt/format.h>

namespace roamsync::console {

status check_password(const secret& password) {
  const auto characters = count_code_points(password.reveal());
  if (characters >= password_characters_min)
    return success();
  return error{fmt::format("The password has {} characters; at least {} are needed. The service user opens "
                           "every mailbox and signs in "
                           "without a second factor, so that a password which can be guessed would open them "
                           "to anybody. Set a longer "
                           "one in Entra (nobody has to type it), then store it here.",
                           characters, password_characters_min)};
}

status check_secret(std::string_view field, const secret& value) {
  if (field == "password")
    return check_password(value);
  if (value.empty())
    return error{fmt::format("The {} is empty. Nothing was changed.", field)};
  return success();
}

} // namespace roamsync::console
