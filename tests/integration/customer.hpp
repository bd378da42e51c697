#pragma once

#include <boost/json/object.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace roamsync::integration {

/// The names in the catalogue of write_catalogue.
inline constexpr const char* long_name = "Firm";
inline constexpr const char* short_name = "Brief";

/// One customer: as the mock plays it and as roamsync knows it. Change what a test needs.
struct customer {
  std::string id;           ///< of both; its domain is ID.example
  boost::json::object mock; ///< an entry of the scenario's `tenants`
  std::string settings;     ///< further lines of its [[tenant]] table
  std::string sign_in = "browser";
  std::string password; ///< what roamsync has; the mock's stands in `mock`
  std::string group;    ///< object id; empty: roamsync knows none

  /// The mock's user with that number.
  [[nodiscard]] boost::json::object& user(std::size_t number);
  [[nodiscard]] boost::json::object& service_user();
  [[nodiscard]] boost::json::object& main_group();
};

/// A healthy customer with mailboxes ann-N@ID.example, N from 0, all members of its group.
[[nodiscard]] customer make_customer(const std::string& id, std::size_t mailboxes);

[[nodiscard]] std::string address_of(const customer& x, std::size_t number);
[[nodiscard]] std::string service_address(const customer& x);

/// A signature of the user's own in that mailbox, which is the default for new mails.
void give_own_signature(customer& x, std::size_t number, const std::string& name, const std::string& html);

/// Writes a catalogue with two signatures, the defaults for new mails and for replies. `version` is a word in
/// their text. `names`: only these of the two.
void write_catalogue(const std::filesystem::path& folder, const std::string& version,
                     const std::vector<std::string>& names = {long_name, short_name});

} // namespace roamsync::integration
