#pragma once

#include "console/report/text_options.hpp"
#include "engine/model/call_result.hpp"
#include "engine/model/standing.hpp"
#include "engine/model/tenant.hpp"
#include "engine/store/store.hpp"

#include <optional>
#include <string>

namespace roamsync::app {

/// What the desk and the nights of a tenant must know of each other: the waits that a service asked for (I2)
/// and the passwords that were posted (I10). All of it is in the store; nothing is remembered here.
class desk_memory {
public:
  /// `as_user`: of one service user (as_each_service_user). `text`: what is told is in its language.
  desk_memory(store& where, tenant_settings as_user, const console::text_options& text)
      : where_(where), as_user_(std::move(as_user)), tenant_(as_user_.id), text_(text) {}

  /// Ok, or throttled with what is left of a wait that the service asked for.
  [[nodiscard]] call_result may_ask(remote service, utc_time now);
  /// Keeps the wait, if the answer asks for one.
  void note(remote service, const call_result& answer, utc_time now);

  /// Ok, or why the stored password must not be posted by the desk.
  [[nodiscard]] call_result may_post();
  /// The password goes out now: not before this is ok.
  [[nodiscard]] call_result count_post(utc_time now);
  /// How a sign-in ended that posted the password. `answered`: the service's answer to it was read.
  void settle(const call_result& end, bool answered, utc_time now);

private:
  [[nodiscard]] result<standing> row(remote service);
  [[nodiscard]] status keep_refusal(const call_result& why, utc_time now);

  store& where_;
  tenant_settings as_user_;
  std::string tenant_;
  console::text_options text_;
};

} // namespace roamsync::app
