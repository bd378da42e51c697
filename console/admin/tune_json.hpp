#pragma once

#include "engine/base/result.hpp"
#include "engine/tune/plan_tuning.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace roamsync::console {

/// What the socket answers about knobs: all of them, and what a request turned.
struct knob_answer {
  std::vector<knob_row> knobs;
  std::vector<change_row> changes;
};

/// A request to turn knobs, and by which way it comes.
struct asked_tuning {
  tune_request what;
  tune_way way = tune_way::api; ///< tune or api
};

/// {"set":{KNOB:VALUE}, "reset":[KNOB], "note":"", "way":"api"}; a value is a number, true, false or a string.
[[nodiscard]] std::string tuning_json(const asked_tuning& x);
/// Reads it; what is not known or of another type is an error.
[[nodiscard]] result<asked_tuning> parse_tuning(std::string_view json);

/// {"knobs":[...], "changes":[...]}
[[nodiscard]] std::string knobs_json(const knob_answer& x);
[[nodiscard]] result<knob_answer> parse_knobs(std::string_view json);

/// {"changes":[...]}
[[nodiscard]] std::string changes_json(const std::vector<change_row>& x);

} // namespace roamsync::console
