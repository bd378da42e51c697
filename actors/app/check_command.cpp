#include "actors/app/advice_text.hpp"
#include "actors/app/app.hpp"
#include "actors/app/secrets.hpp"
#include "actors/app/tenant_desk.hpp"
#include "actors/ledger/catalogue_files.hpp"
#include "console/live/terminal.hpp"
#include "console/report/readiness.hpp"
#include "console/report/tenants.hpp"
#include "engine/directory/group_choice.hpp"
#include "engine/directory/member_plan.hpp"
#include "engine/readiness/setup_checks.hpp"
#include "engine/tenant/service_users.hpp"

#include <algorithm>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace roamsync::app {

namespace {

/// Mailboxes that are opened to see whether FullAccess is there.
constexpr std::size_t samples_max = 3;

/// Says on the terminal what takes its time; takes it away when that is done.
class under_way {
public:
  explicit under_way(const std::string& what) {
    if (shown_)
      console::write_all(STDERR_FILENO, what + " ...");
  }
  ~under_way() {
    if (shown_)
      console::write_all(STDERR_FILENO, "\r\x1b[K");
  }
  under_way(const under_way&) = delete;
  under_way& operator=(const under_way&) = delete;

private:
  bool shown_ = console::is_live_terminal(STDERR_FILENO);
};

class checker {
public:
  checker(const app& x, store& where, result<db::vault>& vault, const tenant_settings& tenant)
      : x_(x), where_(where), vault_(vault), tenant_(tenant),
        consent_(consent_place_of(x.settings, tenant.cloud)) {
    out_.tenant = tenant.id;
    out_.name = tenant.name;
  }

  readiness run() {
    const auto facts = setup();
    out_.checks = setup_checks(facts, x_.text.lang);
    const auto complete = is_set_up(out_.checks);
    automate();
    check_catalogue();
    if (!complete)
      return std::move(out_);
    auto at = open_desk(x_, where_, tenant_.id);
    if (!at) {
      add("connections", pick("Connections", "Verbindungen"), check_status::broken, at.failure().message,
          pick("Correct [net] and [tls] in the configuration.",
               "Berichtigen Sie [net] und [tls] in der Konfiguration."));
      return std::move(out_);
    }
    if (may_ask())
      check_services(**at);
    for (const auto& user : facts.passwords)
      if (user.service_user != tenant_.service_user && user.stored && may_ask())
        check_further(user.service_user);
    return std::move(out_);
  }

  [[nodiscard]] bool gave_way() const noexcept { return gave_way_; }

private:
  [[nodiscard]] std::string pick(std::string_view en, std::string_view de) const {
    return std::string{x_.text.pick(en, de)};
  }

  void add(std::string name, std::string title, check_status is, std::string reason, std::string todo) {
    out_.checks.push_back({std::move(name), is, std::move(title), std::move(reason), std::move(todo)});
  }

  void add_call(std::string name, std::string title, const call_result& call, std::string good,
                std::string_view mailbox = {}) {
    if (call.what == verdict::ok)
      return add(std::move(name), std::move(title), check_status::ok, std::move(good), "");
    const auto& text = desk_advice_for(call.why, x_.text.lang);
    // A service that asks to wait has not said that anything is wrong.
    add(std::move(name), std::move(title),
        call.what == verdict::throttled ? check_status::gap : check_status::broken,
        headline(text, call.detail), what_to_do(text, names_with(consent_, tenant_, mailbox)));
  }

  [[nodiscard]] setup_facts setup() {
    setup_facts out{.tenant = tenant_,
                    .cloud_known = find_cloud(x_.settings, tenant_.cloud) != nullptr,
                    .has_client_id = !identity_of(x_.settings, tenant_.cloud).client_id.empty()};
    if (auto graph = read_graph_secret(x_.settings); !graph)
      out.secret_file_problem = graph.failure().message;
    if (!vault_) {
      out.key_problem = vault_.failure().message;
      return out;
    }
    auto secret_opens = vault_->get(tenant_.id, "client_secret");
    if (!secret_opens)
      out.key_problem = secret_opens.failure().message;
    for (const auto& as_user : as_each_service_user(tenant_)) {
      const auto& user = as_user.service_user;
      auto password = vault_->get(tenant_.id, password_field(tenant_, user));
      if (!password)
        out.key_problem = password.failure().message;
      else
        out.passwords.push_back({user, password->has_value(), password_command(tenant_, user)});
    }
    if (!out.key_problem.empty())
      out.passwords.clear();
    return out;
  }

  /// False once a run is under way; said once.
  bool may_ask() {
    if (gave_way_)
      return false;
    auto busy = run_under_way(x_);
    if (busy && !*busy)
      return true;
    gave_way_ = true;
    add("services", pick("Microsoft's services", "Dienste von Microsoft"), check_status::gap,
        busy ? pick("not asked: a run is under way, and its lanes are all that the service user may have",
                    "nicht abgefragt: Ein Lauf ist im Gang, und mehr als dessen Bahnen darf der "
                    "Service-Benutzer nicht belegen")
             : busy.failure().message,
        pick("Check again when the run has ended.", "Prüfen Sie erneut, wenn der Lauf beendet ist."));
    return false;
  }

  void check_services(desk& at) {
    auto members = check_group(at);
    if (!may_ask())
      return;
    auto signed_in = at.sign_in();
    add_call("sign_in", pick("Sign-in of the service user", "Anmeldung des Service-Benutzers"), signed_in,
             pick("signed in as ", "angemeldet als ") + tenant_.service_user);
    if (signed_in.what != verdict::ok || !may_ask())
      return;
    auto own = at.perform(read_defaults{}, at.own_mailbox());
    add_call("own_mailbox", pick("The service user's own mailbox", "Eigenes Postfach des Service-Benutzers"),
             own.call, pick("can be opened", "lässt sich öffnen"));
    check_access(at, members);
  }

  /// Whether a further service user of a large tenant can sign in. Without it the others do its work.
  void check_further(const std::string& user) {
    auto title = pick("Further service user", "Weiterer Service-Benutzer");
    auto at = open_desk(x_, where_, tenant_.id, user);
    if (!at)
      return add("further_service_user", title, check_status::gap, at.failure().message,
                 password_command(tenant_, user));
    auto end = (*at)->sign_in();
    if (end.what == verdict::ok)
      end = (*at)->perform(read_defaults{}, (*at)->own_mailbox()).call;
    if (end.what == verdict::ok)
      return add("further_service_user", title, check_status::ok,
                 pick("signed in as ", "angemeldet als ") + user, "");
    add("further_service_user", title, check_status::gap,
        user + ": " + headline(desk_advice_for(end.why, x_.text.lang), end.detail),
        pick("The others do its work meanwhile. If its password is wrong: ",
             "Die anderen übernehmen so lange seine Arbeit. Falls sein Kennwort falsch ist: ")
            + password_command(tenant_, user));
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
      return add(
          "catalogue", title, check_status::broken, in_words(x_, concern::catalogue, read.failure().message),
          fill_in(advice_for(cause::catalogue_invalid, x_.text.lang).remedy, advice_names_of(tenant_)));
    const auto signatures = read->signatures.size();
    const auto rules = read->rules.size();
    auto reason =
        std::to_string(signatures)
        + (signatures == 1 ? pick(" signature, ", " Signatur, ") : pick(" signatures, ", " Signaturen, "))
        + std::to_string(rules) + (rules == 1 ? pick(" rule", " Regel") : pick(" rules", " Regeln"));
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
    add_call(
        "group", title, answer.call,
        std::to_string(answer.members.size())
            + (answer.members.size() == 1 ? pick(" member", " Mitglied") : pick(" members", " Mitglieder"))
            + pick(", group named by: ", ", Gruppe festgelegt durch: ") + std::string{choice.source});
    return std::move(answer.members);
  }

  void check_access(desk& at, const std::vector<member>& members) {
    auto plan = plan_members(members, {});
    auto title = pick("FullAccess (sample)", "Vollzugriff (Stichprobe)");
    std::size_t read = 0;
    for (; read < std::min(samples_max, plan.to_do.size()); ++read) {
      if (!may_ask())
        return;
      const auto& mailbox = plan.to_do[read].mailbox;
      auto reply = at.perform(read_defaults{}, mailbox);
      if (reply.call.what != verdict::ok) {
        reply.call.detail = mailbox + ": " + reply.call.detail;
        return add_call("full_access", title, reply.call, "", mailbox);
      }
    }
    if (read > 0)
      return add("full_access", title, check_status::ok,
                 std::to_string(read)
                     + (read == 1 ? pick(" mailbox", " Postfach") : pick(" mailboxes", " Postfächer"))
                     + pick(" can be opened", " geöffnet"),
                 "");
    auto nameless = std::all_of(members.begin(), members.end(), [](const member& who) {
      return who.user_principal_name.empty() && who.mail.empty() && who.proxy_addresses.empty();
    });
    if (members.empty())
      add("full_access", title, check_status::gap,
          pick("no mailbox could be tried: no members are known",
               "kein Postfach konnte geprüft werden: Es sind keine Mitglieder bekannt"),
          pick("First mend what is said of the group.", "Beheben Sie zuerst, was zur Gruppe gemeldet ist."));
    else if (nameless)
      add("full_access", title, check_status::gap,
          pick("no mailbox could be tried: the directory shows ids of the members and nothing else",
               "kein Postfach konnte geprüft werden: Das Verzeichnis zeigt von den Mitgliedern nur die IDs"),
          pick("Consent to User.Read.All for the app registration that reads the directory.",
               "Erteilen Sie der App-Registrierung, die das Verzeichnis liest, die Zustimmung zu "
               "User.Read.All."));
    else
      add("full_access", title, check_status::gap,
          pick("no mailbox could be tried: no member is enabled and has an address",
               "kein Postfach konnte geprüft werden: Kein Mitglied ist aktiviert und hat eine Adresse"),
          pick("Look at the members of the group in Entra.",
               "Prüfen Sie die Mitglieder der Gruppe in Entra."));
  }

  const app& x_;
  store& where_;
  result<db::vault>& vault_;
  const tenant_settings& tenant_;
  consent_place consent_;
  readiness out_;
  bool gave_way_ = false;
};

} // namespace

exit_code check(const app& x, const console::check_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto all = where->tenants();
  if (!all)
    return fail(x, exit_code::unusable, concern::database, all.failure().message);
  for (const auto& id : command.tenants)
    if (std::none_of(all->begin(), all->end(), [&](const auto& t) { return t.id == id; }))
      return fail(x, exit_code::bad_input, no_tenant(id).message);
  std::erase_if(*all, [&](const auto& tenant) {
    const auto& only = command.tenants;
    return !only.empty() && std::find(only.begin(), only.end(), tenant.id) == only.end();
  });
  if (all->empty() && !x.json)
    print(console::nobody_text({}, x.text));
  std::vector<readiness> lists;
  auto gave_way = false;
  auto vault = open_vault(*where, x.settings);
  if (vault)
    if (auto right = check_master_key(*where, *vault); !right)
      vault = right.failure();
  for (const auto& tenant : *all) {
    checker one{x, *where, vault, tenant};
    {
      under_way said{"Checking " + tenant.id + ", " + std::to_string(lists.size() + 1) + " of "
                     + std::to_string(all->size())};
      lists.push_back(one.run());
    }
    gave_way |= one.gave_way();
    if (!x.json)
      print((lists.size() > 1 ? "\n" : "") + console::readiness_text(lists.back(), x.text));
  }
  if (x.json)
    print(console::readiness_json(lists));
  auto has = [&](readiness_colour colour) {
    return std::any_of(lists.begin(), lists.end(),
                       [&](const auto& list) { return colour_of(list) == colour; });
  };
  if (gave_way && !has(readiness_colour::red))
    return exit_code::already_running;
  return has(readiness_colour::red) || has(readiness_colour::orange) ? exit_code::done_with_failures
                                                                     : exit_code::done;
}

} // namespace roamsync::app
