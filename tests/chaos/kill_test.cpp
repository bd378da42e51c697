#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <random>
#include <set>
#include <thread>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

constexpr int kills = 56;
constexpr std::size_t mailboxes_of_each = 12;

/// Outcomes that are on disk: roamsync itself says so.
std::map<std::string, ended> outcomes_of(const report& x) {
  std::map<std::string, ended> out;
  for (const auto& [address, ends] : x.mailboxes) {
    EXPECT_EQ(ends.size(), 1U) << address << " has more than one outcome";
    out[address] = ends.front();
  }
  return out;
}

/// Writes to mailboxes whose outcome was on disk before the ledger's line `from`.
void expect_left_alone(const std::vector<ledger_line>& lines, std::size_t from,
                       const std::map<std::string, ended>& recorded) {
  for (std::size_t i = from; i < lines.size(); ++i) {
    const auto found = recorded.find(lines[i].mailbox);
    if (lines[i].applied && found != recorded.end())
      ADD_FAILURE() << lines[i].mailbox << " was " << found->second.outcome << " and is written again";
  }
}

/// Each mailbox can be used: what is a default is there, and has contents.
void expect_valid(const lab& in, const customer& x) {
  for (std::size_t i = 0; i < mailboxes_of_each; ++i) {
    const auto box = in.truth(x.id, address_of(x, i));
    const auto& held = box.at("signatures").as_object();
    for (const auto* key : {"default_new", "default_reply"}) {
      const auto* name = box.if_contains(key);
      if (name == nullptr || !name->is_string() || name->get_string().empty())
        continue;
      const auto* signature = held.if_contains(name->get_string());
      ASSERT_NE(signature, nullptr) << address_of(x, i) << ": the default points nowhere";
      EXPECT_FALSE(signature->at("html").as_string().empty());
    }
  }
}

struct tally {
  int kills = 0;
  int in_the_middle = 0; ///< kills that left some mailboxes with an outcome and others without
};

report newest(lab& in) {
  const auto said = in.run({"--json", "report"});
  return said.code <= 1 ? parse_report(said.out) : report{};
}

void kill_somewhere(lab& in, demo::child& process, std::mt19937& dice) {
  // The instant is a number of requests from now, and a random part of a moment more.
  const auto requests = in.ledger().size() + std::uniform_int_distribution<std::size_t>{0, 40}(dice);
  EXPECT_TRUE(wait_until([&] { return process.exit_code() || in.ledger().size() >= requests; }));
  std::this_thread::sleep_for(std::chrono::microseconds{std::uniform_int_distribution<int>{0, 30'000}(dice)});
  process.end(SIGKILL);
}

/// One night with kills at random instants until it has ended; all starts but the first must join it.
tally night_with_kills(lab& in, std::mt19937& dice, const std::string& version, int at_most) {
  const auto before = newest(in).number;
  std::map<std::string, ended> recorded;
  tally done;
  for (int start = 0;; ++start) {
    const auto from = in.ledger().size();
    const auto name = version + "-" + std::to_string(start);
    auto process = in.start({"--json", "night", "--now"}, name);
    if (done.kills < at_most)
      kill_somewhere(in, process, dice);
    EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
    expect_left_alone(in.ledger(), from, recorded);
    for (const auto& c : in.customers())
      expect_valid(in, c);
    const auto killed = process.exit_code() == 128 + SIGKILL;
    EXPECT_TRUE(killed || process.exit_code() == 0) << in.errors(name) << in.output(name);
    done.kills += killed ? 1 : 0;
    const auto now = newest(in);
    if (now.number == before) {
      EXPECT_TRUE(killed) << "no night was opened";
      continue; // it came before the night was opened
    }
    EXPECT_EQ(now.number, before + 1) << "a second night was opened";
    const auto outcomes = outcomes_of(now);
    for (const auto& [address, end] : recorded)
      EXPECT_EQ(now.of(address).outcome, end.outcome) << address;
    recorded = outcomes;
    done.in_the_middle += !recorded.empty() && recorded.size() < 2 * mailboxes_of_each ? 1 : 0;
    if (!now.finished && !testing::Test::HasFailure()) {
      EXPECT_TRUE(killed) << "it ended in order and left the night open";
      continue;
    }
    expect_honest(in, now, version);
    return done;
  }
}

TEST(chaos, nights_killed_at_random_instants_end_as_if_nothing_had_happened) {
  std::vector<customer> customers{make_customer("one", mailboxes_of_each),
                                  make_customer("two", mailboxes_of_each)};
  customers[1].sign_in = "token";
  for (auto& c : customers)
    for (std::size_t i = 0; i < mailboxes_of_each; i += 3)
      give_own_signature(c, i, "Mine", "<p>my own</p>");
  lab in{std::move(customers)};
  std::mt19937 dice{20'240'601};
  tally all;
  int version = 0;
  while (all.kills < kills) {
    const auto word = "edition-" + std::to_string(++version) + "-x";
    // A name that changes each night leaves orphans to delete.
    in.set_catalogue(word, {long_name, "Only " + word, short_name});
    const auto one = night_with_kills(in, dice, word, std::min(12, kills - all.kills));
    all.kills += one.kills;
    all.in_the_middle += one.in_the_middle;
    ASSERT_FALSE(HasFailure());
  }
  // A night that was joined deletes nothing; later ones take away what was left, each up to its cap.
  for (const auto* word : {"last-edition", "very-last-edition"}) {
    in.set_catalogue(word);
    EXPECT_EQ(in.night().code, 0);
  }
  EXPECT_GE(all.in_the_middle, kills / 4) << "the kills missed the nights";
  EXPECT_GT(version, 3);
  for (const auto& c : in.customers())
    for (std::size_t i = 0; i < mailboxes_of_each; ++i) {
      const auto held = in.truth(c.id, address_of(c, i)).at("signatures").as_object();
      EXPECT_EQ(held.contains("Mine"), i % 3 == 0);
      EXPECT_EQ(held.size(), i % 3 == 0 ? 3U : 2U) << address_of(c, i) << " has orphans";
    }
}

} // namespace
} // namespace roamsync::integration
