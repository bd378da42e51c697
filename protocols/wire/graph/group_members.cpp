#include "protocols/wire/graph/group_members.hpp"

#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/graph/requests.hpp"

namespace roamsync::wire {

group_members::group_members(cloud services, std::string_view group_id,
                             std::vector<std::string> extra_attributes)
    : services_(std::move(services)), request_(find_members(services_, group_id, extra_attributes)) {}

call_result group_members::on_result(const http_result& x, utc_time now) {
  auto page = parse_members(x, now);
  if (page.call.what != verdict::ok)
    return page.call;
  for (auto& user : page.members)
    if (ids_.insert(user.user_id).second)
      gathered_.push_back(std::move(user));
  if (page.next_link.empty()) {
    members_ = std::move(gathered_);
    done_ = true;
    return page.call;
  }
  if (links_.size() + 1 >= group_pages_max)
    return refuse(page.call, "the group has more than 2000 pages");
  if (!links_.insert(page.next_link).second)
    return refuse(page.call, "the directory's pages go round in a circle");
  auto next = follow_link(services_, page.next_link);
  if (!next)
    return refuse(page.call, next.failure().message);
  request_ = std::move(*next);
  return page.call;
}

call_result group_members::refuse(call_result call, std::string why) const {
  call.what = verdict::failed;
  call.why = cause::group_unreadable;
  call.detail = std::move(why);
  return call;
}

} // namespace roamsync::wire
