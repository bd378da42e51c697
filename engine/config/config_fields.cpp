#include "engine/config/config_fields.hpp"

namespace roamsync {

namespace {

struct config_field {
  field what;
  slot (*at)(config&);
};

template <auto Section, auto Member>
slot at(config& x) {
  return slot_of(x.*Section.*Member);
}

constexpr double path_bytes = 4096;
constexpr double day_ms = 86'400'000;

/// One line a setting: section, key, unit, lower, upper, sentence; then what is special.
const std::vector<config_field>& table() {
  static const std::vector<config_field> fields{
      {{"store", "path", "file", 1, path_bytes,
        "The embedded database; made if it does not exist, and kept on a local disk."},
       at<&config::store, &store_config::path>},
      {{"store", "keep_days", "days", 8, 3650, "How long the outcomes of past runs are kept."},
       at<&config::store, &store_config::keep_days>},

      {{"vault",
        "key_file",
        "file",
        0,
        path_bytes,
        "File (mode 0600) with the master key that seals passwords; empty: the key is in the environment "
        "variable.",
        &any_line,
        {},
        path_kind::file,
        true},
       at<&config::vault, &vault_config::key_file>},
      {{"vault",
        "key_variable",
        "name",
        1,
        128,
        "Environment variable with the master key, as hex or base64; used if key_file is empty.",
        &variable_name,
        {},
        path_kind::none,
        true},
       at<&config::vault, &vault_config::key_variable>},

      {{"cloud", "name", "name", 1, 64,
        "Cloud of the tenants that name none: public, gcc-high, dod, china, or NAME of a [cloud.NAME] table.",
        &short_name},
       at<&config::cloud, &cloud_config::name>},
      {{"cloud", "ows_path", "path", 2, 200, "Path of the roaming settings on the Outlook host.",
        &absolute_path},
       at<&config::cloud, &cloud_config::ows_path>},

      {{"identity", "client_id", "GUID", 0, 36,
        "Application that reads the directory by Graph; admin consent is given to it.", &guid},
       at<&config::identity, &identity_config::client_id>},
      {{"identity",
        "client_secret_file",
        "file",
        0,
        path_bytes,
        "File (mode 0600) with that application's client secret; empty: each tenant's own, from the vault.",
        &any_line,
        {},
        path_kind::file,
        true},
       at<&config::identity, &identity_config::client_secret_file>},
      {{"identity", "token_client_id", "GUID", 0, 36,
        "Application that the service user signs in to in the way \"token\"; empty: client_id.", &guid},
       at<&config::identity, &identity_config::token_client_id>},
      {{"identity", "token_scope", "", 1, 500,
        "Scope of the service user's token, for the clouds that have none of their own."},
       at<&config::identity, &identity_config::token_scope>},
      {{"identity", "graph_scope", "", 1, 500,
        "Scope of the application's token for Graph, for the clouds that have none of their own."},
       at<&config::identity, &identity_config::graph_scope>},

      {{"tls",
        "ca_file",
        "file",
        0,
        path_bytes,
        "Certificates (PEM) of the authorities to trust; empty: those of the system.",
        &any_line,
        {},
        path_kind::file},
       at<&config::tls, &tls_config::ca_file>},

      {{"net",
        "proxy",
        "URL",
        0,
        300,
        "Proxy for all services; empty: none.",
        &proxy_address,
        {},
        path_kind::none,
        true},
       at<&config::net, &net_config::proxy>},
      {{"net", "egress_addresses", "", 0, 64,
        "Local addresses to send from: each new connection takes the next one of its family; empty: the "
        "system chooses.",
        &ip_address},
       at<&config::net, &net_config::egress_addresses>},
      {{"net", "connections_max", "connections", 1, 20'000, "Connections open at once."},
       at<&config::net, &net_config::connections_max>},
      {{"net", "connect_timeout_ms", "ms", 100, 120'000,
        "Time for each step of opening a connection: finding the name, each address tried, the "
        "proxy's answer, the TLS handshake."},
       at<&config::net, &net_config::connect_timeout>},
      {{"net", "request_timeout_ms", "ms", 100, 600'000, "Time from sending a request to its whole answer."},
       at<&config::net, &net_config::request_timeout>},
      {{"net", "header_bytes_max", "bytes", 4'096, 1'048'576, "Longest header of an answer that is read."},
       at<&config::net, &net_config::header_bytes_max>},
      {{"net", "body_bytes_max", "bytes", 65'536, 67'108'864, "Longest body of an answer that is read."},
       at<&config::net, &net_config::body_bytes_max>},
      {{"net", "keep_alive_s", "s", 1, 3'600, "How long an idle connection is kept for the next request."},
       at<&config::net, &net_config::keep_alive>},

      {{"night", "opens", "HH:MM UTC", 5, 5, "When the window opens; a tenant may have its own time.",
        &time_of_day},
       at<&config::night, &night_config::opens>},
      {{"night", "length_minutes", "min", 1, 1'380,
        "After this time no new mailbox is begun; the rest goes first next night."},
       at<&config::night, &night_config::length>},
      {{"night", "grace_minutes", "min", 1, 240,
        "After the end of its window a tenant has so long to finish what was begun; then requests in flight are the "
        "last, and mailboxes in work go first next night."},
       at<&config::night, &night_config::grace>},
      {{"night", "watchdog_minutes", "min", 3, 240,
        "A mailbox or a tenant that nothing was heard of for so long, and that waits for nothing, ends as failed "
        "(no_sign_of_life); whoever waits for a service, a turn or an operator is left alone."},
       at<&config::night, &night_config::watchdog>},
      {{"night", "tenants_per_second", "tenants/s", 0.1, 1'000,
        "How fast the night starts tenants, so that not all sign in at once."},
       at<&config::night, &night_config::tenants_per_second>},
      {{"night", "tenants_at_once", "tenants", 0, 100'000, "Tenants worked on at the same time; 0: all."},
       at<&config::night, &night_config::tenants_at_once>},
      {{"night", "check_days", "days", 1, 90,
        "Every mailbox is read at least once in this time, even if nothing of it changed."},
       at<&config::night, &night_config::check_days>},
      {{"night", "group_days", "days", 1, 90,
        "Each tenant's group is read in full at least once in this time, photos too; the nights between ask "
        "only who changed. 1: in full every night."},
       at<&config::night, &night_config::group_days>},

      {{"limits", "lanes", "mailboxes", 1, 64, "Mailboxes of one service user worked on at once."},
       at<&config::limits, &limits_config::lanes>},
      {{"limits", "rate", "requests/s", 0, 1'000,
        "Requests a second that a service user may make; 0: no limit."},
       at<&config::limits, &limits_config::rate>},
      {{"limits", "burst", "requests", 1, 1'000, "Requests that may come at once before the rate binds."},
       at<&config::limits, &limits_config::burst>},
      {{"limits", "weight", "", 1, 100, "A tenant's share of the node while the node is full."},
       at<&config::limits, &limits_config::weight>},
      {{"limits", "node_requests", "requests", 1, 20'000,
        "Requests in flight of this process, all tenants. One that hangs gives its place away within 3 s, up "
        "to net.connections_max."},
       at<&config::limits, &limits_config::node_requests>},
      {{"limits", "egress_rate", "requests/s", 1, 100'000,
        "Requests a second of this process: all tenants and all egress addresses together."},
       at<&config::limits, &limits_config::egress_rate>},
      {{"limits",
        "policy",
        "",
        0,
        0,
        "How a service user's limit is found: learn from the answers, within lanes and rate; or keep lanes and rate "
        "as they are.",
        &any_line,
        {"learn", "fixed"}},
       at<&config::limits, &limits_config::policy>},

      {{"retry", "base_ms", "ms", 10, 60'000, "First back-off; it doubles with each attempt (full jitter)."},
       at<&config::retry, &retry_config::base>},
      {{"retry", "cap_ms", "ms", 10, 600'000, "Longest back-off."}, at<&config::retry, &retry_config::cap>},
      {{"retry", "attempts_max", "attempts", 1, 20, "Attempts of one request, the first included."},
       at<&config::retry, &retry_config::attempts_max>},
      {{"retry", "budget_ratio", "", 0, 1,
        "Retries that a tenant may make, as a share of its requests that went well."},
       at<&config::retry, &retry_config::budget_ratio>},
      {{"retry", "call_deadline_s", "s", 10, 7'200,
        "Time for one request, its repeats included; waits that the service asks for come on top."},
       at<&config::retry, &retry_config::call_deadline>},
      {{"retry", "patience_s", "s", 1, 14'400,
        "How long a service may give no good answer before its tenant is given up for the night."},
       at<&config::retry, &retry_config::patience>},
      {{"retry", "throttle_wait_max_s", "s", 1, day_ms / 1'000,
        "Longest wait that an answer may ask for; a tenant that is told to wait longer ends for the night."},
       at<&config::retry, &retry_config::throttle_wait_max>},

      {{"signatures",
        "catalogue_dir",
        "folder",
        1,
        path_bytes,
        "Folder with one folder of templates and rules for each tenant.",
        &any_line,
        {},
        path_kind::folder},
       at<&config::signatures, &signatures_config::catalogue_dir>},
      {{"signatures", "size_limit", "bytes", 1'000, 8'000'000,
        "A rendered signature above this size is not written; Exchange takes about 1 MB."},
       at<&config::signatures, &signatures_config::size_limit>},
      {{"signatures", "size_warning", "bytes", 1'000, 8'000'000,
        "A rendered signature above this size is reported; Outlook add-ins fail above 30000 characters."},
       at<&config::signatures, &signatures_config::size_warning>},
      {{"signatures", "deletions_max", "signatures", 0, 100'000,
        "Signatures deleted for one tenant in one night at the most."},
       at<&config::signatures, &signatures_config::deletions_max>},
      {{"signatures",
        "on_name_clash",
        "",
        0,
        0,
        "A signature of the user's own with a name of the catalogue: keep it and report, or take it over.",
        &any_line,
        {"keep", "take"}},
       at<&config::signatures, &signatures_config::on_name_clash>},

      {{"serve", "address", "IP address", 1, 64, "Address that serves /metrics and /healthz.", &ip_address},
       at<&config::serve, &serve_config::address>},
      {{"serve", "port", "port", 0, 65'535, "Port of the same; 0: the system picks one."},
       at<&config::serve, &serve_config::port>},
      {{.section = "serve",
        .key = "socket",
        .unit = "file",
        .upper = 107,
        .sentence =
            "Unix socket (mode 0600) by which roamsync tune changes limits and roamsync top watches a run while it is under way.",
        .unset = "store.path with \".sock\" behind it"},
       at<&config::serve, &serve_config::socket>},

      {{"log",
        "level",
        "",
        0,
        0,
        "Least important message that is logged.",
        &any_line,
        {"trace", "debug", "info", "warn", "error"}},
       at<&config::log, &log_config::level>},
      {{"log", "format", "", 0, 0, "Form of a log line.", &any_line, {"text", "json"}},
       at<&config::log, &log_config::format>},
      {{"log", "file", "file", 0, path_bytes, "File to log to; empty: standard error."},
       at<&config::log, &log_config::file>},
  };
  return fields;
}

struct cloud_identity_field {
  field what;
  std::string cloud_identity::*member;
};

const std::vector<cloud_identity_field>& cloud_identity_table() {
  static const std::vector<cloud_identity_field> fields{
      {{"", "client_id", "GUID", 0, 36,
        "This cloud's application that reads the directory; empty: that of [identity], with its secret. A "
        "cloud with its own takes each tenant's client secret from the vault.",
        &guid},
       &cloud_identity::client_id},
      {{"", "token_client_id", "GUID", 0, 36,
        "Application that the service user signs in to in the way \"token\"; empty: this table's client_id, "
        "else what [identity] says.",
        &guid},
       &cloud_identity::token_client_id},
      {{"", "token_scope", "", 0, 500,
        "Scope of the service user's token; empty: the preset's, else that of [identity]."},
       &cloud_identity::token_scope},
      {{"", "graph_scope", "", 0, 500,
        "Scope of the application's token for Graph; empty: the preset's, else that of [identity]."},
       &cloud_identity::graph_scope},
  };
  return fields;
}

const field rule_from{.section = "limits.at",
                      .key = "from",
                      .unit = "HH:MM UTC",
                      .lower = 5,
                      .upper = 5,
                      .sentence = "When the limits of this table begin to hold, each day.",
                      .rule = &time_of_day};
const field rule_to{.section = "limits.at",
                    .key = "to",
                    .unit = "HH:MM UTC",
                    .lower = 5,
                    .upper = 5,
                    .sentence = "When they cease to; before `from`: on the next day.",
                    .rule = &time_of_day};

} // namespace

std::vector<bound_field> bind(limits_rule& x) {
  return {{&rule_from, slot_of(x.from)}, {&rule_to, slot_of(x.to)}};
}

std::vector<bound_field> bind(cloud_identity& x) {
  std::vector<bound_field> bound;
  for (const auto& entry : cloud_identity_table())
    bound.push_back({&entry.what, &(x.*entry.member)});
  return bound;
}

std::vector<bound_field> bind(config& x) {
  std::vector<bound_field> bound;
  for (const auto& entry : table())
    bound.push_back({&entry.what, entry.at(x)});
  return bound;
}

} // namespace roamsync
