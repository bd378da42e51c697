#include "engine/signature/folder.hpp"

#include <algorithm>
#include <vector>

namespace roamsync {

std::optional<std::string> path_in_folder(std::string_view from, std::string_view reference) {
  const bool odd = std::ranges::any_of(reference, [](char c) {
    return c == '\\' || c == ':' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (odd || reference.empty() || reference.size() > 255 || reference.starts_with('/'))
    return std::nullopt;
  std::vector<std::string_view> parts;
  std::string whole(from);
  whole += from.empty() ? "" : "/";
  whole += reference;
  for (std::string_view rest = whole; !rest.empty();) {
    const auto end = std::min(rest.find('/'), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part == "..") {
      if (parts.empty())
        return std::nullopt;
      parts.pop_back();
    } else if (!part.empty() && part != ".") {
      parts.push_back(part);
    }
  }
  std::string out;
  for (const auto part : parts)
    out += (out.empty() ? "" : "/") + std::string(part);
  if (out.empty())
    return std::nullopt;
  return out;
}

std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

} // namespace roamsync
