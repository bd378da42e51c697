#pragma once

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/config/text_rule.hpp"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace roamsync {

/// What a path must name when the configuration is read.
enum class path_kind : std::uint8_t { none, file, folder };

/// One setting: everything that the parser, the printer and the reference say about it. The default is the
/// member's initialiser.
struct field {
  std::string_view section; ///< empty for the members of a [[tenant]] table
  std::string_view key;
  std::string_view unit; ///< "ms", "s", "min" for a duration; for people otherwise
  double lower = 0;      ///< of a number, in `unit`; of a text its length in bytes; of a list the count
  double upper = 0;
  std::string_view sentence;
  const text_rule* rule = &any_line;       ///< of a text that is not empty, or of each item of a list
  std::vector<std::string_view> choices{}; ///< names of an enum, in its order
  path_kind must_be = path_kind::none;
  bool hidden = false;      ///< a secret may have been put here by mistake: messages do not show the value
  std::string_view unset{}; ///< what an empty text or a 0 stands for; empty: for itself
};

/// An enum of one byte whose values count from 0.
struct choice_slot {
  std::uint8_t* value;
};

/// The member that a setting is read into and printed from.
using slot = std::variant<std::string*, bool*, std::uint32_t*, double*, duration*, std::vector<std::string>*,
                          choice_slot>;

template <class T>
slot slot_of(T& member) {
  if constexpr (std::is_enum_v<T>) {
    static_assert(sizeof(T) == 1);
    return choice_slot{reinterpret_cast<std::uint8_t*>(&member)};
  } else {
    return &member;
  }
}

/// A setting and the member of one object that it stands for.
struct bound_field {
  const field* what;
  slot where;
};

/// A value as TOML or JSON gave it.
struct foreign_value {
  std::string_view type; ///< "a table", "a date"
};
using scalar = std::variant<foreign_value, std::string, bool, std::int64_t, double, std::vector<std::string>>;

/// Puts the value into its place. False, and nothing changed, if type, range or form are not allowed.
[[nodiscard]] bool assign(const bound_field& x, const scalar& given);

/// Whether the member holds an allowed value.
[[nodiscard]] bool fits(const bound_field& x);

/// "a whole number from 1 to 64 (mailboxes)": the type, range and form that are allowed.
[[nodiscard]] std::string allowed(const bound_field& x);

/// "Mailboxes worked on at once; 0: limits.lanes.": the sentence, with what an unset value stands for.
[[nodiscard]] std::string meaning(const bound_field& x);

/// What is said of a value that is not allowed: the key, the value, what is allowed, and the setting's
/// meaning.
[[nodiscard]] std::string refusal(const std::string& key, const bound_field& x, const scalar& given);

/// "section.key", or the key alone.
[[nodiscard]] std::string full_key(const field& x);

/// The member's value, as TOML. JSON strings of these values are the same.
[[nodiscard]] std::string to_toml(const bound_field& x);

/// Reads a word of a command line into the member, as the file's value of that spelling, or as a list whose items are
/// parted by commas; an empty one puts
/// back the value of `unset`, the same setting of an object with the defaults. Nothing changes on an error.
[[nodiscard]] status assign_word(const bound_field& x, const bound_field& unset, std::string_view word);

/// The member's value as assign_word takes it.
[[nodiscard]] std::string to_word(const bound_field& x);

/// A TOML string with its quotes.
[[nodiscard]] std::string quoted(std::string_view text);

/// A value for a message: short, on one line, without user and password of an address.
[[nodiscard]] std::string show(const scalar& given);

} // namespace roamsync
