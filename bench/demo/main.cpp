#include "bench/demo/stage.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
  roamsync::demo::demo_options options;
  std::string out;
  CLI::App app{
      "A night of roamsync against the mock Exchange: shown live, measured, and judged by the mock's own "
      "record. Then a second night, with nothing changed.\n"
      "Example: roamsync-demo --tenants 60 --mailboxes 1200 --out /tmp/night"};
  app.add_option("--tenants", options.size.tenants, "Customers, 20 to 5000")->capture_default_str();
  app.add_option("--mailboxes", options.size.mailboxes, "Mailboxes in all, 3 to 200 a customer")
      ->capture_default_str();
  app.add_option("--seed", options.size.seed, "Another seed, other customers")->capture_default_str();
  app.add_option("--sample", options.sample, "Mailboxes that are done one after another to compare; 0: none")
      ->capture_default_str();
  app.add_option("--out", out, "New folder that keeps reports, ledger, truth, configuration and logs");
  app.add_flag("--keep", options.keep, "Leave the mock and roamsync running, and print their addresses");
  CLI11_PARSE(app, argc, argv);
  options.out = out;
  if (const auto why = roamsync::demo::why_not(options.size); !why.empty()) {
    std::cerr << "roamsync-demo: " << why << "\n";
    return 2;
  }
  try {
    roamsync::demo::signal_gate gate;
    return roamsync::demo::run_demo(options, gate);
  } catch (const roamsync::demo::stopped& x) {
    std::cerr << "\nroamsync-demo: stopped, nothing is left running\n";
    return 128 + x.signal_number;
  } catch (const std::exception& x) {
    std::cerr << "roamsync-demo: " << x.what() << "\n";
    return 1;
  }
}
