#include "actors/app/app.hpp"
#include "actors/app/secrets.hpp"
#include "protocols/db/engine_lock.hpp"
#include "protocols/db/master_key.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace roamsync::app {

exit_code rotate_key(const app& x, const console::vault_rotate_command& command) {
  auto fresh = db::read_key_file(command.file);
  if (!fresh)
    return fail(x, exit_code::bad_input, fresh.failure().message);
  auto old = read_master_key(x.settings);
  if (!old)
    return fail(x, exit_code::unusable, old.failure().message);
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  // Both read passwords with the key that they started with.
  auto code = exit_code::done;
  const auto place = be_the_server(x, code);
  if (!place)
    return code;
  auto lock = db::engine_lock::acquire(x.settings.store.path);
  if (!lock)
    return fail(x, exit_code::already_running, lock.failure().message);
  auto tenants = db::rotate_master_key(*where, *old, *fresh);
  if (!tenants)
    return fail(x, exit_code::unusable, tenants.failure().message);
  if (x.json)
    print(boost::json::serialize(boost::json::object{{"key_file", command.file}, {"tenants", *tenants}}));
  else
    print(
        "the secrets of " + std::to_string(*tenants) + (*tenants == 1 ? " tenant" : " tenants")
        + " are under the new master key. Give it to roamsync in the place of the old one (vault.key_file = \""
        + command.file + "\"), and start roamsync serve anew");
  return exit_code::done;
}

} // namespace roamsync::app
