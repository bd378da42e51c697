#include "engine/base/sha256.hpp"
#include "engine/signature/digest.hpp"

#include <gtest/gtest.h>

#include <set>

namespace roamsync {
namespace {

wanted_signatures some() {
  return {{{"A", "<p>a</p>", "a"}, {"B", "<p>b</p>", "b"}}, "A", "B"};
}

TEST(digest, is_the_same_in_every_process) {
  EXPECT_EQ(digest({{{"A", "h", "t"}}, "A", ""}), sha256_hex("28:roamsync wanted signatures 1"
                                                             "1:1"
                                                             "1:A1:h1:t"
                                                             "1:A0:"));
}

TEST(digest, changes_with_every_field) {
  std::set<std::string> seen{digest(some())};
  const auto differs = [&](auto change) {
    auto wanted = some();
    change(wanted);
    EXPECT_TRUE(seen.insert(digest(wanted)).second);
  };
  differs([](auto& x) { x.signatures[0].name = "a"; });
  differs([](auto& x) { x.signatures[0].html = "<p>c</p>"; });
  differs([](auto& x) { x.signatures[1].text = "c"; });
  differs([](auto& x) { x.default_new = "B"; });
  differs([](auto& x) { x.default_reply = ""; });
  differs([](auto& x) { x.signatures.pop_back(); });
  differs([](auto& x) { std::swap(x.signatures[0], x.signatures[1]); });
  differs([](auto& x) { x.default_new = "", x.default_reply = "AB"; });
  EXPECT_EQ(digest(some()), digest(some()));
}

TEST(digest, does_not_mix_up_neighbouring_fields) {
  EXPECT_NE(digest({{{"A", "1:x", ""}}, "", ""}), digest({{{"A", "1", ":x"}}, "", ""}));
  EXPECT_NE(digest({{{"A", "bc", ""}}, "", ""}), digest({{{"A", "b", "c"}}, "", ""}));
}

} // namespace
} // namespace roamsync
