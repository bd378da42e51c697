#include "bench/mock_exchange/server/program.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  mock_exchange::program_options options;
  CLI::App app("Plays Exchange Online for tests: sign-in, Outlook settings service, Graph.", "mock-exchange");
  app.add_option("--scenario", options.scenario_file, "JSON file that tells what to play")->required();
  app.add_option("--http-port", options.http_port, "Port for HTTP; 0 = the system picks");
  app.add_option("--https-port", options.https_port, "Port for HTTPS; 0 = the system picks");
  app.add_option("--control-port", options.control_port, "Port of the control calls; 0 = the system picks");
  app.add_option("--ca-file", options.ca_file, "Where to write the certificate of the own authority");
  app.add_option("--ledger", options.ledger_file, "Where to write the ledger; without it only in memory");
  app.add_option("--ready-file", options.ready_file, "Written once the ports are open");
  app.add_option("--seed", options.seed, "In the place of the scenario's seed");
  CLI11_PARSE(app, argc, argv);
  return mock_exchange::run_program(options);
}
