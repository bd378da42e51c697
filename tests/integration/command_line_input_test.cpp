#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace roamsync::integration {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string noise(std::size_t size) {
  std::string out(size, '\0');
  for (std::size_t i = 0; i < size; ++i)
    out[i] = static_cast<char>((i * 131 + 7) & 0xff);
  return out;
}

/// Ended with that code and one clear message on standard error: not empty, not an internal error.
void expect_refusal(const finished& x, int code, const std::string& word) {
  EXPECT_EQ(x.code, code) << x.out << x.err;
  EXPECT_NE(x.err.find(word), std::string::npos) << "no word of \"" << word << "\" in: " << x.err;
  EXPECT_EQ(x.err.find("internal error"), std::string::npos) << x.err;
}

TEST(input, wrong_usage_is_2_and_needs_no_configuration) {
  lab in{{}};
  for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                {"nigth"},
                                                {"night", "--nwo"},
                                                {"tenant"},
                                                {"tenant", "show"},
                                                {"tenant", "add", "Bad Id"},
                                                {"signature", "set", "firm"},
                                                {"signature", "set", "firm", "no-address"},
                                                {"report", "--night", "x"},
                                                {"tenant", "set", "firm", "lanes=65"},
                                                {"tenant", "set", "firm", "colour=red"},
                                                {"completion", "tcsh"},
                                                {"keygen"}}) {
    const auto done = in.run(words);
    EXPECT_EQ(done.code, 2) << testing::PrintToString(words) << done.err;
    EXPECT_FALSE(done.err.empty()) << testing::PrintToString(words);
  }
}

TEST(input, a_configuration_that_is_not_good_is_3_and_names_the_file) {
  lab in{{}};
  const auto file = (in.folder() / "other.toml").string();
  const auto check = [&](const std::string& text) {
    demo::write_file(file, text + "[store]\npath = \"" + (in.folder() / "none.db").string() + "\"\n");
    return in.run({"--config", file, "config", "check"});
  };
  expect_refusal(check(noise(4096)), 3, "other.toml");
  expect_refusal(check("[night]\nopens = \"25:00\"\n"), 3, "opens");
  expect_refusal(check("[night]\nlength_minutes = \"long\"\n[nigth]\n"), 3, "nigth");
  expect_refusal(check("[night\n"), 3, "other.toml");
  expect_refusal(check("[limits]\nlanes = 99\n"), 3, "64");
  const auto empty = check("");
  EXPECT_EQ(empty.code, 0) << empty.err;
  EXPECT_THAT(empty.out, AllOf(HasSubstr("master key was not looked at"), HasSubstr("makes it")));
  expect_refusal(in.run({"--config", (in.folder() / "none.toml").string(), "config", "check"}), 3,
                 "none.toml");
  expect_refusal(in.run({"--config", in.folder().string(), "config", "check"}), 3, "regular file");
  const auto many = check("[night]\nopens = 7\n[limits]\nlanes = 0\nrate = -1\n");
  for (const auto* word : {"opens", "lanes", "rate"})
    expect_refusal(many, 3, word);
}

TEST(input, a_database_that_is_none_is_3) {
  lab in{{make_customer("firm", 1)}};
  const auto database = in.folder() / "roamsync.db";
  for (const auto* rest : {"-wal", "-shm"})
    fs::remove(database.string() + rest);
  demo::write_file(database, noise(20'000));
  for (const std::vector<std::string>& words : {std::vector<std::string>{"night", "--now"},
                                                {"report"},
                                                {"tenant", "list"},
                                                {"serve"},
                                                {"check"},
                                                {"config", "check"},
                                                {"signature", "get", "firm", "ann-0@firm.example"}})
    expect_refusal(in.run(words), 3, "roamsync.db");
  fs::remove(database);
  fs::create_directory(database);
  expect_refusal(in.run({"report"}), 3, "roamsync.db");
}

/// What is wrong with them is told in English, and a person who reads German is told at least what it is about.
TEST(input, in_german_an_english_error_has_a_german_sentence_before_it) {
  lab in{{make_customer("firm", 1)}};
  const auto check = [&](const char* lang) { return in.run({"--lang", lang, "check", "firm"}); };
  demo::write_file(in.folder() / "catalogues" / "firm" / "catalogue.toml", "[[signature]]\nnmae = 1\n");
  EXPECT_THAT(check("de").out, AllOf(HasSubstr("Der Katalog kann so nicht"), HasSubstr("nmae")));
  EXPECT_THAT(check("en").out, AllOf(Not(HasSubstr("Der Katalog")), HasSubstr("nmae")));
  for (const auto* rest : {"-wal", "-shm"})
    fs::remove((in.folder() / "roamsync.db").string() + rest);
  demo::write_file(in.folder() / "roamsync.db", noise(20'000));
  EXPECT_THAT(check("de").err, AllOf(HasSubstr("Die Datenbank kann so nicht"), HasSubstr("roamsync.db")));
  EXPECT_THAT(check("en").err, Not(HasSubstr("Die Datenbank")));
  const auto file = (in.folder() / "other.toml").string();
  demo::write_file(file, "[nigth]\n");
  const auto config = in.run({"--config", file, "--lang", "de", "check"});
  EXPECT_EQ(config.code, 3);
  EXPECT_THAT(config.err, AllOf(HasSubstr("Die Konfiguration kann so nicht"), HasSubstr("nigth")));
}

TEST(input, a_key_that_is_missing_or_open_to_others_is_3) {
  lab in{{make_customer("firm", 1)}};
  const auto key = in.folder() / "secrets" / "key";
  const auto commands =
      std::vector<std::vector<std::string>>{{"night", "--now"},
                                            {"serve"},
                                            {"config", "check"},
                                            {"group", "push", "firm", "--yes"},
                                            {"signature", "set", "firm", "ann-0@firm.example"}};
  fs::permissions(key, fs::perms{0644});
  for (const auto& words : commands)
    expect_refusal(in.run(words), 3, "chmod 600");
  fs::permissions(key, fs::perms{0600});
  demo::write_file(key, "not a key\n", true);
  for (const auto& words : commands)
    expect_refusal(in.run(words), 3, "key");
  fs::remove(key);
  for (const auto& words : commands)
    expect_refusal(in.run(words), 3, "key");
  EXPECT_TRUE(in.ledger().empty());
}

TEST(input, config_check_says_what_a_good_configuration_could_still_lack) {
  lab in{{make_customer("firm", 1)}};
  const auto check = [&] { return in.run({"config", "check"}); };
  EXPECT_EQ(check().out, "the configuration is good\n");

  const auto key = in.folder() / "secrets" / "key";
  const auto right = demo::read_file(key);
  fs::remove(key);
  ASSERT_EQ(in.run({"keygen", key.string()}).code, 0);
  expect_refusal(check(), 3, "sealed under the master key");
  demo::write_file(key, right, true);

  const auto secret = in.folder() / "secrets" / "client";
  fs::permissions(secret, fs::perms{0644});
  expect_refusal(check(), 3, "secrets/client");
  const auto both = in.run({"--json", "config", "check"});
  EXPECT_THAT(both.out, AllOf(HasSubstr("secrets/client"), HasSubstr("\"notes\":[]")));
  fs::permissions(secret, fs::perms{0600});

  const auto database = in.folder() / "roamsync.db";
  for (const auto* rest : {"", "-wal", "-shm"})
    fs::remove(database.string() + rest);
  EXPECT_THAT(check().out, HasSubstr("makes it"));
  EXPECT_FALSE(fs::exists(database)) << "it only looks";
}

TEST(input, without_tenants_there_is_a_word_of_what_to_do) {
  lab in{{}};
  for (const std::vector<std::string>& words : {std::vector<std::string>{"check"}, {"night", "--now"}}) {
    const auto said = in.run(words);
    EXPECT_EQ(said.code, 0) << words.front();
    EXPECT_NE((said.out + said.err).find("roamsync tenant add"), std::string::npos) << words.front();
  }
}

TEST(input, an_existing_key_is_not_overwritten) {
  lab in{{}};
  const auto key = in.folder() / "secrets" / "key";
  const auto before = demo::read_file(key);
  expect_refusal(in.run({"keygen", key.string()}), 2, "key");
  EXPECT_EQ(demo::read_file(key), before);
}

TEST(input, a_catalogue_that_is_empty_broken_or_missing_fails_its_tenant_only) {
  lab in{{make_customer("firm", 2), make_customer("blank", 2), make_customer("noise", 2),
          make_customer("none", 2)}};
  demo::write_file(in.folder() / "catalogues" / "blank" / "catalogue.toml", "");
  demo::write_file(in.folder() / "catalogues" / "noise" / "catalogue.toml", noise(3000));
  fs::remove_all(in.folder() / "catalogues" / "none");
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  EXPECT_EQ(end.what.tenants.at("firm").outcome, "done");
  for (const auto* id : {"blank", "noise", "none"}) {
    EXPECT_EQ(end.what.tenants.at(id).outcome, "failed") << id;
    EXPECT_EQ(end.what.tenants.at(id).cause, "catalogue_invalid") << id;
    EXPECT_NE(end.what.tenants.at(id).detail, "") << id;
    EXPECT_EQ(count(in.ledger(), id, "patch"), 0U) << id;
  }
}

TEST(input, help_and_version_work_everywhere) {
  lab in{{}};
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--help"},
                                                {"--version"},
                                                {"version"},
                                                {"night", "--help"},
                                                {"tenant", "add", "--help"},
                                                {"completion", "bash"},
                                                {"completion", "zsh"},
                                                {"completion", "fish"},
                                                {"config", "reference"},
                                                {"config", "print"}}) {
    const auto done = in.run(words);
    EXPECT_EQ(done.code, 0) << testing::PrintToString(words);
    EXPECT_FALSE(done.out.empty()) << testing::PrintToString(words);
  }
}

} // namespace
} // namespace roamsync::integration
