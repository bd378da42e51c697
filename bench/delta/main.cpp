#include "bench/delta/delta.hpp"
#include "bench/demo/process.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
  CLI::App app{"Counts the requests of a night in which nothing has changed"};
  std::vector<std::size_t> sizes{10, 100, 1'000, 10'000};
  std::string out;
  app.add_option("--sizes", sizes, "mailboxes of each tenant; 100 must be among them")->delimiter(',');
  app.add_option("--out", out, "folder for files")->required();
  CLI11_PARSE(app, argc, argv);
  try {
    const auto text = roamsync::delta::report_of(roamsync::delta::measure(sizes, out), 10'000, 100);
    std::fputs(text.c_str(), stdout);
    return 0;
  } catch (const roamsync::demo::stopped& x) {
    return 128 + x.signal_number;
  } catch (const std::exception& x) {
    std::fprintf(stderr, "roamsync-delta: %s\n", x.what());
    return 1;
  }
}
