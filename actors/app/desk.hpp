#pragma once

#include "engine/base/result.hpp"
#include "engine/base/secret.hpp"
#include "engine/config/config.hpp"
#include "engine/directory/member.hpp"
#include "engine/mailbox/roaming_settings.hpp"
#include "engine/model/tenant.hpp"
#include "protocols/net/http_client.hpp"
#include "protocols/wire/identity/credentials.hpp"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace roamsync::app {

/// One tenant looked after by hand: sign in, read, delete, check, one request after the other. For a person
/// at a terminal; the nights use the actors. Blocks; one thread; throws `interrupted` on SIGINT and SIGTERM.
class desk {
public:
  struct secrets {
    secret password;
    secret client_secret; ///< of the tenant's own app registration; may be empty
    secret graph;         ///< of the registration that reads the directory
  };
  [[nodiscard]] static result<std::unique_ptr<desk>> open(const config& settings, tenant_settings tenant,
                                                          secrets keys);
  ~desk();

  /// Signs the service user in; ok or why not.
  [[nodiscard]] call_result sign_in();
  /// Performs a command; only after sign_in() was ok. A wait of up to 30 s that the service asks for is kept
  /// once.
  [[nodiscard]] roaming_reply perform(const roaming_command& command, const std::string& mailbox);
  /// The members of a group, nested ones included.
  struct members_answer {
    call_result call;
    std::vector<member> members;
  };
  [[nodiscard]] members_answer members(const std::string& group_id);

  [[nodiscard]] const tenant_settings& tenant() const noexcept { return tenant_; }
  /// The service user's own mailbox, lower case.
  [[nodiscard]] std::string own_mailbox() const;

private:
  desk(const config& settings, tenant_settings tenant, secrets keys, cloud services);
  [[nodiscard]] wire::http_result send(wire::http_request request);
  [[nodiscard]] call_result sign_in_by_token();
  [[nodiscard]] std::string guid();

  config settings_;
  tenant_settings tenant_;
  secrets keys_;
  cloud services_;
  std::unique_ptr<net::http_client> client_;
  std::optional<wire::credentials> session_;
  std::mt19937_64 random_;
  std::uint64_t last_id_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, wire::http_result> answers_;
};

} // namespace roamsync::app
