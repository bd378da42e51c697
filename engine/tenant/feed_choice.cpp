#include "engine/tenant/feed_choice.hpp"

#include "engine/tenant/plan_night.hpp"

#include <utility>

namespace roamsync {

feed_order choose_feeds(const feed_question& x, std::optional<known_group> known) {
  if (x.by_hand || x.group_days <= 1)
    return {};
  feed_order out{.source = feed_source(x.service, x.group, x.attributes, x.wanted),
                 .group = x.group,
                 .day = x.day,
                 .known = std::move(known)};
  out.check = out.known && check_is_due(x.tenant, out.known->full_day, x.day, x.group_days);
  return out;
}

} // namespace roamsync
