#include "bench/demo/files.hpp"
#include "bench/loop/loop.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <exception>
#include <iostream>
#include <string>

namespace {

using namespace roamsync::demo;

void tell(const loop_result& x, const world& all) {
  std::cout << "One after another: " << x.tenants << " customers with " << x.mailboxes << " mailboxes took "
            << span_text(x.seconds) << ", " << span_text(extrapolated(x, 1))
            << " a mailbox, sign-ins included.\n"
            << "Extrapolated to " << count_text(all.mailboxes())
            << " mailboxes: " << span_text(extrapolated(x, all.mailboxes())) << ".\n";
}

} // namespace

int main(int argc, char** argv) {
  world_size size;
  std::size_t sample = 24;
  std::string out;
  std::string report_file;
  CLI::App app{
      "The baseline of a night: one customer after another, one mailbox after another, on a sample of the "
      "demo's customers against the mock Exchange.\nExample: roamsync-loop --sample 60 --out /tmp/loop"};
  app.add_option("--tenants", size.tenants, "Customers of the demo")->capture_default_str();
  app.add_option("--mailboxes", size.mailboxes, "Mailboxes of the demo")->capture_default_str();
  app.add_option("--seed", size.seed, "Seed of the demo")->capture_default_str();
  app.add_option("--sample", sample, "Mailboxes that are done at most")->capture_default_str();
  app.add_option("--out", out, "Folder for files and logs")->required();
  app.add_option("--report", report_file, "Write the result as JSON");
  CLI11_PARSE(app, argc, argv);
  if (const auto why = why_not(size); !why.empty()) {
    std::cerr << "roamsync-loop: " << why << "\n";
    return 2;
  }
  try {
    signal_gate gate;
    const auto all = make_world(size);
    const auto result = one_after_another(find_programs(), sample_of(all, sample), out, gate);
    tell(result, all);
    if (!report_file.empty())
      write_file(report_file, boost::json::serialize(boost::json::object{{"tenants", result.tenants},
                                                                         {"mailboxes", result.mailboxes},
                                                                         {"seconds", result.seconds}}));
    return 0;
  } catch (const stopped& x) {
    return 128 + x.signal_number;
  } catch (const std::exception& x) {
    std::cerr << "roamsync-loop: " << x.what() << "\n";
    return 1;
  }
}
