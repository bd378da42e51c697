#include "engine/signature/names.hpp"

#include "engine/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace roamsync {

namespace {

constexpr std::string_view forbidden = R"(\/:"*?><,|@)";
constexpr std::array<std::string_view, 5> settings_of_the_service = {
    "roaming_signature_list", "roaming_new_signature", "roaming_reply_signature", "signaturehtml",
    "signaturetxt"};

error refuse(std::string_view name, std::string_view why) {
  return {"the name \"" + one_line(name.substr(0, 200)) + "\" " + std::string(why)};
}

} // namespace

status check_signature_name(std::string_view name) {
  if (name.empty())
    return error{"the name of a signature must not be empty; write 1 to 100 characters"};
  if (!is_utf8(name))
    return refuse(name, "is not UTF-8; save the file as UTF-8");
  if (count_code_points(name) > signature_name_characters_max)
    return refuse(name, "is too long; 100 characters are allowed");
  if (name.find_first_of(forbidden) != std::string_view::npos)
    return refuse(name, R"(holds one of \ / : " * ? > < , | @, which Exchange does not take in a name)");
  if (one_line(name) != name)
    return refuse(name, "has a blank at an end or a control character; leave it out");
  if (std::ranges::find(settings_of_the_service, fold_case(name)) != settings_of_the_service.end())
    return refuse(name, "is one of Exchange's own settings; choose another");
  return success();
}

bool same_signature_name(std::string_view a, std::string_view b) {
  return a == b || same_but_for_case(a, b);
}

} // namespace roamsync
