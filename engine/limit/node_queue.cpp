#include "engine/limit/node_queue.hpp"

#include <algorithm>
#include <utility>

namespace roamsync {

void node_queue::add(const std::string& tenant, call_id id) {
  auto& line = lines_[tenant];
  if (line.empty())
    turn_.push_back(tenant);
  line.push_back(id);
}

node_queue::step node_queue::next(time_point now) {
  step out;
  while (!turn_.empty()) {
    auto at = gate_.opens_at(now);
    if (!at)
      break; // A call in flight must end first.
    if (*at > now) {
      out.wake = *at;
      break;
    }
    auto tenant = std::move(turn_.front());
    turn_.pop_front();
    auto it = lines_.find(tenant);
    (void)gate_.start(now);
    out.send.push_back(it->second.front());
    it->second.pop_front();
    if (it->second.empty())
      lines_.erase(it);
    else
      turn_.push_back(std::move(tenant));
  }
  return out;
}

std::vector<node_queue::call_id> node_queue::take(const std::string& tenant) {
  auto it = lines_.find(tenant);
  if (it == lines_.end())
    return {};
  std::vector<call_id> out(it->second.begin(), it->second.end());
  lines_.erase(it);
  std::erase(turn_, tenant);
  return out;
}

} // namespace roamsync
