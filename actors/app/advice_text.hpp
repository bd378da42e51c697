#pragma once

#include "console/report/text_options.hpp"
#include "engine/diagnosis/fill_in.hpp"
#include "engine/model/call_result.hpp"

#include <string>

namespace roamsync::app {

/// "TITLE (FACTS)" of a cause. `facts` may be empty.
[[nodiscard]] std::string headline(cause why, const std::string& facts, const console::text_options& options);

/// How to see whether it is so, if that can be seen, and what to do; a line each,
/// with the names that are known.
[[nodiscard]] std::string what_to_do(cause why, const console::text_options& options,
                                     const advice_names& names);

/// What a failed call means, for a person: headline, what is wrong, what to do.
[[nodiscard]] std::string explain(const call_result& why, const console::text_options& options,
                                  const advice_names& names);

} // namespace roamsync::app
