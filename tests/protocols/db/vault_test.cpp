#include "engine/store/memory_store.hpp"
#include "protocols/db/aead.hpp"
#include "protocols/db/sqlite_store.hpp"
#include "protocols/db/vault.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roamsync::db {

namespace {

using testing::HasSubstr;
using testing::Not;

const secret password{"correct horse battery staple, and some more"};

class vault_test : public testing::Test {
protected:
  void SetUp() override {
    for (const auto* id : {"a", "b"}) {
      tenant_settings tenant;
      tenant.id = id;
      ASSERT_TRUE(store_.put_tenant(tenant));
    }
    ASSERT_TRUE(opened(key_).put("a", "password", password));
  }
  vault opened(const secret& key) { return vault::make(store_, key).value(); }
  std::string bytes(const char* tenant, const char* field) { return *store_.sealed(tenant, field).value(); }

  memory_store store_;
  const secret key_ = *random_key();
  const secret other_key_ = *random_key();
};

} // namespace

TEST_F(vault_test, gives_back_what_was_put) {
  EXPECT_EQ(opened(key_).get("a", "password").value(), password);
  EXPECT_FALSE(opened(key_).get("a", "client_secret").value().has_value());
  EXPECT_FALSE(opened(key_).get("b", "password").value().has_value());
  ASSERT_TRUE(opened(key_).put("a", "password", secret{"new"}));
  EXPECT_EQ(opened(key_).get("a", "password").value(), secret{"new"});
  ASSERT_TRUE(opened(key_).put("a", "client_secret", secret{}));
  EXPECT_EQ(opened(key_).get("a", "client_secret").value(), secret{});
}

TEST_F(vault_test, does_not_open_with_another_master_key_and_tells_neither) {
  const auto read = opened(other_key_).get("a", "password");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.failure().message, HasSubstr("sealed under the master key"));
  EXPECT_THAT(read.failure().message, HasSubstr("tenant \"a\""));
  for (const auto* hidden : {&key_, &other_key_, &password})
    EXPECT_THAT(read.failure().message, Not(HasSubstr(std::string{hidden->reveal()})));
  EXPECT_FALSE(opened(other_key_).put("a", "password", secret{"x"})) << "a value under a lost data key";
}

TEST_F(vault_test, needs_a_master_key_of_32_bytes) {
  for (const std::size_t size : {0U, 16U, 31U, 33U})
    EXPECT_FALSE(vault::make(store_, secret{std::string(size, 'k')}));
}

TEST_F(vault_test, does_not_open_bytes_that_were_moved_to_another_field_or_tenant) {
  ASSERT_TRUE(store_.put_sealed("a", "client_secret", bytes("a", "password")));
  EXPECT_FALSE(opened(key_).get("a", "client_secret"));
  ASSERT_TRUE(store_.put_sealed("b", "password", bytes("a", "password")));
  EXPECT_FALSE(opened(key_).get("b", "password")) << "without a data key";
  ASSERT_TRUE(store_.put_sealed("b", "data_key", bytes("a", "data_key")));
  EXPECT_FALSE(opened(key_).get("b", "password")) << "with the data key moved as well";
  EXPECT_EQ(opened(key_).get("a", "password").value(), password);
}

TEST_F(vault_test, does_not_open_if_any_bit_was_changed) {
  for (const auto* field : {"password", "data_key"}) {
    const auto whole = bytes("a", field);
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
      auto changed = whole;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
      ASSERT_TRUE(store_.put_sealed("a", field, changed));
      EXPECT_FALSE(opened(key_).get("a", "password")) << field << ", bit " << bit;
    }
    ASSERT_TRUE(store_.put_sealed("a", field, whole));
  }
  EXPECT_EQ(opened(key_).get("a", "password").value(), password);
}

TEST_F(vault_test, does_not_open_if_it_was_cut_or_made_longer) {
  for (const auto* field : {"password", "data_key"}) {
    const auto whole = bytes("a", field);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      ASSERT_TRUE(store_.put_sealed("a", field, whole.substr(0, size)));
      EXPECT_FALSE(opened(key_).get("a", "password")) << field << " of " << size << " bytes";
    }
    ASSERT_TRUE(store_.put_sealed("a", field, whole + '\0'));
    EXPECT_FALSE(opened(key_).get("a", "password"));
    ASSERT_TRUE(store_.put_sealed("a", field, whole));
  }
}

TEST_F(vault_test, seals_the_same_value_differently_each_time) {
  const auto before = bytes("a", "password");
  ASSERT_TRUE(opened(key_).put("a", "password", password));
  EXPECT_NE(bytes("a", "password"), before);
}

TEST_F(vault_test, keeps_no_secret_for_an_unknown_tenant_and_none_in_its_own_field) {
  EXPECT_FALSE(opened(key_).put("none", "password", password));
  EXPECT_FALSE(opened(key_).put("a", "data_key", password));
}

TEST_F(vault_test, rotation_changes_the_key_and_no_value) {
  ASSERT_TRUE(opened(key_).put("b", "client_secret", secret{"b's"}));
  const auto value = bytes("a", "password");
  EXPECT_EQ(rotate_master_key(store_, key_, other_key_).value(), 2u);
  EXPECT_EQ(bytes("a", "password"), value);
  EXPECT_EQ(opened(other_key_).get("a", "password").value(), password);
  EXPECT_EQ(opened(other_key_).get("b", "client_secret").value(), secret{"b's"});
  EXPECT_FALSE(opened(key_).get("a", "password")) << "the old key still opens";
  EXPECT_EQ(rotate_master_key(store_, key_, other_key_).value(), 0u) << "a second time";
}

TEST_F(vault_test, a_rotation_that_was_cut_short_goes_on) {
  ASSERT_TRUE(opened(key_).put("b", "password", secret{"b's"}));
  const auto old_b = bytes("b", "data_key");
  ASSERT_TRUE(rotate_master_key(store_, key_, other_key_));
  ASSERT_TRUE(store_.put_sealed("b", "data_key", old_b)); // as if it had ended after "a"
  EXPECT_EQ(rotate_master_key(store_, key_, other_key_).value(), 1u);
  EXPECT_EQ(opened(other_key_).get("b", "password").value(), secret{"b's"});
}

TEST_F(vault_test, a_rotation_with_a_wrong_old_key_changes_nothing) {
  const auto before = bytes("a", "data_key");
  EXPECT_FALSE(rotate_master_key(store_, other_key_, *random_key()));
  EXPECT_EQ(bytes("a", "data_key"), before);
}

TEST(vault_in_a_database, leaves_no_plain_text_in_any_file) {
  const temp_dir dir;
  const auto key = *random_key();
  {
    const auto store = sqlite_store::open(dir.file("x.db"));
    tenant_settings tenant;
    tenant.id = "a";
    ASSERT_TRUE(store.value()->put_tenant(tenant));
    auto x = vault::make(*store.value(), key);
    ASSERT_TRUE(x->put("a", "password", password));
    ASSERT_TRUE(x->put("a", "client_secret", password));
    EXPECT_THAT(dir.all_bytes(), Not(HasSubstr(std::string{password.reveal().substr(0, 12)})));
  }
  const auto bytes = dir.all_bytes();
  EXPECT_THAT(bytes, HasSubstr("client_secret")) << "the search must be able to find text";
  EXPECT_THAT(bytes, Not(HasSubstr(std::string{password.reveal().substr(0, 12)})));
  EXPECT_THAT(bytes, Not(HasSubstr(std::string{key.reveal()})));
  const auto again = sqlite_store::open(dir.file("x.db"));
  EXPECT_EQ(vault::make(*again.value(), key)->get("a", "password").value(), password);
}

// NIST SP 800-38D, test case 15 of "The Galois/Counter Mode of Operation" (McGrew and Viega): AES-256.
TEST(aead, opens_a_published_vector) {
  const auto bytes = [](std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2)
      out += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    return out;
  };
  const secret key{bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")};
  const auto sealed = bytes("cafebabefacedbaddecaf888"
                            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                            "76fc6ece0f4e1768cddf8853bb2d551b");
  const auto plain = unseal(key, bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"), sealed);
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->reveal(), bytes("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                   "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
}

} // namespace roamsync::db
