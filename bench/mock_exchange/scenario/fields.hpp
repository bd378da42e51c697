#pragma once

#include <boost/json/value.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mock_exchange {

/// The first thing that is wrong in a JSON text, as a sentence that names the path. Empty = nothing.
struct problem {
  std::string text;

  explicit operator bool() const { return !text.empty(); }

  /// Keeps the first complaint.
  void note(std::string_view path, std::string_view what);
};

/// Reads the fields of one JSON object; what is absent or null leaves the target as it is. Fields that nobody
/// asked for are an error: end with done(). The value and the problem must outlive the reader.
class fields {
public:
  fields(const boost::json::value& from, std::string path, problem& wrong);

  /// A field of any type, null if absent or JSON null.
  const boost::json::value* any(std::string_view name);

  void text(std::string_view name, std::string& out);

  /// Text that must be there and not be empty.
  void needed_text(std::string_view name, std::string& out);

  void flag(std::string_view name, bool& out);
  void real(std::string_view name, double& out, double lowest, double highest);

  /// A whole number within [lowest, highest].
  template <std::unsigned_integral number>
  void whole(std::string_view name, number& out, std::uint64_t lowest, std::uint64_t highest) {
    if (auto read = whole_number(name, lowest, highest))
      out = static_cast<number>(*read);
  }

  /// One of the given words.
  template <class choice_type>
  void choice(std::string_view name, choice_type& out,
              std::span<const std::pair<std::string_view, choice_type>> words) {
    std::string word;
    if (!any(name))
      return;
    text(name, word);
    std::string allowed;
    for (const auto& [key, value] : words) {
      if (key == word) {
        out = value;
        return;
      }
      allowed += (allowed.empty() ? "" : ", ") + std::string(key);
    }
    wrong_->note(path_of(name), "must be one of: " + allowed + ".");
  }

  /// A list of texts.
  void texts(std::string_view name, std::vector<std::string>& out);

  /// Calls `each(value, path)` for every element of a list.
  template <class function>
  void list(std::string_view name, function each) {
    const auto* elements = array(name);
    if (!elements)
      return;
    std::size_t index = 0;
    for (const auto& element : *elements)
      each(element, path_of(name) + '[' + std::to_string(index++) + ']');
  }

  /// Complains about the fields that nobody asked for.
  void done();

  [[nodiscard]] std::string path_of(std::string_view name) const;

  /// Marks a field as known without reading it.
  void known(std::string_view name) { asked_.push_back(name); }

private:
  std::optional<std::uint64_t> whole_number(std::string_view name, std::uint64_t lowest,
                                            std::uint64_t highest);
  const boost::json::array* array(std::string_view name);

  const boost::json::object* object_ = nullptr;
  std::string path_;
  problem* wrong_;
  std::vector<std::string_view> asked_;
};

} // namespace mock_exchange
