#pragma once

#include "actors/app/advice_text.hpp"
#include "actors/app/desk_memory.hpp"
#include "engine/base/result.hpp"
#include "engine/base/secret.hpp"
#include "engine/config/config.hpp"
#include "engine/diagnosis/fill_in.hpp"
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
/// at a terminal; the nights use the actors. It keeps to what they left in the store and leaves there what
/// they must keep to. Blocks; one thread; throws `interrupted` on SIGINT and SIGTERM.
///
/// A wait that a service asked for is kept: one of up to 30 s by waiting, a longer one by asking nothing and
/// saying until when.
class desk {
public:
  struct secrets {
    secret password;
    secret client_secret; ///< of the tenant's own app registration; may be empty
    secret graph;         ///< of the registration that reads the directory
  };
  /// `where` must live as long as the desk. `text`: of what it says.
  [[nodiscard]] static result<std::unique_ptr<desk>> open(const config& settings, tenant_settings tenant,
                                                          secrets keys, store& where,
                                                          const console::text_options& text);
  ~desk();

  /// Signs the service user in; ok or why not. A password that was refused for good is not posted again until
  /// it is stored anew (I10).
  [[nodiscard]] call_result sign_in();
  /// Performs a command; only after sign_in() was ok. A refusal that asks for a short wait is followed by one
  /// more try.
  [[nodiscard]] roaming_reply perform(const roaming_command& command, const std::string& mailbox);

  struct members_answer {
    call_result call;
    std::vector<member> members;
  };
  /// The members of a group, nested ones included.
  [[nodiscard]] members_answer members(const std::string& group_id);
  /// The users who have that address.
  [[nodiscard]] members_answer users(const std::string& address);

  [[nodiscard]] const tenant_settings& tenant() const noexcept { return tenant_; }
  /// For what advice names, also the consent page's host and application; lives as long as the desk.
  [[nodiscard]] advice_names names(std::string_view mailbox = {}) const;
  /// The service user's own mailbox, lower case.
  [[nodiscard]] std::string own_mailbox() const;

private:
  desk(const config& settings, tenant_settings tenant, secrets keys, cloud services, store& where,
       const console::text_options& text);
  [[nodiscard]] wire::http_result send(wire::http_request request);
  [[nodiscard]] call_result wait_turn(remote service);
  [[nodiscard]] call_result sign_in_by_browser(bool& posted, bool& answered);
  [[nodiscard]] call_result sign_in_by_token(bool& posted, bool& answered);
  [[nodiscard]] call_result open_directory();
  [[nodiscard]] members_answer read_pages(wire::http_request first);
  [[nodiscard]] std::string guid();

  config settings_;
  tenant_settings tenant_;
  secrets keys_;
  cloud services_;
  consent_place consent_;
  desk_memory memory_;
  std::unique_ptr<net::http_client> client_;
  std::optional<wire::credentials> session_;
  std::optional<wire::credentials> directory_;
  std::mt19937_64 random_;
  std::uint64_t last_id_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, wire::http_result> answers_;
};

} // namespace roamsync::app
