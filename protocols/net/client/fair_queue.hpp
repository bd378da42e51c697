#pragma once

#include "protocols/net/client/job.hpp"

#include <list>
#include <string>
#include <unordered_map>

namespace roamsync::net {

/// Jobs that wait for a connection: one FIFO for each flow (a tenant), the flows served in turn, so that a flow with
/// thousands of jobs does not keep a flow with one waiting. All operations take constant time. Does not own
/// the jobs.
class fair_queue {
public:
  void push(job& x);

  /// The next job in turn; only while not empty.
  job& pop();

  /// Takes a waiting job out.
  void erase(job& x);

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
  struct flow {
    std::list<job*> jobs;
    std::list<flow*>::iterator turn;
  };

  std::unordered_map<std::string, flow> flows_; // none of them empty
  std::list<flow*> turns_;                      // served next at the front
  std::size_t size_ = 0;
};

} // namespace roamsync::net
