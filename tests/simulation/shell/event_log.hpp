#pragma once

#include "engine/base/sha256.hpp"
#include "engine/base/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace roamsync::simulation {

/// What happened, a line for each event: "123456 t00001 send 12 a@b". Two runs from one seed give the same
/// bytes. Large runs keep only digest and size.
class event_log {
public:
  explicit event_log(bool keep_text) : keep_text_(keep_text) {}

  void add(time_point at, std::string_view who, std::string_view what, std::string_view about = {}) {
    line_ = std::to_string(at.time_since_epoch().count());
    for (auto part : {who, what, about})
      if (!part.empty())
        (line_ += ' ') += part;
    line_ += '\n';
    digest_.update(line_);
    bytes_ += line_.size();
    ++lines_;
    if (keep_text_)
      text_ += line_;
  }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] std::uint64_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] std::uint64_t lines() const noexcept { return lines_; }
  /// SHA-256 of all lines so far, in hex.
  [[nodiscard]] std::string digest() const {
    auto copy = digest_;
    return copy.finish_hex();
  }

private:
  bool keep_text_;
  sha256 digest_;
  std::uint64_t bytes_ = 0;
  std::uint64_t lines_ = 0;
  std::string line_;
  std::string text_;
};

} // namespace roamsync::simulation
