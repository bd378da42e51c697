#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mock_exchange {

/// Lets a map keyed by std::string be asked with a std::string_view.
struct text_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

/// ASCII lower case; other bytes stay.
std::string lower(std::string_view text);

/// Equal without regard to ASCII case.
bool same_text(std::string_view a, std::string_view b);

/// True if `text` begins with `prefix` without regard to ASCII case.
bool begins_with(std::string_view text, std::string_view prefix);

/// Without blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// The parts between the separators; an empty text has none.
std::vector<std::string_view> split(std::string_view text, char separator);

/// The part behind the last '@' in lower case, empty if there is none.
std::string domain_of(std::string_view address);

/// Safe inside HTML text and quoted attributes.
std::string html_escaped(std::string_view text);

} // namespace mock_exchange
