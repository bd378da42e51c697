#pragma once

#include "bench/mock_exchange/http/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mock_exchange {

/// One element of a PATCH (wire.md 4.1.4, 4.1.5).
struct patch_item {
  std::string name;
  std::string scope;
  std::string secondary_key;
  std::string type;
  std::string value;
  std::string parent;
  std::int64_t timestamp = 0;
  bool large = false; ///< "value@is.Large"

  /// True for a signature's content, false for list and defaults.
  [[nodiscard]] bool is_content() const { return type == "Blob"; }
};

/// True if the body is announced as JSON.
bool has_json_type(const request& in);

/// Reads the array of a PATCH. What was proven live must be there, word for word; returns what is wrong, or
/// nothing.
std::string read_patch(std::string_view body, bool large_flag, std::vector<patch_item>& out);

} // namespace mock_exchange
