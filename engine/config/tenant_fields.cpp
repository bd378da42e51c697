#include "engine/config/config_fields.hpp"

namespace roamsync {

namespace {

struct tenant_field {
  field what;
  slot (*at)(tenant_settings&);
};

template <auto Member>
slot at(tenant_settings& x) {
  return slot_of(x.*Member);
}

const std::vector<tenant_field>& table() {
  using tenant = tenant_settings;
  static const std::vector<tenant_field> fields{
      {{"", "id", "name", 1, 64, "roamsync's own name of the tenant.", &short_name}, at<&tenant::id>},
      {{"", "name", "", 0, 200, "The tenant's name for people."}, at<&tenant::name>},
      {{"", "entra_tenant", "GUID or domain", 0, 253, "The tenant in Microsoft Entra.", &guid_or_domain},
       at<&tenant::entra_tenant>},
      {{"", "cloud", "name", 0, 64, "The tenant's cloud; empty: cloud.name.", &short_name},
       at<&tenant::cloud>},
      {{"", "automate", "", 0, 0, "Whether the tenant takes part in the night run."}, at<&tenant::automate>},
      {{"",
        "sign_in",
        "",
        0,
        0,
        "How the service user signs in: the pages of Outlook on the web, or a token by user name and "
        "password.",
        &any_line,
        {"browser", "token"}},
       at<&tenant::sign_in>},
      {{"", "service_user", "address", 0, 254, "User principal name of the service user.", &mail_address},
       at<&tenant::service_user>},
      {{"", "service_mailbox", "address", 0, 254, "Mailbox of the service user; empty: service_user.",
        &mail_address},
       at<&tenant::service_mailbox>},
      {{"", "notify", "address", 0, 254,
        "Address for mails about errors, kept for the mails to come: nothing is sent yet.", &mail_address},
       at<&tenant::notify>},
      {{"", "group", "GUID", 0, 36, "Object id of the group whose members get signatures.", &guid},
       at<&tenant::group>},
      {{"", "connector_group", "GUID", 0, 36, "Group of the tenant's connector; used if group is empty.",
        &guid},
       at<&tenant::connector_group>},
      {{"", "sync_group", "GUID", 0, 36,
        "Group of the user synchronisation; used if group and connector_group are empty.", &guid},
       at<&tenant::sync_group>},
      {{"", "catalogue", "folder", 0, 128, "Folder below signatures.catalogue_dir; empty: the id.",
        &folder_name},
       at<&tenant::catalogue>},
      {{"", "lanes", "mailboxes", 0, 64, "Mailboxes worked on at once; 0: limits.lanes."},
       at<&tenant::lanes>},
      {{"", "rate", "requests/s", 0, 1'000, "Requests a second of the service user; 0: limits.rate."},
       at<&tenant::rate>},
      {{"", "burst", "requests", 0, 1'000, "Requests at once before the rate binds; 0: limits.burst."},
       at<&tenant::burst>},
      {{"", "weight", "", 0, 100, "Share of the node while it is full; 0: limits.weight."},
       at<&tenant::weight>},
      {{"", "opens", "HH:MM UTC", 0, 5, "When this tenant's window opens; empty: night.opens.", &time_of_day},
       at<&tenant::opens>},
      {{"",
        "drift",
        "",
        0,
        0,
        "What the night does where a user changed what roamsync wrote: bring it back, leave it, or leave it and "
        "report it. Changed templates and pushes are written always.",
        &any_line,
        {"repair", "keep", "ask"}},
       at<&tenant::drift>},
  };
  return fields;
}

const field password_file{
    "",
    "password_file",
    "file",
    0,
    4'096,
    "File (mode 0600) with the service user's password, which goes into the vault; empty: leave it alone.",
    &any_line,
    {},
    path_kind::file,
    true};

} // namespace

std::vector<bound_field> bind(tenant_settings& x) {
  std::vector<bound_field> bound;
  for (const auto& entry : table())
    bound.push_back({&entry.what, entry.at(x)});
  return bound;
}

std::vector<bound_field> bind(tenant_import& x) {
  auto bound = bind(x.settings);
  bound.push_back({&password_file, slot_of(x.password_file)});
  return bound;
}

} // namespace roamsync
