#include "engine/directory/known_group.hpp"

#include "engine/base/ascii.hpp"

#include <algorithm>

namespace roamsync {

std::string feed_source(std::string_view service, std::string_view group,
                        const std::vector<std::string>& attributes, const details_wanted& wanted) {
  std::string out = "1 " + std::string(service) + " " + ascii_lower(group);
  auto add = [&out](std::string_view what, std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    out += what;
    for (const auto& x : names)
      out += " " + x;
  };
  add("; attributes", attributes);
  add("; manager", wanted.manager);
  return out + (wanted.photo ? "; photo" : "");
}

} // namespace roamsync
