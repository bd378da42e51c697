#pragma once

#include "engine/model/call_result.hpp"
#include "engine/model/signature.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

/// One entry of the roaming settings as the service shows it (wire.md 4.1.2).
struct roaming_setting {
  std::string name;          ///< letter case may differ from what was written
  std::string secondary_key; ///< "htm", "txt", "rtf", or the setting's own name
  std::string value;
  std::string scope; ///< e-mail address of the account that owns the entry
  std::string type;
  std::int64_t timestamp = 0; ///< .NET ticks; 0 if absent

  friend bool operator==(const roaming_setting&, const roaming_setting&) = default;
};

/// GET of the list and the two defaults (wire.md 4.1.2).
struct read_defaults {
  friend bool operator==(const read_defaults&, const read_defaults&) = default;
};
/// GET of the contents of named signatures (wire.md 4.1.3).
struct read_contents {
  std::vector<std::string> names; ///< not empty
  friend bool operator==(const read_contents&, const read_contents&) = default;
};
/// PATCH of one or more signatures, both forms of each (wire.md 4.1.4).
struct write_contents {
  std::vector<signature> signatures; ///< not empty
  friend bool operator==(const write_contents&, const write_contents&) = default;
};
/// PATCH of the defaults (wire.md 4.1.5); an absent one is left alone.
struct write_defaults {
  std::optional<std::string> for_new;
  std::optional<std::string> for_reply;

  [[nodiscard]] bool empty() const noexcept { return !for_new && !for_reply; }
  friend bool operator==(const write_defaults&, const write_defaults&) = default;
};
/// DELETE of one signature (wire.md 4.1.6).
struct delete_signature {
  std::string name;
  friend bool operator==(const delete_signature&, const delete_signature&) = default;
};

using roaming_read = std::variant<read_defaults, read_contents>;
using roaming_write = std::variant<write_contents, write_defaults, delete_signature>;
using roaming_command =
    std::variant<read_defaults, read_contents, write_contents, write_defaults, delete_signature>;

/// The answer to one command. `settings` is filled for an ok read only.
struct roaming_reply {
  call_result call;
  std::vector<roaming_setting> settings;
};

} // namespace roamsync
