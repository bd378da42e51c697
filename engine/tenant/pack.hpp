#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace roamsync {

/// Finds the texts that are the most worth to be written once for many packed values.
class common_texts {
public:
  /// The text has to live until `settle`.
  void see(std::string_view x) { ++seen_[x]; }
  /// No more are seen; some of those that came twice have a number from now on.
  void settle();

  [[nodiscard]] std::optional<std::uint64_t> find(std::string_view x) const;
  /// What `unpacker` needs to read them.
  [[nodiscard]] const std::string& packed() const noexcept { return packed_; }

private:
  std::unordered_map<std::string_view, std::size_t> seen_;
  std::unordered_map<std::string, std::uint64_t> numbers_;
  std::string packed_;
};

/// Writes values one behind the other, texts by their difference to a text that the reader will know, or to one
/// that was written before. `unpacker` reads them in the same order, given the same texts to compare with.
class packer {
public:
  packer(std::string& out, const common_texts& common) : out_(out), common_(common) {}

  void number(std::uint64_t x);
  void text(std::string_view x, std::string_view like);
  void texts(const std::vector<std::string>& all, const std::vector<std::string>& like);
  void texts(const std::map<std::string, std::string>& all, const std::map<std::string, std::string>& like);

private:
  void absent();

  std::string& out_;
  const common_texts& common_;
  std::vector<std::string> seen_;
};

/// Reads what a packer wrote, and nothing else: it trusts its input.
class unpacker {
public:
  unpacker(std::string_view in, std::string_view common) : in_(in), common_(common) {}

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
  std::string_view common_;
  std::size_t at_ = 0;
  std::vector<std::string> seen_;
};

} // namespace roamsync
