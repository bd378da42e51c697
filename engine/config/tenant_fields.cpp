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
      {{.key = "id",
        .unit = "name",
        .lower = 1,
        .upper = 64,
        .sentence = "roamsync's own name of the tenant.",
        .rule = &short_name},
       at<&tenant::id>},
      {{.key = "name", .upper = 200, .sentence = "The tenant's name for people."}, at<&tenant::name>},
      {{.key = "entra_tenant",
        .unit = "GUID or domain",
        .upper = 253,
        .sentence = "The tenant in Microsoft Entra.",
        .rule = &guid_or_domain},
       at<&tenant::entra_tenant>},
      {{.key = "cloud",
        .unit = "name",
        .upper = 64,
        .sentence = "The tenant's cloud.",
        .rule = &short_name,
        .unset = "cloud.name"},
       at<&tenant::cloud>},
      {{.key = "automate", .sentence = "Whether the tenant takes part in the night run."},
       at<&tenant::automate>},
      {{.key = "sign_in",
        .sentence = "How the service user signs in: the pages of Outlook on the web, or a token by user name "
                    "and password.",
        .choices = {"browser", "token"}},
       at<&tenant::sign_in>},
      {{.key = "service_user",
        .unit = "address",
        .upper = 254,
        .sentence = "User principal name of the service user.",
        .rule = &mail_address},
       at<&tenant::service_user>},
      {{.key = "service_mailbox",
        .unit = "address",
        .upper = 254,
        .sentence = "Mailbox of the service user.",
        .rule = &mail_address,
        .unset = "service_user"},
       at<&tenant::service_mailbox>},
      {{.key = "more_service_users",
        .unit = "addresses",
        .upper = 15,
        .sentence =
            "Further service users of a large tenant: each signs in by itself, with its own password, "
            "lanes and rate.",
        .rule = &mail_address},
       at<&tenant::more_service_users>},
      {{.key = "notify",
        .unit = "address",
        .upper = 254,
        .sentence = "Address for mails about errors, kept for the mails to come: nothing is sent yet.",
        .rule = &mail_address},
       at<&tenant::notify>},
      {{.key = "group",
        .unit = "GUID",
        .upper = 36,
        .sentence = "Object id of the group whose members get signatures.",
        .rule = &guid},
       at<&tenant::group>},
      {{.key = "connector_group",
        .unit = "GUID",
        .upper = 36,
        .sentence = "Group of the tenant's connector; used if group is empty.",
        .rule = &guid},
       at<&tenant::connector_group>},
      {{.key = "sync_group",
        .unit = "GUID",
        .upper = 36,
        .sentence = "Group of the user synchronisation; used if group and connector_group are empty.",
        .rule = &guid},
       at<&tenant::sync_group>},
      {{.key = "catalogue",
        .unit = "folder",
        .upper = 128,
        .sentence = "Folder below signatures.catalogue_dir.",
        .rule = &folder_name,
        .unset = "the id"},
       at<&tenant::catalogue>},
      {{.key = "lanes",
        .unit = "mailboxes",
        .upper = 64,
        .sentence = "Mailboxes worked on at once.",
        .unset = "limits.lanes"},
       at<&tenant::lanes>},
      {{.key = "rate",
        .unit = "requests/s",
        .upper = 1'000,
        .sentence = "Requests a second of the service user.",
        .unset = "limits.rate"},
       at<&tenant::rate>},
      {{.key = "burst",
        .unit = "requests",
        .upper = 1'000,
        .sentence = "Requests at once before the rate binds.",
        .unset = "limits.burst"},
       at<&tenant::burst>},
      {{.key = "weight",
        .upper = 100,
        .sentence = "Share of the node while it is full.",
        .unset = "limits.weight"},
       at<&tenant::weight>},
      {{.key = "opens",
        .unit = "HH:MM UTC",
        .upper = 5,
        .sentence = "When this tenant's window opens.",
        .rule = &time_of_day,
        .unset = "night.opens"},
       at<&tenant::opens>},
      {{.key = "drift",
        .sentence = "What the night does where a user changed what roamsync wrote: bring it back, leave it, "
                    "or leave it and report it. Changed templates and pushes are written always.",
        .choices = {"repair", "keep", "ask"}},
       at<&tenant::drift>},
  };
  return fields;
}

const field password_file{.key = "password_file",
                          .unit = "file",
                          .upper = 4'096,
                          .sentence =
                              "File (mode 0600) with the service user's password, which goes into the vault.",
                          .must_be = path_kind::file,
                          .hidden = true,
                          .unset = "leave it alone"};

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
