#pragma once

#include "engine/mailbox/mailbox_machine.hpp"
#include "engine/mailbox/shown.hpp"
#include "engine/signature/mark.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace roamsync {

/// A mailbox of the service, as small as the tests need it: contents by name, defaults, scope.
struct fake_mailbox {
  std::string address;
  std::map<std::string, std::pair<std::string, std::string>> contents; ///< name to HTML and text
  std::string default_new;
  std::string default_reply;
  bool shows_defaults = false; ///< an entry for an empty default was written
  std::int64_t changes = 0;    ///< the time stamp of the defaults

  [[nodiscard]] roaming_reply read(const read_defaults&) const {
    roaming_reply out;
    if (contents.empty() && default_new.empty() && default_reply.empty() && !shows_defaults)
      return out;
    std::string names;
    for (const auto& [name, forms] : contents)
      names += (names.empty() ? "" : ",") + name;
    out.settings = {
        {.name = "roaming_signature_list", .value = names, .scope = address},
        {.name = "Roaming_New_Signature", .value = default_new, .scope = address, .timestamp = changes},
        {.name = "roaming_reply_signature", .value = default_reply, .scope = address, .timestamp = changes}};
    return out;
  }
  [[nodiscard]] roaming_reply read(const read_contents& x) const {
    roaming_reply out;
    for (const auto& [name, forms] : contents)
      if (contains_name(x.names, name)) {
        out.settings.push_back({name, "htm", forms.first, address, "Blob"});
        out.settings.push_back({name, "txt", forms.second, address, "Blob"});
      }
    return out;
  }
  void apply(const write_contents& x) {
    for (const auto& one : x.signatures)
      contents[one.name] = {one.html, one.text};
  }
  void apply(const write_defaults& x) {
    shows_defaults = true;
    ++changes;
    if (x.for_new)
      default_new = *x.for_new;
    if (x.for_reply)
      default_reply = *x.for_reply;
  }
  void apply(const delete_signature& x) { contents.erase(x.name); }
};

inline call_result lost() {
  return {.what = verdict::failed,
          .why = cause::unreachable,
          .maybe_applied = true,
          .detail = "connection closed"};
}
inline call_result refusal(cause why, int status) {
  return {.what = verdict::failed, .why = why, .status = status};
}

inline mailbox_job job_for(const std::string& address) {
  mailbox_job job{
      .user_id = "id-1", .mailbox = address, .digest = "digest", .own_mailbox = "svc@x.example", .day = 100};
  job.wanted = {.signatures = {{"Standard", with_mark("<p>Anna</p>"), "Anna"}},
                .default_new = "Standard",
                .default_reply = "Standard"};
  return job;
}

/// Runs a mailbox machine against a fake mailbox and keeps the commands in order.
class mailbox_run {
public:
  explicit mailbox_run(mailbox_job job) : machine(std::move(job)) {
    target.address = machine.job().mailbox;
    own.address = machine.job().own_mailbox;
  }

  /// Answers to a command in place of the mailbox's: by position among all commands, from 0.
  std::map<std::size_t, call_result> faults;
  bool writes_to_own = false;  ///< U3: writes land in the own mailbox
  bool reads_from_own = false; ///< U3: reads show the own mailbox
  write_permit permit{.granted = true};
  std::uint32_t deletions = 100;
  mailbox_kind kind = mailbox_kind::unknown;
  cause kind_not_asked = cause::none;
  wanted_signatures wanted; ///< for a job that brought none
  fake_mailbox target;
  fake_mailbox own;
  mailbox_machine machine;
  std::vector<std::string> log;

  mailbox_step::end run(bool control_good = true) {
    auto step = machine.begin(control_good);
    for (auto i = 0; i < 100; ++i) {
      if (auto* end = std::get_if<mailbox_step::end>(&step))
        return *end;
      step = answer(step);
    }
    ADD_FAILURE() << "no end";
    return {};
  }

private:
  mailbox_step_t answer(const mailbox_step_t& step) {
    if (const auto* call = std::get_if<mailbox_step::call>(&step))
      return machine.on_reply(perform(*call));
    if (std::holds_alternative<mailbox_step::ask_to_write>(step)) {
      log.emplace_back("ask");
      return machine.on_permit(permit);
    }
    if (std::holds_alternative<mailbox_step::ask_to_delete>(step))
      return machine.on_deletions(deletions);
    if (std::holds_alternative<mailbox_step::ask_kind>(step)) {
      log.emplace_back("kind");
      return machine.on_kind(kind, kind_not_asked);
    }
    if (std::holds_alternative<mailbox_step::ask_wanted>(step)) {
      log.emplace_back("wanted");
      return machine.on_wanted(wanted, "digest");
    }
    log.emplace_back("pause");
    return machine.on_pause_over();
  }

  roaming_reply perform(const mailbox_step::call& call) {
    auto number = commands_++;
    auto fault = faults.find(number);
    if (fault != faults.end() && !fault->second.maybe_applied) {
      log.emplace_back("fault");
      return {.call = fault->second};
    }
    auto reply = std::visit([&](const auto& x) { return act(x, call.own); }, call.command);
    if (fault != faults.end())
      reply.call = fault->second;
    return reply;
  }
  roaming_reply act(const read_defaults& x, bool from_own) {
    log.emplace_back(from_own ? "own" : "list");
    return (from_own || reads_from_own ? own : target).read(x);
  }
  roaming_reply act(const read_contents& x, bool from_own) {
    log.emplace_back(from_own ? "own contents" : "contents");
    return (from_own || reads_from_own ? own : target).read(x);
  }
  template <class Write>
  roaming_reply act(const Write& x, bool) {
    log.emplace_back(std::is_same_v<Write, write_contents>   ? "write"
                     : std::is_same_v<Write, write_defaults> ? "defaults"
                                                             : "delete");
    (writes_to_own ? own : target).apply(x);
    return {};
  }

  std::size_t commands_ = 0;
};

using steps = std::vector<std::string>;

} // namespace roamsync
