#include "actors/tenant/tenant.hpp"

#include "actors/directory/directory.hpp"
#include "actors/mailbox/mailbox.hpp"
#include "actors/support/accounts.hpp"
#include "actors/support/defaults.hpp"
#include "engine/directory/group_choice.hpp"
#include "engine/directory/member_plan.hpp"
#include "engine/schedule/window.hpp"
#include "engine/tenant/feed_choice.hpp"
#include "engine/tenant/missing_settings.hpp"
#include "engine/tenant/service_users.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

namespace roamsync::actors {

namespace {

/// How often a tenant shows where it stands; more is only work.
constexpr duration tenant_shown_every{500};

} // namespace

tenant_actor_state::~tenant_actor_state() {
  for (const auto& [id, child] : mailboxes_)
    caf::anon_send_exit(child, caf::exit_reason::kill);
  for (const auto& child : free_)
    caf::anon_send_exit(child, caf::exit_reason::kill);
  for (const auto& x : lines_)
    if (x.session)
      caf::anon_send_exit(x.session, caf::exit_reason::kill);
  if (directory_)
    caf::anon_send_exit(directory_, caf::exit_reason::kill);
}

void tenant_actor_state::start(std::shared_ptr<const context> context, tenant_order order) {
  shared_ = std::move(context);
  order_ = std::move(order);
  const auto& settings = shared_->settings;
  for (auto& as_user : as_each_service_user(*order_.settings))
    lines_.push_back({.as_user = as_user == *order_.settings
                                     ? order_.settings
                                     : std::make_shared<const tenant_settings>(std::move(as_user))});
  std::vector<std::string> own_mailboxes;
  for (const auto& x : lines_)
    own_mailboxes.push_back(own_mailbox_of(*x.as_user));
  machine_.emplace(tenant_options{.id = order_.settings->id,
                                  .name = order_.settings->name,
                                  .lanes = order_.share.allowed.lanes,
                                  .own_mailboxes = std::move(own_mailboxes),
                                  .deletions_max = settings.signatures.deletions_max,
                                  .goes_on = order_.goes_on,
                                  .paused = order_.share.paused});
  self->send(order_.ledger, load_tenant{order_.run.number, order_.settings->id, order_.serial},
             tenant_actor{self});
}

instant tenant_actor_state::now() const {
  return {mono_now(self), shared_->utc()};
}

void tenant_actor_state::on_file(tenant_file& file) {
  file_ = std::move(file);
  file_.settings.reset(); // those of its order count
  auto fail = [this](cause why, std::string detail) {
    auto begun = machine_->start(now());
    if (machine_->run().finished) // it was closed while it was paused
      return perform(std::move(begun));
    perform(machine_->on_directory_failed({.what = verdict::failed, .why = why, .detail = std::move(detail)},
                                          {}, now()));
  };
  services_ = find_cloud(shared_->settings, order_.settings->cloud);
  if (!file_.failure.empty())
    return fail(cause::internal_error, file_.failure);
  if (!services_)
    return fail(cause::internal_error, "the configuration knows no cloud \"" + order_.settings->cloud + "\"");
  if (!file_.signatures)
    return fail(cause::catalogue_invalid, file_.catalogue_error);
  if (auto missing =
          missing_settings(*order_.settings, file_.passwords.contains(order_.settings->service_user));
      !missing.empty())
    return fail(cause::settings_missing, "missing: " + missing);
  perform(machine_->start(now()));
}

void tenant_actor_state::perform(tenant_effects effects) {
  auto ended = false;
  for (auto& effect : effects) {
    if (std::holds_alternative<tenant_effect::read_directory>(effect)) {
      read_directory();
    } else if (auto* open = std::get_if<tenant_effect::open_session>(&effect)) {
      open_session(open->line);
    } else if (auto* job = std::get_if<tenant_effect::start_mailbox>(&effect)) {
      start_mailbox(std::move(job->what), job->line);
    } else if (auto* permit = std::get_if<tenant_effect::permit>(&effect)) {
      if (auto it = mailboxes_.find(permit->user_id); it != mailboxes_.end())
        self->send(it->second, permit->answer);
    } else if (auto* record = std::get_if<tenant_effect::record>(&effect)) {
      self->send(order_.ledger, record_rows{std::move(record->rows), order_.serial});
    } else if (std::holds_alternative<tenant_effect::close_session>(effect)) {
      to_sessions(window_over{});
    } else if (auto* stop = std::get_if<tenant_effect::stop_session>(&effect)) {
      calls_stopped_ = stop->why;
      if (directory_) // before a session lets the bridge hand its calls back
        self->send(directory_, stop_calls{stop->why});
      if (stop->why == cause::window_closed)
        to_sessions(window_over{.cut = true});
      else
        to_sessions(stop_run{});
    } else if (std::holds_alternative<tenant_effect::lives>(effect)) {
      self->send(order_.supervisor, tenant_lives{order_.settings->id});
    } else if (const auto* mailbox = std::get_if<tenant_effect::end_mailbox>(&effect)) {
      drop_mailbox(mailbox->user_id);
    } else if (const auto* dropped = std::get_if<tenant_effect::drop_session>(&effect)) {
      spdlog::error("{}: no sign of life of a session", order_.settings->id);
      if (auto& session = lines_[dropped->line].session)
        self->send(order_.bridge, flow_dropped{order_.settings->id, net_caller{session}});
      drop(lines_[dropped->line].session);
    } else if (std::holds_alternative<tenant_effect::drop_directory>(effect)) {
      spdlog::error("{}: no sign of life of the directory", order_.settings->id);
      drop(directory_);
    } else if (std::holds_alternative<tenant_effect::done>(effect)) {
      ended = true;
    }
  }
  for (auto& child : std::exchange(free_, {}))
    drop(child);
  tell_left();
  // One that rests says so: nothing else may happen for hours.
  show(ended || (order_.share.paused && mailboxes_.empty()));
  if (ended)
    end();
}

void tenant_actor_state::read_directory() {
  auto choice = choose_group(*order_.settings);
  group_source_ = choice.source;
  if (choice.why != cause::none)
    return perform(
        machine_->on_directory_failed({.what = verdict::failed, .why = choice.why}, group_source_, now()));
  open_directory();
  details_wanted details{.manager = file_.signatures->manager_attributes,
                         .photo = file_.signatures->uses_photo,
                         .only_address = order_.address,
                         .only_ids = std::nullopt};
  auto feeds = choose_feeds({.tenant = order_.settings->id,
                             .service = services_->graph.host + " " + order_.settings->entra_tenant,
                             .group = choice.group,
                             .attributes = file_.signatures->custom_attributes,
                             .wanted = details,
                             .by_hand = order_.run.kind == run_kind::push || !order_.address.empty(),
                             .day = day_number(order_.run.date),
                             .group_days = shared_->settings.night.group_days},
                            std::exchange(file_.group, std::nullopt));
  self->send(directory_, read_group{std::move(choice.group), std::move(details), std::move(feeds)});
}

void tenant_actor_state::open_directory() {
  auto past = standing_of(file_.standings, *order_.settings, remote::graph);
  past.not_before = std::max(past.not_before, directory_waits_until_);
  directory_ = self->spawn<caf::monitored>(directory, shared_,
                                           directory_order{.settings = order_.settings,
                                                           .services = services_,
                                                           .client_secret = file_.client_secret,
                                                           .attributes = file_.signatures->custom_attributes,
                                                           .weight = order_.share.weight,
                                                           .past = std::move(past),
                                                           .tenant = tenant_actor{self},
                                                           .bridge = order_.bridge,
                                                           .ledger = order_.ledger});
}

void tenant_actor_state::on_members(const members_read& x) {
  if (shows_only_ids(x.all))
    return perform(machine_->on_directory_failed({.what = verdict::failed,
                                                  .why = cause::consent_missing,
                                                  .detail = "the directory shows no names: the permission "
                                                            "User.Read.All is not granted"},
                                                 group_source_, now()));
  auto utc = shared_->utc();
  const auto& settings = shared_->settings;
  // A push is what a person wants now: it reads all, and brings back what users changed.
  const auto pushed = order_.run.kind == run_kind::push;
  auto plan = plan_night({.tenant = order_.settings->id,
                          .members = x.all,
                          .signatures = file_.signatures.get(),
                          .receipts = file_.receipts,
                          .recorded = std::move(file_.recorded),
                          .deferred = std::move(file_.deferred),
                          .seen_since_broken_off = std::move(file_.seen_since_broken_off),
                          .only_address = order_.address,
                          .day = day_number(order_.run.date),
                          .check_days = pushed ? 0 : settings.night.check_days,
                          .take_names = settings.signatures.on_name_clash == name_clash::take,
                          .drift = pushed ? drift_rule::repair : order_.settings->drift,
                          .dry_run = order_.dry_run,
                          .now = utc});
  plan.recorded = file_.outcomes;
  file_.receipts = {}; // a job has its own, and all tenants' mailboxes wait at once
  drop(directory_);    // few tenants ask it anything more, and all of them wait at once
  perform(machine_->on_planned(std::move(plan), group_source_, now()));
}

void tenant_actor_state::on_directory_failed(const directory_failed& x) {
  perform(machine_->on_directory_failed(x.why, group_source_, now()));
}

void tenant_actor_state::start_mailbox(planned_job what, lines::number line) {
  auto& child = mailboxes_[what.job.user_id];
  if (free_.empty()) {
    child = self->spawn<caf::monitored>(mailbox,
                                        mailbox_order{.signatures = file_.signatures,
                                                      .call_deadline = shared_->settings.retry.call_deadline,
                                                      .tenant = tenant_actor{self}});
  } else {
    child = std::move(free_.back());
    free_.pop_back();
  }
  self->send(child, mailbox_work{.what = std::move(what),
                                 .control_good = machine_->control_good(),
                                 .session = lines_[line].session});
}

void tenant_actor_state::on_ask_kind(ask_kind& x) {
  if (calls_stopped_)
    return self->send(x.from, kind_answer{.user_id = std::move(x.user_id), .not_asked = *calls_stopped_});
  if (!directory_)
    open_directory();
  self->send(directory_, std::move(x));
}

void tenant_actor_state::on_ask_to_write(const ask_to_write& x) {
  perform(machine_->on_ask_to_write(x.user_id, x.blind));
}

void tenant_actor_state::on_ask_to_delete(const ask_to_delete& x) {
  if (auto it = mailboxes_.find(x.user_id); it != mailboxes_.end())
    self->send(it->second, deletions_granted{machine_->on_ask_to_delete(x.user_id, x.count)});
}

void tenant_actor_state::on_write_begun(write_begun& x) {
  machine_->on_write_begun(x.user_id, std::move(x.what));
}

void tenant_actor_state::on_write_proven(const write_proven& x) {
  perform(machine_->on_write_proven(x.user_id));
}

void tenant_actor_state::on_mailbox_ended(mailbox_ended& x) {
  if (auto node = mailboxes_.extract(x.user_id); !node.empty())
    free_.push_back(std::move(node.mapped()));
  if (x.end.how.kind == outcome_kind::failed)
    spdlog::info("{}: {}: {} {}", order_.settings->id, x.user_id, to_string(x.end.how.why), x.end.how.detail);
  perform(machine_->on_mailbox_end(x.user_id, std::move(x.end), now()));
}

void tenant_actor_state::on_close(const close_tenant& x) {
  perform(x.cut ? machine_->cut(now()) : machine_->close(x.why, now()));
}

void tenant_actor_state::on_share(const tenant_share& x) {
  order_.share = x;
  to_sessions(x);
  auto effects = machine_->set_paused(x.paused, now());
  auto more = machine_->set_lanes(x.allowed.lanes, now());
  std::move(more.begin(), more.end(), std::back_inserter(effects));
  perform(std::move(effects));
}

/// A child that quits by itself has said its end before. Anything else is a defect: it costs its mailbox, or
/// the supervisor starts the tenant again.
void tenant_actor_state::on_down(const caf::down_msg& x) {
  if (x.reason == caf::exit_reason::normal)
    return;
  auto it = std::find_if(mailboxes_.begin(), mailboxes_.end(),
                         [&](const auto& entry) { return entry.second.address() == x.source; });
  if (it == mailboxes_.end()) {
    if (is_mine(x.source))
      self->quit(caf::exit_reason::unhandled_exception);
    return; // else it was dropped
  }
  mailbox_ended end{
      .user_id = mailboxes_.extract(it).key(),
      .end = {.how = {outcome_kind::failed, cause::internal_error, "the mailbox's work broke off"}}};
  on_mailbox_ended(end);
}

bool tenant_actor_state::is_mine(const caf::actor_addr& x) const {
  return (directory_ && directory_.address() == x)
         || std::any_of(lines_.begin(), lines_.end(), [&](const service_line& line) {
              return line.session && line.session.address() == x;
            });
}

void tenant_actor_state::drop_mailbox(const std::string& user_id) {
  auto node = mailboxes_.extract(user_id);
  if (node.empty())
    return;
  spdlog::error("{}: {}: no sign of life", order_.settings->id, user_id);
  drop(node.mapped());
}

void tenant_actor_state::on_roll_call() {
  perform(machine_->on_roll_call(now()));
  to_sessions(roll_call{});
  if (directory_)
    self->send(directory_, roll_call{});
}

void tenant_actor_state::on_session_holds(const session_holds& x) {
  machine_->on_session_holds(x.line, x.word, x.user_ids);
}

void tenant_actor_state::on_directory_holds(const directory_holds& x) {
  machine_->on_directory_holds(x.reading, x.user_ids);
}

void tenant_actor_state::show(bool always) {
  auto at = mono_now(self);
  if (!always && shown_at_ && at - *shown_at_ < tenant_shown_every)
    return;
  shown_at_ = at;
  auto view = machine_->view(at);
  view.wait_left = wait_left();
  view.weight = order_.share.weight;
  view.pace = pace();
  const auto& run = machine_->run();
  self->send(order_.supervisor, tenant_shown{std::move(view), outlook(), machine_->planned(),
                                             part_facts{run.started, run.forecast, run.group_source}});
}

void tenant_actor_state::end() {
  for (const auto& line : lines_)
    if (line.found)
      self->send(order_.ledger, keep_limit{*line.found});
  self->send(order_.bridge, flow_ended{order_.settings->id});
  self->send(order_.ledger, tenant_ended{machine_->run(), order_.serial});
  self->quit();
}

tenant_actor::behavior_type tenant(tenant_actor::stateful_pointer<tenant_actor_state> self,
                                   std::shared_ptr<const context> shared, tenant_order order) {
  install_defaults(self, tenant_actor_state::name);
  self->set_down_handler([self](caf::down_msg& x) { self->state.on_down(x); });
  self->state.start(std::move(shared), std::move(order));
  return {
      [self](tenant_file& x) { self->state.on_file(x); },
      [self](const members_read& x) { self->state.on_members(x); },
      [self](const directory_failed& x) { self->state.on_directory_failed(x); },
      [self](session_ready x) { self->state.on_session_ready(x.line); },
      [self](const session_failed& x) { self->state.on_session_failed(x); },
      [self](const calls_counted& x) { self->state.on_counted(x); },
      [self](ask_kind& x) { self->state.on_ask_kind(x); },
      [self](const ask_to_write& x) { self->state.on_ask_to_write(x); },
      [self](const ask_to_delete& x) { self->state.on_ask_to_delete(x); },
      [self](write_begun& x) { self->state.on_write_begun(x); },
      [self](const write_proven& x) { self->state.on_write_proven(x); },
      [self](mailbox_ended& x) { self->state.on_mailbox_ended(x); },
      [self](const tenant_share& x) { self->state.on_share(x); },
      [self](roll_call) { self->state.on_roll_call(); },
      [self](const session_holds& x) { self->state.on_session_holds(x); },
      [self](const directory_holds& x) { self->state.on_directory_holds(x); },
      [self](const close_tenant& x) { self->state.on_close(x); },
  };
}

} // namespace roamsync::actors
