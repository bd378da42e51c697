#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace roamsync {

/// A password, token, cookie or key. It has no operator<<, no formatter and no conversion, so that no log
/// line, error, metric or JSON writer can show it by mistake; the bytes are overwritten when it is destroyed.
class secret {
public:
  secret() = default;
  explicit secret(std::string value) : value_(std::move(value)) {}
  secret(const secret&) = default;
  secret(secret&& other) noexcept : value_(std::move(other.value_)) { other.wipe(); }
  secret& operator=(const secret& other) {
    if (this != &other) {
      wipe();
      value_ = other.value_;
    }
    return *this;
  }
  secret& operator=(secret&& other) noexcept {
    if (this != &other) {
      wipe();
      value_ = std::move(other.value_);
      other.wipe();
    }
    return *this;
  }
  ~secret() { wipe(); }

  /// The value itself; call it only where the value is put on the wire or into a cipher.
  [[nodiscard]] std::string_view reveal() const noexcept { return value_; }
  [[nodiscard]] bool empty() const noexcept { return value_.empty(); }
  [[nodiscard]] std::size_t size() const noexcept { return value_.size(); }

  friend bool operator==(const secret&, const secret&) = default;

private:
  void wipe() noexcept {
    volatile char* p = value_.data();
    for (std::size_t i = 0; i < value_.size(); ++i)
      p[i] = 0;
    value_.clear();
  }

  std::string value_;
};

} // namespace roamsync
