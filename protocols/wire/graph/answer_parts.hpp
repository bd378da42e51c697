#pragma once

#include "engine/model/call_result.hpp"
#include "protocols/wire/http/message.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace roamsync::wire {

/// What all answers of Graph have in common.

[[nodiscard]] call_result good_answer(const http_response& x);

/// What an answer says of its failure (wire.md 6.5); empty where it does not.
struct error_text {
  std::string code;
  std::string message;
  std::string request_id;
};
[[nodiscard]] error_text read_error(const http_response& x);

/// An answer that cannot be read: worth another try.
[[nodiscard]] call_result broken_answer(const http_response& x, std::string_view why);

/// Nothing if the answer is a 2xx.
[[nodiscard]] std::optional<call_result> failure_of(const http_result& x, cause when_missing, utc_time now);

/// An item of a batch in the shape of an answer of its own (wire.md 5.1). The body of a good one stays in the
/// item: it may be large.
[[nodiscard]] http_response item_response(const boost::json::object& item);

/// The items of a batch's answer, null if it is none.
[[nodiscard]] const boost::json::array* batch_items(const std::optional<boost::json::value>& body);

} // namespace roamsync::wire
