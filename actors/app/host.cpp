#include "actors/app/host.hpp"

#include "actors/app/client_options.hpp"
#include "actors/app/secrets.hpp"
#include "actors/app/wall_clock.hpp"
#include "actors/bridge/bridge.hpp"
#include "actors/ledger/ledger.hpp"
#include "actors/schedule/schedule.hpp"
#include "actors/supervisor/supervisor.hpp"
#include "actors/support/board.hpp"
#include "actors/support/ended_actor.hpp"
#include "actors/support/system_config.hpp"
#include "actors/support/window.hpp"
#include "protocols/db/sqlite_store.hpp"

#include <caf/actor_system.hpp>
#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <thread>
#include <utility>

namespace roamsync::app {

namespace {

std::uint64_t random_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

/// A write of the ledger takes milliseconds. What it could not write by then is as after a kill.
constexpr std::chrono::seconds ledger_patience{10};

std::atomic<bool> thread_left = false;

} // namespace

class host::impl {
public:
  impl(std::optional<window_rule> rule, std::shared_ptr<store> where, std::shared_ptr<db::vault> vault,
       std::shared_ptr<actors::context> shared, std::shared_ptr<actors::batch_target> target,
       std::shared_ptr<net::http_client> client)
      : target_(std::move(target)), client_(std::move(client)),
        config_(std::max(2U, std::thread::hardware_concurrency())),
        system_(std::make_unique<caf::actor_system>(config_)) {
    auto bridge = system_->spawn(actors::bridge, shared, client_);
    target_->point_at(bridge);
    auto ledger = system_->spawn<caf::detached>(actors::ledger, shared, std::move(where), std::move(vault));
    supervisor_ =
        system_->spawn(actors::supervisor, shared,
                       actors::supervisor_order{.ledger = ledger,
                                                .bridge = bridge,
                                                .shown = board_,
                                                .on_end = [this](const actors::run_ended& x) { ended(x); }});
    ledger_ = std::move(ledger);
    ledger_end_.emplace(ledger_);
    bridge_ = std::move(bridge);
    watch(ledger_, "ledger");
    watch(bridge_, "bridge");
    watch(supervisor_, "supervisor");
    if (rule)
      schedule_ = system_->spawn(actors::schedule, shared, *rule, supervisor_, ledger_);
  }

  /// False if the ledger's thread hangs: then nothing of this may be taken from under it.
  [[nodiscard]] bool close() {
    closing_ = true;
    // The network first: every call gets its answer, and nothing comes after. Then the actors, each of which
    // takes its children with it; the system waits for all of them.
    client_->stop();
    target_->close();
    if (schedule_)
      caf::anon_send_exit(schedule_, caf::exit_reason::kill);
    caf::anon_send_exit(supervisor_, caf::exit_reason::kill);
    caf::anon_send_exit(ledger_, caf::exit_reason::kill);
    caf::anon_send_exit(bridge_, caf::exit_reason::kill);
    schedule_ = nullptr;
    supervisor_ = nullptr;
    ledger_ = nullptr;
    bridge_ = nullptr;
    if (!ledger_end_->wait(ledger_patience))
      return false;
    system_.reset();
    return true;
  }

  void order(actors::run_order what) { caf::anon_send(supervisor_, std::move(what)); }
  void stop() {
    if (schedule_)
      caf::anon_send_exit(schedule_, caf::exit_reason::user_shutdown);
    caf::anon_send(supervisor_, actors::stop_run{});
  }
  void look_at_knobs() { caf::anon_send(ledger_, actors::look_at_knobs{}); }
  void take_knobs(const config& settings) {
    caf::anon_send(supervisor_, actors::base_changed{{settings.limits, settings.night}});
    if (schedule_)
      caf::anon_send(schedule_, actors::window_of(settings));
  }
  [[nodiscard]] net::client_stats network() const { return client_->stats(); }
  [[nodiscard]] std::optional<night_view> view() const { return board_->latest(); }
  [[nodiscard]] actors::shown_tenants tenants() const { return board_->tenants(); }

  std::optional<actors::run_ended> wait_end(duration longest) {
    std::unique_lock hold{mutex_};
    if (!changed_.wait_for(hold, longest, [this] { return !ends_.empty(); }))
      return std::nullopt;
    auto out = std::move(ends_.front());
    ends_.pop_front();
    return out;
  }

private:
  /// Without one of these no run can end: it is said to have failed.
  template <class Handle>
  void watch(const Handle& x, std::string name) {
    caf::actor_cast<caf::strong_actor_ptr>(x)->get()->attach_functor([this, name = std::move(name)] {
      if (!closing_)
        push({.failure = "a defect of roamsync: the " + name + " broke off; the log has more",
              .defect = true});
    });
  }

  void ended(const actors::run_ended& x) {
    if (schedule_)
      caf::anon_send(schedule_, x);
    push(x);
  }

  void push(const actors::run_ended& x) {
    {
      std::lock_guard hold{mutex_};
      ends_.push_back(x);
    }
    changed_.notify_all();
  }

  std::shared_ptr<actors::batch_target> target_;
  std::shared_ptr<net::http_client> client_;
  std::shared_ptr<actors::board> board_ = std::make_shared<actors::board>();
  std::atomic<bool> closing_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<actors::run_ended> ends_;
  actors::system_config config_;
  std::unique_ptr<caf::actor_system> system_;
  actors::schedule_actor schedule_;
  actors::supervisor_actor supervisor_;
  actors::ledger_actor ledger_;
  std::optional<actors::ended_actor> ledger_end_;
  actors::bridge_actor bridge_;
};

host::host(std::unique_ptr<impl> x) : impl_(std::move(x)) {}
host::~host() {
  if (impl_->close())
    return;
  spdlog::critical("the database does not answer: its thread hangs, and is left behind");
  thread_left = true;
  (void)impl_.release();
}

bool host::has_left_a_thread() noexcept {
  return thread_left;
}

result<std::unique_ptr<host>> host::start(const config& settings, bool scheduled) {
  auto opened = db::sqlite_store::open(settings.store.path);
  if (!opened)
    return opened.failure();
  std::shared_ptr<store> where = std::move(*opened);
  auto vault = open_vault(*where, settings);
  if (!vault)
    return vault.failure();
  if (auto good = check_master_key(*where, *vault); !good)
    return good.failure();
  auto graph = read_graph_secret(settings);
  if (!graph)
    return graph.failure();
  auto shared = std::make_shared<actors::context>(actors::context{
      .settings = settings, .graph_client_secret = std::move(*graph), .utc = now_utc, .seed = random_seed()});
  auto target = std::make_shared<actors::batch_target>();
  auto client = net::http_client::create(
      client_options_of(settings), [target](std::vector<net::completion> x) { (*target)(std::move(x)); });
  if (!client)
    return client.failure();
  return std::unique_ptr<host>{new host(std::make_unique<impl>(
      scheduled ? std::optional{actors::window_of(settings)} : std::nullopt, std::move(where),
      std::make_shared<db::vault>(std::move(*vault)), std::move(shared), std::move(target),
      std::shared_ptr<net::http_client>{std::move(*client)}))};
}

void host::order(actors::run_order what) {
  impl_->order(std::move(what));
}
std::optional<actors::run_ended> host::wait_end(duration longest) {
  return impl_->wait_end(longest);
}
void host::stop() {
  impl_->stop();
}
void host::look_at_knobs() {
  impl_->look_at_knobs();
}
void host::take_knobs(const config& settings) {
  impl_->take_knobs(settings);
}
std::optional<night_view> host::view() const {
  return impl_->view();
}
actors::shown_tenants host::tenants() const {
  return impl_->tenants();
}
net::client_stats host::network() const {
  return impl_->network();
}

} // namespace roamsync::app
