#pragma once

#include "actors/app/app.hpp"
#include "console/simulate/simulation_report.hpp"
#include "engine/simulate/world_of.hpp"

namespace roamsync::app {

/// The night that the command means, from store and configuration, or made up; of a recorded run, what it was is put into
/// the report. Reads only. `code`: how to exit after an error; one with an empty message was said already.
[[nodiscard]] result<night_facts> simulate_facts(const app& x, const console::simulate_command& command,
                                                 console::simulation_report& report, exit_code& code);

} // namespace roamsync::app
