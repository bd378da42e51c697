#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// Writes values one behind the other, texts by their difference to a text that the reader will know, or to one
/// that was written before. `unpacker` reads them in the same order, given the same texts to compare with.
class packer {
public:
  explicit packer(std::string& out) : out_(out) {}

  void number(std::uint64_t x);
  void text(std::string_view x, std::string_view like);
  void texts(const std::vector<std::string>& all, const std::vector<std::string>& like);
  void texts(const std::map<std::string, std::string>& all, const std::map<std::string, std::string>& like);

private:
  void absent();

  std::string& out_;
  std::vector<std::string> seen_;
};

/// Reads what a packer wrote, and nothing else: it trusts its input.
class unpacker {
public:
  explicit unpacker(std::string_view in) : in_(in) {}

  [[nodiscard]] std::uint64_t number();
  [[nodiscard]] std::string text(std::string_view like);
  [[nodiscard]] std::vector<std::string> texts(const std::vector<std::string>& like);
  [[nodiscard]] std::map<std::string, std::string> texts(const std::map<std::string, std::string>& like);

  /// Bytes that were read.
  [[nodiscard]] std::size_t used() const noexcept { return at_; }

private:
  [[nodiscard]] std::optional<std::string> text_if_there(std::string_view like);
  [[nodiscard]] std::string_view bytes(std::size_t count);

  std::string_view in_;
  std::size_t at_ = 0;
  std::vector<std::string> seen_;
};

} // namespace roamsync
