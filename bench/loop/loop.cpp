#include "bench/loop/loop.hpp"

#include <stdexcept>

namespace roamsync::demo {

loop_result one_after_another(const programs& from, const world& x, const std::filesystem::path& folder,
                              signal_gate& gate) {
  std::filesystem::create_directories(folder);
  mock_exchange_process mock{from, x, folder, gate};
  roamsync_program roamsync{from, x, {.https_port = mock.https_port(), .one_by_one = true}, folder, gate};
  loop_result result;
  for (const auto& c : x.companies) {
    const auto said = roamsync.night(folder / (c.id + ".json"), true, {c.id});
    for (const auto& m : said.mailboxes)
      if (m.outcome != "written")
        throw std::runtime_error(m.mailbox + " ended as " + m.outcome + " " + m.cause + ", not as written");
    if (said.mailboxes.size() != c.members())
      throw std::runtime_error(c.domain + ": not all mailboxes were done");
    ++result.tenants;
    result.mailboxes += said.mailboxes.size();
    result.seconds += said.makespan;
  }
  return result;
}

} // namespace roamsync::demo
