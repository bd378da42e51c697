#include "console/report/problems.hpp"

#include "console/text/display.hpp"
#include "console/text/paint.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <vector>

namespace roamsync::console {

namespace {

namespace json = boost::json;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end > 0)
      lines.push_back(printable(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

json::array array_of(const std::string& text) {
  const auto lines = lines_of(text);
  return json::array(lines.begin(), lines.end());
}

} // namespace

std::string problems_text(const error& why, const text_options& options) {
  const paint ink{options.colours};
  std::string out;
  for (const auto& line : lines_of(why.message))
    out += (line.starts_with(' ') ? "" : ink(colour::red, "roamsync:") + ' ') + line + '\n';
  return out;
}

std::string problems_json(const error& why) {
  return json::serialize(json::object{{"problems", array_of(why.message)}});
}

std::string findings_json(const error& problems, const std::string& notes) {
  return json::serialize(json::object{{"problems", array_of(problems.message)}, {"notes", array_of(notes)}});
}

} // namespace roamsync::console
