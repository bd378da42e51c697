#include "protocols/net/client/fair_queue.hpp"

#include <cassert>

namespace roamsync::net {

void fair_queue::push(job& x) {
  assert(!x.waits);
  auto [it, is_new] = flows_.try_emplace(x.flow);
  auto& mine = it->second;
  if (is_new)
    mine.turn = turns_.insert(turns_.end(), &mine);
  x.place = mine.jobs.insert(mine.jobs.end(), &x);
  x.waits = true;
  ++size_;
}

job& fair_queue::pop() {
  assert(!empty());
  turns_.splice(turns_.end(), turns_, turns_.begin());
  auto& next = *turns_.back()->jobs.front();
  erase(next);
  return next;
}

void fair_queue::erase(job& x) {
  assert(x.waits);
  auto it = flows_.find(x.flow);
  it->second.jobs.erase(x.place);
  x.waits = false;
  --size_;
  if (it->second.jobs.empty()) {
    turns_.erase(it->second.turn);
    flows_.erase(it);
  }
}

} // namespace roamsync::net
