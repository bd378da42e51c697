#pragma once

#include <string>
#include <utility>
#include <variant>

namespace roamsync {

/// Why an operation gave no value, as a sentence for a person: what is wrong, what is allowed, what to do.
/// Never holds a secret.
struct error {
  std::string message;
};

/// A value or an error. std::expected is not in GCC 12.
template <class T>
class [[nodiscard]] result {
public:
  result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  result(error why) : state_(std::in_place_index<1>, std::move(why)) {}

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  /// The value; only while ok().
  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  /// By value, so that `for (auto& x : f().value())` is safe.
  [[nodiscard]] T value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// The error; only while !ok().
  [[nodiscard]] const roamsync::error& failure() const { return std::get<1>(state_); }

private:
  std::variant<T, roamsync::error> state_;
};

/// A result without a value.
using status = result<std::monostate>;

inline status success() {
  return std::monostate{};
}

} // namespace roamsync
