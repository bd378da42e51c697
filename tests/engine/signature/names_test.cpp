#include "engine/signature/names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roamsync {
namespace {

TEST(signature_name, takes_blanks_umlauts_and_brackets) {
  for (const auto* name : {"Standard", "Kurz und gut", "Größe (lang)", "A", "Ответ", "50%+1 & mehr"})
    EXPECT_TRUE(check_signature_name(name)) << name;
}

TEST(signature_name, refuses_each_character_that_exchange_does_not_take) {
  for (const char c : std::string(R"(\/:"*?><,|@)"))
    EXPECT_FALSE(check_signature_name(std::string("a") + c + "b")) << c;
}

TEST(signature_name, is_bounded_in_characters_not_bytes) {
  std::string umlauts;
  for (int i = 0; i < 100; ++i)
    umlauts += "ä";
  EXPECT_TRUE(check_signature_name(umlauts));
  EXPECT_FALSE(check_signature_name(umlauts + "a"));
  EXPECT_FALSE(check_signature_name(""));
}

TEST(signature_name, refuses_blanks_at_the_ends_controls_and_broken_utf8) {
  for (const auto* name : {" a", "a ", "a\tb", "a\nb", "a\xFF",
                           "\xE2\x80\xAE"
                           "a"})
    EXPECT_FALSE(check_signature_name(name)) << name;
}

TEST(signature_name, refuses_the_settings_of_the_service) {
  EXPECT_FALSE(check_signature_name("Roaming_New_Signature"));
  EXPECT_FALSE(check_signature_name("signaturehtml"));
}

TEST(signature_name, is_the_same_in_other_letter_case) {
  EXPECT_TRUE(same_signature_name("STANDARD", "standard"));
  EXPECT_TRUE(same_signature_name("GRÖSSE Ž", "grösse ž"));
  EXPECT_TRUE(same_signature_name("ОТВЕТ Σ", "ответ σ"));
  EXPECT_FALSE(same_signature_name("standard", "standard2"));
  EXPECT_FALSE(same_signature_name("a", "ä"));
}

} // namespace
} // namespace roamsync
