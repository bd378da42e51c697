#include "engine/readiness/setup_checks.hpp"

#include "engine/tenant/missing_settings.hpp"

#include <algorithm>
#include <utility>

namespace roamsync {

namespace {

/// Puts the part to the others, parted by `by`.
void join(std::string& to, std::string_view part, std::string_view by) {
  (to += to.empty() ? "" : by) += part;
}

class setup {
public:
  setup(const setup_facts& x, language in) : x_(x), in_(in) {}

  std::vector<readiness_check> checks() && {
    settings();
    master_key();
    if (!x_.secret_file_problem.empty())
      add("client_secret",
          pick("Client secret of the app registration", "Geheimer Clientschlüssel der App-Registrierung"),
          check_status::broken, x_.secret_file_problem,
          pick("Name a readable file in identity.client_secret_file.",
               "Nennen Sie in identity.client_secret_file eine lesbare Datei."));
    for (const auto& one : x_.passwords)
      password(one, &one == &x_.passwords.front());
    return std::move(out_);
  }

private:
  [[nodiscard]] std::string pick(std::string_view english, std::string_view german) const {
    return std::string{in_ == language::german ? german : english};
  }

  void add(std::string name, std::string title, check_status is, std::string reason, std::string todo = {}) {
    out_.push_back({std::move(name), is, std::move(title), std::move(reason), std::move(todo)});
  }

  void settings() {
    const auto& id = x_.tenant.id;
    auto missing = missing_settings(x_.tenant, true);
    std::string todo;
    if (!missing.empty())
      todo = "roamsync tenant set " + id
             + (x_.tenant.entra_tenant.empty() ? " entra_tenant=ENTRA-TENANT" : "")
             + (x_.tenant.service_user.empty() ? " service_user=SERVICE-USER" : "");
    if (!x_.has_client_id) {
      join(missing, "identity.client_id", ", ");
      join(
          todo,
          pick("Put the client id of the app registration that reads the directory into the configuration: "
               "identity.client_id",
               "Tragen Sie in der Konfiguration die Client-ID der App-Registrierung ein, die das Verzeichnis "
               "liest: identity.client_id")
              + (x_.tenant.cloud.empty() ? ""
                                         : pick(", or client_id in [cloud.", ", oder client_id in [cloud.")
                                               + x_.tenant.cloud + "]"),
          "\n");
    }
    auto reason = missing.empty() ? "" : pick("missing: ", "es fehlt: ") + missing;
    if (!x_.cloud_known) {
      join(reason,
           pick("the configuration knows no cloud \"", "die Konfiguration kennt keine Cloud „")
               + x_.tenant.cloud + pick("\"", "“"),
           "; ");
      join(todo, "roamsync tenant set " + id + " cloud=public", "\n");
    }
    const auto good = reason.empty();
    add("settings", pick("Settings of the tenant", "Einstellungen des Tenants"),
        good ? check_status::ok : check_status::broken, good ? pick("complete", "vollständig") : reason,
        todo);
  }

  void master_key() {
    const auto good = x_.key_problem.empty();
    add("master_key", pick("Master key", "Hauptschlüssel"), good ? check_status::ok : check_status::broken,
        good ? pick("opens what is stored", "öffnet, was hinterlegt ist") : x_.key_problem,
        good ? ""
             : pick("Name the right key in vault.key_file.",
                    "Nennen Sie in vault.key_file den richtigen Schlüssel."));
  }

  void password(const password_fact& one, bool first) {
    if (first)
      return add("password", pick("Password stored", "Kennwort hinterlegt"),
                 one.stored ? check_status::ok : check_status::broken,
                 one.stored ? pick("stored, sealed", "verschlüsselt hinterlegt")
                            : pick("none is stored", "es ist keines hinterlegt"),
                 one.stored ? "" : one.store_it);
    if (!one.stored) // the others do its work
      add("further_password",
          pick("Password of a further service user", "Kennwort eines weiteren Service-Benutzers"),
          check_status::gap, one.service_user + pick(": none is stored", ": Es ist keines hinterlegt"),
          one.store_it);
  }

  const setup_facts& x_;
  language in_;
  std::vector<readiness_check> out_;
};

} // namespace

std::vector<readiness_check> setup_checks(const setup_facts& x, language in) {
  return setup{x, in}.checks();
}

bool is_set_up(const std::vector<readiness_check>& checks) noexcept {
  return std::ranges::none_of(checks, [](const auto& x) { return x.is == check_status::broken; });
}

} // namespace roamsync
