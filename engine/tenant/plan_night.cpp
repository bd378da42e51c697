#include "engine/tenant/plan_night.hpp"

#include "engine/directory/address.hpp"
#include "engine/directory/member_plan.hpp"
#include "engine/mailbox/shown.hpp"
#include "engine/signature/digest.hpp"
#include "engine/signature/render.hpp"

#include <algorithm>
#include <utility>

namespace roamsync {

namespace {

enum class rank : std::uint8_t { deferred, changed, checked };

struct ranked_job {
  rank first;
  planned_job what;
};

/// Signatures of ours that are not wanted any more and that an earlier run left, because of the cap on
/// deletions.
bool has_orphans(const receipt& known, const wanted_signatures& wanted) {
  return std::any_of(known.owned.begin(), known.owned.end(), [&](const std::string& name) {
    return std::none_of(wanted.signatures.begin(), wanted.signatures.end(),
                        [&](const signature& x) { return same_name(x.name, name); });
  });
}

/// The member as far as its signatures depend on it: the rest of a directory is not to wait in memory.
member as_used(member who, const catalogue& by) {
  const auto unused = [&by](const std::string& name) {
    return !std::ranges::binary_search(by.attributes, name);
  };
  std::erase_if(who.attributes, [&](const auto& x) { return unused(x.first); });
  std::erase_if(who.lists, [&](const auto& x) { return unused(x.first); });
  if (unused("proxyAddresses"))
    who.proxy_addresses.clear();
  return who;
}

class planner {
public:
  explicit planner(const plan_input& in) : in_(in) {}

  night_plan plan() {
    auto members = plan_members(in_.members, in_.receipts);
    for (auto& x : members.skipped)
      if (meant(x.mailbox) && !in_.recorded.contains(x.user_id))
        skip(x.user_id, x.mailbox, {outcome_kind::skipped, x.why, std::move(x.detail)}, std::nullopt);
    for (const auto& x : members.to_do)
      if (meant(x.mailbox) && !in_.recorded.contains(x.user_id))
        add(x);
    std::stable_sort(jobs_.begin(), jobs_.end(),
                     [](const ranked_job& a, const ranked_job& b) { return a.first < b.first; });
    for (auto& x : jobs_)
      out_.jobs.push_back(std::move(x.what));
    return std::move(out_);
  }

private:
  [[nodiscard]] bool meant(const std::string& mailbox) const {
    return in_.only_address.empty() || in_.only_address == mailbox;
  }

  void skip(const std::string& user_id, const std::string& mailbox, outcome how,
            std::optional<receipt> proof) {
    out_.ended.push_back({.tenant = in_.tenant,
                          .user_id = user_id,
                          .mailbox = mailbox,
                          .end = std::move(how),
                          .at = in_.now,
                          .proof = std::move(proof)});
  }

  void add(const planned_mailbox& x) {
    const auto& who = in_.members[x.member];
    if (who.unread) {
      skip(x.user_id, x.mailbox, {outcome_kind::failed, who.unread->why, who.unread->detail}, std::nullopt);
      return;
    }
    auto rendered = render(*in_.signatures, who);
    if (!rendered.ok()) {
      auto kind = rendered.why == cause::no_signature_assigned ? outcome_kind::skipped : outcome_kind::failed;
      skip(x.user_id, x.mailbox, {kind, rendered.why, std::move(rendered.detail)}, std::nullopt);
      return;
    }
    std::optional<receipt> known;
    if (x.receipt)
      known = in_.receipts[*x.receipt];
    auto in_line = known && x.former_mailbox.empty() && !has_orphans(*known, rendered.wanted)
                   && known->digest == digest(rendered.wanted);
    auto search = in_.seen_since_broken_off && !in_.seen_since_broken_off->contains(x.user_id);
    if (in_line && !search && in_.check_days > 0
        && !check_is_due(x.user_id, known->checked, in_.day, in_.check_days)) {
      skip(x.user_id, x.mailbox, {outcome_kind::unchanged}, std::nullopt);
      return;
    }
    const auto known_look = in_line && !search && !known->shown.empty();
    auto first = in_.deferred.contains(x.user_id) ? rank::deferred : in_line ? rank::checked : rank::changed;
    jobs_.push_back({first,
                     {.job = {.user_id = x.user_id,
                              .mailbox = x.mailbox,
                              .aliases = other_addresses(who, x.mailbox),
                              .known = std::move(known),
                              .day = in_.day,
                              .known_look = known_look,
                              .search = search,
                              .take_names = in_.take_names,
                              .drift = in_.drift,
                              .dry_run = in_.dry_run},
                      .who = as_used(who, *in_.signatures)}});
  }

  const plan_input& in_;
  night_plan out_;
  std::vector<ranked_job> jobs_;
};

/// FNV-1a: spreads the rolling checks evenly and alike on every machine.
std::uint64_t spread(std::string_view text) noexcept {
  std::uint64_t hash = 14695981039346656037ULL;
  for (char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

} // namespace

night_plan plan_night(const plan_input& in) {
  return planner{in}.plan();
}

rendered_job render_job(const member& who, const catalogue& from) {
  rendered_job out{.wanted = render(from, who).wanted, .digest = {}};
  out.digest = digest(out.wanted);
  return out;
}

bool check_is_due(std::string_view user_id, std::int64_t checked, std::int64_t day,
                  std::uint32_t check_days) noexcept {
  if (check_days == 0 || day - checked >= static_cast<std::int64_t>(check_days))
    return true;
  return checked < day && spread(user_id) % check_days == static_cast<std::uint64_t>(day) % check_days;
}

} // namespace roamsync
