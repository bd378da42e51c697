#include "engine/base/sha256.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roamsync {
namespace {

// The examples of FIPS 180-4 and of NIST's SHA test vectors.
TEST(sha256, gives_the_digests_of_the_standard) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(
      sha256_hex(
          "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrs"
          "mnopqrstnopqrstu"),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(sha256, does_not_depend_on_how_the_bytes_are_cut) {
  std::string bytes;
  for (int i = 0; i < 300; ++i)
    bytes += static_cast<char>(i * 7);
  const auto whole = sha256_hex(bytes);
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    sha256 hash;
    hash.update(std::string_view(bytes).substr(0, cut));
    hash.update(std::string_view(bytes).substr(cut));
    ASSERT_EQ(hash.finish_hex(), whole) << "cut at " << cut;
  }
}

TEST(sha256, a_copy_goes_on_by_itself) {
  sha256 first;
  first.update("a");
  sha256 second{first};
  first.update("bc");
  second.update("x");
  EXPECT_EQ(first.finish_hex(), sha256_hex("abc"));
  EXPECT_EQ(second.finish_hex(), sha256_hex("ax"));
}

} // namespace
} // namespace roamsync
