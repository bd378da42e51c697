#include "protocols/net/client/lane_queue.hpp"

#include <cassert>

namespace roamsync::net {

void lane_queue::push(job& x) {
  assert(!x.waits);
  auto [it, is_new] = lanes_.try_emplace(x.lane);
  auto& mine = it->second;
  if (is_new)
    mine.turn = turns_.insert(turns_.end(), &mine);
  x.place = mine.jobs.insert(mine.jobs.end(), &x);
  x.waits = true;
  ++size_;
}

job& lane_queue::pop() {
  assert(!empty());
  turns_.splice(turns_.end(), turns_, turns_.begin());
  auto& next = *turns_.back()->jobs.front();
  erase(next);
  return next;
}

void lane_queue::erase(job& x) {
  assert(x.waits);
  auto it = lanes_.find(x.lane);
  it->second.jobs.erase(x.place);
  x.waits = false;
  --size_;
  if (it->second.jobs.empty()) {
    turns_.erase(it->second.turn);
    lanes_.erase(it);
  }
}

} // namespace roamsync::net
