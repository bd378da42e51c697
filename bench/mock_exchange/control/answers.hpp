#pragma once

#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/http/message.hpp"

#include <string_view>

namespace mock_exchange {

/// 200 {"ok":true}
inline response ok_answer() {
  return json_answer(200, R"({"ok":true})");
}

/// 400 with a sentence that says what is wrong.
inline response refusal_answer(std::string_view why) {
  return json_answer(400, "{\"error\":" + quoted(why) + '}');
}

/// 404 with a sentence that says what is not there.
inline response not_found_answer(std::string_view why) {
  return json_answer(404, "{\"error\":" + quoted(why) + '}');
}

} // namespace mock_exchange
