#include "protocols/net/client/resolver.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

using roamsync::duration;
using roamsync::net::lookup_outcome;
using roamsync::net::resolver;
using namespace std::chrono_literals;

namespace {

/// A resolver on an event loop that the test runs, and what it was asked.
class resolver_test : public testing::Test {
protected:
  /// The addresses of the host, as text with spaces.
  std::string resolve(resolver& names, const std::string& host) {
    std::string found = "nothing yet";
    names.resolve(host, [&](const lookup_outcome& x) {
      found = x.why;
      for (const auto& address : x.addresses)
        found += address.to_string() + " ";
    });
    while (found == "nothing yet")
      context.run_one_for(30s);
    return found;
  }

  roamsync::net::lookup_function counting(std::vector<std::string> addresses) {
    return [calls = lookups, addresses](const std::string&) {
      ++*calls;
      return addresses;
    };
  }

  boost::asio::io_context context;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{context.get_executor()};
  std::shared_ptr<int> lookups = std::make_shared<int>(0);
};

} // namespace

TEST_F(resolver_test, a_name_is_looked_up_once_in_its_time) {
  resolver names{context, counting({"192.0.2.1", "2001:db8::1"}), 1h};
  EXPECT_EQ(resolve(names, "a.example"), "192.0.2.1 2001:db8::1 ");
  EXPECT_EQ(resolve(names, "a.example"), "192.0.2.1 2001:db8::1 ");
  EXPECT_EQ(*lookups, 1);
  EXPECT_EQ(resolve(names, "b.example"), "192.0.2.1 2001:db8::1 ");
  EXPECT_EQ(*lookups, 2);
}

TEST_F(resolver_test, a_name_without_time_is_looked_up_again) {
  resolver names{context, counting({"192.0.2.1"}), 0ms};
  resolve(names, "a.example");
  resolve(names, "a.example");
  EXPECT_EQ(*lookups, 2);
}

TEST_F(resolver_test, an_address_is_its_own_answer) {
  resolver names{context, counting({}), 1h};
  EXPECT_EQ(resolve(names, "192.0.2.7"), "192.0.2.7 ");
  EXPECT_EQ(resolve(names, "2001:db8::7"), "2001:db8::7 ");
  EXPECT_EQ(*lookups, 0);
}

TEST_F(resolver_test, an_address_that_did_not_answer_goes_to_the_end) {
  resolver names{context, counting({"192.0.2.1", "192.0.2.2", "192.0.2.3"}), 1h};
  resolve(names, "a.example");
  names.demote("a.example", boost::asio::ip::make_address("192.0.2.1"));
  names.demote("a.example", boost::asio::ip::make_address("192.0.2.9"));
  names.demote("unknown.example", boost::asio::ip::make_address("192.0.2.1"));
  EXPECT_EQ(resolve(names, "a.example"), "192.0.2.2 192.0.2.3 192.0.2.1 ");
}

TEST_F(resolver_test, a_name_without_address_is_a_failure_with_words) {
  resolver names{context, counting({}), 1h};
  EXPECT_EQ(resolve(names, "a.example"), "the name has no address");
}

TEST_F(resolver_test, thousands_of_names_are_not_all_kept) {
  resolver names{context, counting({"192.0.2.1"}), 1h};
  for (std::size_t i = 0; i <= resolver::names_max; ++i)
    resolve(names, "n" + std::to_string(i) + ".example");
  auto before = *lookups;
  resolve(names, "n" + std::to_string(resolver::names_max) + ".example");
  EXPECT_EQ(*lookups, before) << "the newest is known";
  resolve(names, "n0.example");
  EXPECT_EQ(*lookups, before + 1) << "an old one made room";
}
