#include "actors/app/app.hpp"
#include "actors/app/tenant_desk.hpp"
#include "actors/ledger/catalogue_files.hpp"
#include "console/report/readiness.hpp"
#include "engine/directory/group_choice.hpp"
#include "engine/directory/member_plan.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace roamsync::app {

namespace {

using console::check_status;
using console::readiness_check;

/// Mailboxes that are opened to see whether FullAccess is there.
constexpr std::size_t samples_max = 3;

class checker {
public:
  checker(const app& x, store& where, const tenant_settings& tenant) : x_(x), where_(where), tenant_(tenant) {
    out_.tenant = tenant.id;
    out_.name = tenant.name;
  }

  console::readiness run() {
    automate();
    check_catalogue();
    auto at = open_desk(x_, where_, tenant_.id);
    add("password", pick("Password stored", "Kennwort hinterlegt"),
        at.ok() ? check_status::ok : check_status::broken,
        at.ok() ? pick("stored, sealed", "verschlüsselt hinterlegt") : at.failure().message,
        at.ok() ? "" : "roamsync tenant password " + tenant_.id + " --stdin");
    if (!at)
      return std::move(out_);
    auto members = check_group(**at);
    auto signed_in = (*at)->sign_in();
    add_call("sign_in", pick("Sign-in of the service user", "Anmeldung des Service-Benutzers"), signed_in,
             pick("signed in as ", "angemeldet als ") + tenant_.service_user);
    if (signed_in.what == verdict::ok) {
      auto own = (*at)->perform(read_defaults{}, (*at)->own_mailbox());
      add_call("own_mailbox",
               pick("The service user's own mailbox", "Eigenes Postfach des Service-Benutzers"), own.call,
               pick("can be opened", "lässt sich öffnen"));
      check_access(**at, members);
    }
    return std::move(out_);
  }

private:
  [[nodiscard]] std::string pick(std::string_view en, std::string_view de) const {
    return std::string{x_.text.pick(en, de)};
  }

  void add(std::string name, std::string title, check_status is, std::string reason, std::string todo) {
    out_.checks.push_back({std::move(name), is, std::move(title), std::move(reason), std::move(todo)});
  }

  void add_call(std::string name, std::string title, const call_result& call, std::string good) {
    if (call.what == verdict::ok)
      return add(std::move(name), std::move(title), check_status::ok, std::move(good), "");
    const auto& text = advice_for(call.why, x_.text.lang);
    auto reason = std::string{text.title} + (call.detail.empty() ? "" : " (" + call.detail + ")");
    add(std::move(name), std::move(title), check_status::broken, std::move(reason),
        std::string{text.check.empty() ? "" : std::string{text.check} + "\n"} + std::string{text.remedy});
  }

  void automate() {
    add("automate", pick("Takes part in the night", "Nimmt am Nachtlauf teil"),
        tenant_.automate ? check_status::ok : check_status::gap,
        tenant_.automate ? pick("Automate is on", "Automatisieren ist an")
                         : pick("Automate is off", "Automatisieren ist aus"),
        tenant_.automate ? "" : "roamsync tenant set " + tenant_.id + " automate=true");
  }

  void check_catalogue() {
    const auto& options = x_.settings.signatures;
    auto folder = std::filesystem::path{options.catalogue_dir}
                  / (tenant_.catalogue.empty() ? tenant_.id : tenant_.catalogue);
    auto read = actors::read_catalogue(folder.string(), {.signature_bytes_max = options.size_limit,
                                                         .signature_bytes_warn = options.size_warning});
    auto title = pick("Catalogue of signatures", "Katalog der Signaturen");
    if (!read)
      return add("catalogue", title, check_status::broken, read.failure().message,
                 std::string{advice_for(cause::catalogue_invalid, x_.text.lang).remedy});
    auto reason = std::to_string(read->signatures.size()) + pick(" signatures, ", " Signaturen, ")
                  + std::to_string(read->rules.size()) + pick(" rules", " Regeln");
    std::string warnings;
    for (const auto& warning : read->warnings)
      warnings += (warnings.empty() ? "" : "\n") + warning;
    add("catalogue", title, warnings.empty() ? check_status::ok : check_status::gap, reason, warnings);
  }

  std::vector<member> check_group(desk& at) {
    auto title = pick("Group and directory", "Gruppe und Verzeichnis");
    auto choice = choose_group(tenant_);
    if (!choice.ok()) {
      add_call("group", title, {.what = verdict::failed, .why = choice.why}, "");
      return {};
    }
    auto answer = at.members(choice.group);
    if (answer.call.what == verdict::ok && answer.members.empty())
      answer.call = {.what = verdict::failed, .why = cause::group_empty};
    add_call("group", title, answer.call,
             std::to_string(answer.members.size())
                 + pick(" members, group named by: ", " Mitglieder, Gruppe festgelegt durch: ")
                 + std::string{choice.source});
    return std::move(answer.members);
  }

  void check_access(desk& at, const std::vector<member>& members) {
    auto plan = plan_members(members, {});
    auto title = pick("FullAccess (sample)", "Vollzugriff (Stichprobe)");
    std::size_t read = 0;
    for (; read < std::min(samples_max, plan.to_do.size()); ++read) {
      const auto& mailbox = plan.to_do[read].mailbox;
      auto reply = at.perform(read_defaults{}, mailbox);
      if (reply.call.what != verdict::ok) {
        reply.call.detail = mailbox + ": " + reply.call.detail;
        return add_call("full_access", title, reply.call, "");
      }
    }
    if (read > 0)
      add("full_access", title, check_status::ok,
          std::to_string(read) + pick(" mailboxes can be opened", " Postfächer lassen sich öffnen"), "");
  }

  const app& x_;
  store& where_;
  const tenant_settings& tenant_;
  console::readiness out_;
};

} // namespace

exit_code check(const app& x, const console::check_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto all = where->tenants();
  if (!all)
    return fail(x, exit_code::unusable, all.failure().message);
  for (const auto& id : command.tenants)
    if (std::none_of(all->begin(), all->end(), [&](const auto& t) { return t.id == id; }))
      return fail(x, exit_code::bad_input,
                  "there is no tenant \"" + id + "\"; roamsync tenant list shows those that there are");
  std::vector<console::readiness> lists;
  for (const auto& tenant : *all) {
    const auto& only = command.tenants;
    if (only.empty() || std::find(only.begin(), only.end(), tenant.id) != only.end())
      lists.push_back(checker{x, *where, tenant}.run());
  }
  print(x.json ? console::readiness_json(lists) : console::readiness_text(lists, x.text));
  auto good = std::all_of(lists.begin(), lists.end(), [](const auto& list) {
    return colour_of(list) == console::readiness_colour::green;
  });
  return good ? exit_code::done : exit_code::done_with_failures;
}

} // namespace roamsync::app
