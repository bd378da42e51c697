#include "engine/diagnosis/advice.hpp"
#include "tests/engine/mailbox/harness.hpp"

#include <gmock/gmock.h>

#include <array>
#include <string>
#include <string_view>

namespace roamsync {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto languages = std::to_array({language::english, language::german});

std::string all_of(const advice& x) {
  return std::string(x.title) + "\n" + std::string(x.wrong) + "\n" + std::string(x.check) + "\n"
         + std::string(x.remedy);
}

/// Things that roamsync does not have, as a text would name them.
constexpr auto absent = std::to_array<std::string_view>({
    "support bundle",
    "audit log",
    "n the settings",
    "The settings",
    "uthorise",
    "\"check again\"",
    "remembers",
    "put back",
    "e-mailed", // no settings page, no memory of limits, no older states, no mail
    "Support-Paket",
    "Änderungsprotokoll",
    "n den Einstellungen",
    "Die Einstellungen",
    "utorisieren",
    "erneut prüfen",
    "merkt sich",
    "älteren Stand",
    "per E-Mail",
});

/// What the console calls otherwise: "fehlgeschlagen", "Details", "Connector".
constexpr auto other_words = std::to_array<std::string_view>(
    {"scheitert", "Einzelheit", "Konnektor", "berührt", "erwiesen", "ein Schreiben", "niemand sitzt"});

} // namespace

TEST(advice, names_nothing_that_does_not_exist) {
  for (const auto in : languages)
    for (int i = 0; i <= static_cast<int>(cause::internal_error); ++i) {
      const auto text = all_of(advice_for(static_cast<cause>(i), in));
      for (const auto word : absent)
        EXPECT_THAT(text, Not(HasSubstr(std::string{word}))) << to_string(static_cast<cause>(i));
    }
}

TEST(advice, of_the_desk_tells_of_no_run) {
  constexpr auto of_a_night = std::to_array<std::string_view>({
      "window is open",
      "if it passes",
      "in this run",
      "tonight",
      "next run",
      "attempts",
      "Zeitfenster",
      "vorübergeht",
      "diesem Lauf",
      "heute Nacht",
      "nächsten Lauf",
  });
  for (const auto in : languages)
    for (const auto why : {cause::wrong_password, cause::sign_in_unanswered, cause::sign_in_unreachable,
                           cause::throttled, cause::server_error, cause::timed_out, cause::unreachable}) {
      const auto text = all_of(desk_advice_for(why, in));
      for (const auto word : of_a_night)
        EXPECT_THAT(text, Not(HasSubstr(std::string{word}))) << to_string(why);
      for (const auto word : absent)
        EXPECT_THAT(text, Not(HasSubstr(std::string{word}))) << to_string(why);
    }
  EXPECT_EQ(desk_advice_for(cause::mfa_demanded, language::german).title,
            advice_for(cause::mfa_demanded, language::german).title)
      << "one text where it is true of both";
}

TEST(advice, in_german_calls_a_thing_by_one_word) {
  for (int i = 0; i <= static_cast<int>(cause::internal_error); ++i)
    for (const auto word : other_words)
      EXPECT_THAT(all_of(advice_for(static_cast<cause>(i), language::german)),
                  Not(HasSubstr(std::string{word})))
          << to_string(static_cast<cause>(i));
}

/// The mailbox machine ends with this cause before any write, and also when it finds its own write in the
/// service user's mailbox: one text has to be true of both.
TEST(advice, for_a_wrong_mailbox_is_true_whether_something_was_written_or_not) {
  mailbox_run before{job_for("anna@x.example")};
  before.own.contents["Service"] = {"<p>s</p>", "s"};
  before.reads_from_own = before.writes_to_own = true;
  EXPECT_EQ(before.run().how.why, cause::wrong_mailbox);
  EXPECT_EQ(before.own.contents.size(), 1U) << "nothing was written";

  mailbox_run after{job_for("anna@x.example")};
  after.target.contents["Private"] = {"<p>mine</p>", "mine"};
  after.writes_to_own = true;
  const auto end = after.run();
  EXPECT_EQ(end.how.why, cause::wrong_mailbox);
  EXPECT_TRUE(after.own.contents.contains("Standard")) << "it landed with the service user";
  EXPECT_THAT(end.how.detail, HasSubstr(after.own.address)) << "the address that the text points to";

  mailbox_run moved{job_for("anna@x.example")};
  moved.target.apply(write_contents{moved.machine.job().wanted.signatures});
  moved.writes_to_own = true;
  EXPECT_EQ(moved.run().how.why, cause::wrong_mailbox);
  EXPECT_THAT(moved.own.default_new, Not(IsEmpty())) << "a default alone can land there as well";

  const auto english = all_of(advice_for(cause::wrong_mailbox, language::english));
  EXPECT_THAT(english, AllOf(Not(HasSubstr("othing was written")), Not(HasSubstr("t most one"))));
  EXPECT_THAT(
      english,
      AllOf(HasSubstr("a signature or a default signature may have been set in the service user's own"),
            HasSubstr("if so, the details say it"), HasSubstr("delete them")));
  const auto german = all_of(advice_for(cause::wrong_mailbox, language::german));
  EXPECT_THAT(german, AllOf(Not(HasSubstr("nichts geschrieben")), Not(HasSubstr("Es wurde nichts"))));
  EXPECT_THAT(german, AllOf(HasSubstr("kann im eigenen Postfach des Service-Benutzers eine Signatur oder"),
                            HasSubstr("steht es in den Details"), HasSubstr("löschen Sie sie")));
}

} // namespace roamsync
