#include "protocols/net/client/fair_queue.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

using roamsync::net::fair_queue;
using roamsync::net::job;

namespace {

class fair_queue_test : public testing::Test {
protected:
  job& add(std::string flow) {
    auto& x = *jobs.emplace_back(std::make_unique<job>());
    x.id = jobs.size();
    x.flow = std::move(flow);
    queue.push(x);
    return x;
  }

  /// The flows in the order that they are served.
  std::string drain() {
    std::string order;
    while (!queue.empty())
      order += queue.pop().flow;
    return order;
  }

  std::vector<std::unique_ptr<job>> jobs;
  fair_queue queue;
};

} // namespace

TEST_F(fair_queue_test, a_small_flow_is_not_behind_a_giant) {
  for (int i = 0; i < 5; ++i)
    add("a");
  add("b");
  add("c");
  EXPECT_EQ(drain(), "abcaaaa");
}

TEST_F(fair_queue_test, one_flow_is_served_in_order) {
  add("a");
  add("a");
  add("a");
  EXPECT_EQ(queue.pop().id, 1u);
  EXPECT_EQ(queue.pop().id, 2u);
  EXPECT_EQ(queue.pop().id, 3u);
}

TEST_F(fair_queue_test, erased_jobs_are_not_served) {
  auto& first = add("a");
  add("b");
  auto& third = add("a");
  queue.erase(first);
  queue.erase(third);
  EXPECT_EQ(queue.size(), 1u);
  EXPECT_EQ(drain(), "b");
}

TEST_F(fair_queue_test, a_flow_that_comes_back_goes_to_the_end) {
  add("a");
  add("b");
  EXPECT_EQ(queue.pop().flow, "a");
  add("a");
  EXPECT_EQ(drain(), "ba");
}

TEST_F(fair_queue_test, every_job_is_served_once_or_erased) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random{seed};
    std::vector<job*> waiting;
    std::size_t served = 0;
    std::size_t erased = 0;
    jobs.clear();
    for (int i = 0; i < 200; ++i) {
      auto what = random() % 4;
      if (what < 2 || waiting.empty()) {
        waiting.push_back(&add(std::string(1, static_cast<char>('a' + random() % 5))));
        continue;
      }
      auto* x = waiting[random() % waiting.size()];
      if (what == 2) {
        x = &queue.pop();
        ++served;
      } else {
        queue.erase(*x);
        ++erased;
      }
      ASSERT_EQ(std::erase(waiting, x), 1u);
      ASSERT_FALSE(x->waits);
      ASSERT_EQ(queue.size(), waiting.size());
    }
    served += drain().size();
    EXPECT_EQ(served + erased, jobs.size());
  }
}
