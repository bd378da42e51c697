#pragma once

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/limit/limit.hpp"
#include "engine/limit/policies.hpp"
#include "engine/model/endpoint.hpp"
#include "engine/retry/backoff.hpp"
#include "engine/supervisor/supervisor_options.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

enum class name_clash : std::uint8_t { keep, take };
enum class log_level : std::uint8_t { trace, debug, info, warn, error };
enum class log_format : std::uint8_t { text, json };

// The sections of the file. The initialisers are the defaults; units, ranges and a sentence for each member
// are in config_fields.cpp and, made from it, in docs/configuration.md. What a machine has a default for is
// taken from its options, so that there is one.

struct store_config {
  std::string path = "roamsync.db";
  std::uint32_t keep_days = 90;
};

struct vault_config {
  std::string key_file; ///< empty: the key is in the environment variable
  std::string key_variable = "ROAMSYNC_MASTER_KEY";
};

/// The applications and scopes of one cloud; what is empty is that of [identity] (identity_of).
struct cloud_identity {
  std::string client_id;
  std::string token_client_id;
  std::string token_scope;
  std::string graph_scope;

  friend bool operator==(const cloud_identity&, const cloud_identity&) = default;
};

struct cloud_config {
  std::string name = "public";                                    ///< for tenants that name none
  std::string ows_path = "/ows/v1/OutlookCloudSettings/settings"; ///< wire.md 4.1
  std::map<std::string, cloud, std::less<>> named; ///< the presets and the [cloud.NAME] tables of the file
  std::map<std::string, cloud_identity, std::less<>> identities; ///< of the same
};

/// For the clouds that have no own.
struct identity_config {
  std::string client_id;
  std::string client_secret_file;
  std::string token_client_id;
  std::string token_scope = "https://outlook.office.com/.default";  ///< wire.md 1.3
  std::string graph_scope = "https://graph.microsoft.com/.default"; ///< wire.md 6.2
};

struct tls_config {
  std::string ca_file; ///< empty: the system's
};

struct net_config {
  std::string proxy; ///< "http://HOST:PORT", or empty
  std::vector<std::string> egress_addresses;
  std::uint32_t connections_max = 2'000;
  duration connect_timeout{10'000};
  duration request_timeout{60'000};
  std::uint32_t header_bytes_max = 65'536;
  std::uint32_t body_bytes_max = 8'388'608;
  duration keep_alive{60'000};
};

struct night_config {
  std::string opens = "01:00"; ///< "HH:MM" UTC
  duration length = std::chrono::minutes{240};
  duration grace = supervisor_options{}.grace;
  duration watchdog = supervisor_options{}.watchdog;
  double tenants_per_second = supervisor_options{}.tenants_per_second;
  std::uint32_t tenants_at_once = supervisor_options{}.tenants_at_once; ///< 0: all
  std::uint32_t check_days = 7;
  std::uint32_t group_days = 7; ///< 1: every night in full, without change feeds
};

/// Other limits at a time of day.
struct limits_rule {
  std::string from;                                       ///< "HH:MM" UTC
  std::string to;                                         ///< "HH:MM" UTC; before `from`: on the next day
  std::map<std::string, std::string, std::less<>> values; ///< by key of [limits], as the file spells numbers

  friend bool operator==(const limits_rule&, const limits_rule&) = default;
};

struct limits_config {
  std::uint32_t lanes = limit{}.lanes;
  double rate = limit{}.rate; ///< 0: no limit
  std::uint32_t burst = 10;
  std::uint32_t weight = 10;
  std::uint32_t node_requests = 500;
  double egress_rate = 200;
  limit_policy policy = limit_policy::learn;
  std::vector<limits_rule> at; ///< of those that hold, the later one wins

  friend bool operator==(const limits_config&, const limits_config&) = default;
};

struct retry_config {
  duration base = retry_options{}.base;
  duration cap = retry_options{}.cap;
  std::uint32_t attempts_max = retry_options{}.attempts_max;
  double budget_ratio = retry_options{}.budget_ratio;
  duration call_deadline = std::chrono::minutes{10};
  duration patience = retry_options{}.patience;
  duration throttle_wait_max = retry_options{}.throttle_wait_max;
};

struct signatures_config {
  std::string catalogue_dir = "catalogues";
  std::uint32_t size_limit = 1'000'000; ///< wire.md 4.1.10
  std::uint32_t size_warning = 30'000;  ///< wire.md 4.1.10
  std::uint32_t deletions_max = 50;
  name_clash on_name_clash = name_clash::keep;
};

struct serve_config {
  std::string address = "127.0.0.1";
  std::uint32_t port = 9464; ///< 0: the system picks one
  std::string socket;        ///< of the knobs; empty: beside the store (socket_path)
};

struct log_config {
  log_level level = log_level::info;
  log_format format = log_format::text;
  std::string file; ///< empty: standard error
};

/// The effective configuration of one process. Holds no secret: secrets are in the files that it names.
struct config {
  config(); ///< the defaults, with the presets of the clouds

  store_config store;
  vault_config vault;
  cloud_config cloud;
  identity_config identity;
  tls_config tls;
  net_config net;
  night_config night;
  limits_config limits;
  retry_config retry;
  signatures_config signatures;
  serve_config serve;
  log_config log;
};

/// Says what is wrong with a file or folder that the configuration names ("does not exist", "is a folder"),
/// or nothing. The engine does not look at disks; the shell hands this in.
using path_check = std::function<std::string(const std::string& path, bool folder)>;

/// Reads a configuration file. `file_name` is for the messages only. All errors are in the message, one a
/// line, each with file, line, key, value and what is allowed. Without `check`, files are not looked at.
[[nodiscard]] result<config> parse_config(std::string_view text, std::string_view file_name,
                                          const path_check& check = {});

/// The effective configuration as TOML with comments; parse_config reads it back to an equal one.
[[nodiscard]] std::string print_config(const config& x);

/// docs/configuration.md: every setting with type, unit, range, default and sentence, as Markdown.
[[nodiscard]] std::string config_reference();

/// The cloud of that name, the configured default for an empty name; nullptr if there is none. Points into
/// `x`.
[[nodiscard]] const cloud* find_cloud(const config& x, std::string_view name);

/// The applications and scopes for the tenants of that cloud, the configured default for an empty name: its
/// own, else those of [identity]. A cloud with a client_id of its own takes no application and no secret of
/// [identity]: another cloud's secret is not for its identity service.
[[nodiscard]] identity_config identity_of(const config& x, std::string_view cloud_name);

/// The Unix socket of a process with that configuration: serve.socket, else store.path with ".sock" behind it.
[[nodiscard]] std::string socket_path(const config& x);

/// The clouds that are known without a [cloud.NAME] table: public, gcc-high, dod, china (wire.md 1.3).
[[nodiscard]] const std::map<std::string, cloud, std::less<>>& cloud_presets();

/// The scopes of those among them whose services are not those of the public cloud.
[[nodiscard]] const std::map<std::string, cloud_identity, std::less<>>& cloud_identity_presets();

} // namespace roamsync
