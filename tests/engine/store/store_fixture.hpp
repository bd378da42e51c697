#pragma once

#include "engine/store/store.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

namespace roamsync {

/// An empty store, and rows to put into it. `Factory` has `std::unique_ptr<store> make()`.
template <class Factory>
class store_fixture : public testing::Test {
protected:
  static tenant_settings tenant(const std::string& id) {
    tenant_settings x;
    x.id = id;
    return x;
  }
  static open_run night_of(unsigned day, bool again = false) {
    using namespace std::chrono;
    const utc_date date{year{2026}, month{3}, std::chrono::day{day}};
    const utc_time opened = sys_days{date} + hours{1};
    return {run_kind::night, date, opened, opened + hours{4}, again};
  }
  static mailbox_record ended(const std::string& tenant, const std::string& user, outcome_kind kind) {
    mailbox_record x;
    x.tenant = tenant;
    x.user_id = user;
    x.mailbox = user + "@example.com";
    x.end.kind = kind;
    return x;
  }
  static receipt proof(const std::string& user, const std::string& digest) {
    return {user, user + "@example.com", digest, {"Work", "Caf\xc3\xa9 \"x\", \\"}, 1, "shown " + digest};
  }
  std::int64_t opened_run() { return store_->open(night_of(1)).value().number; }

  Factory factory_;
  std::unique_ptr<store> store_ = factory_.make();
};

} // namespace roamsync
