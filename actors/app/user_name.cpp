#include "actors/app/user_name.hpp"

#include <pwd.h>
#include <unistd.h>
#include <vector>

namespace roamsync::app {

std::string user_name(std::uint32_t id) {
  constexpr std::size_t entry_bytes = 16'384;
  std::vector<char> bytes(entry_bytes);
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(id, &entry, bytes.data(), bytes.size(), &found) == 0 && found != nullptr)
    return found->pw_name;
  return "user " + std::to_string(id);
}

std::string user_name() {
  return user_name(::getuid());
}

} // namespace roamsync::app
