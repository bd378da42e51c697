#pragma once

#include "bench/demo/evidence.hpp"
#include "bench/demo/judge.hpp"
#include "bench/demo/world.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace roamsync::demo {

/// What the mock knows of one mailbox in one night.
struct mailbox_evidence {
  std::uint64_t reads = 0;          ///< requests on its settings that changed nothing
  std::uint64_t writes = 0;         ///< applied, of any kind
  std::uint64_t content_writes = 0; ///< applied, of a signature's content
  bool holds_wanted = false;
  bool own_intact = false;
};

/// One customer: who it is, what roamsync says of it, what the mock saw. Points into the arguments of
/// case_file.
struct customer_file {
  const company* who = nullptr;
  const reported_tenant* said = nullptr; ///< null: the report does not name it
  std::multimap<std::string, const reported_mailbox*> reports;
  std::map<std::string, mailbox_evidence> seen;
  std::uint64_t breaches = 0;  ///< requests that broke a limit
  std::uint64_t throttled = 0; ///< throttle answers

  [[nodiscard]] std::size_t reports_of(const std::string& address) const { return reports.count(address); }
  [[nodiscard]] const reported_mailbox* report_of(const std::string& address) const;
  [[nodiscard]] const mailbox_evidence& evidence(const std::string& address) const;
};

/// All that is known of one night, by customer and mailbox. Keeps pointers into its arguments.
class case_file {
public:
  case_file(const world& x, const report& said, std::span<const ledger_line> lines, const truth& held);

  /// In the order of the world.
  [[nodiscard]] const std::vector<customer_file>& customers() const { return customers_; }

  /// Addresses that the report names and no directory knows.
  [[nodiscard]] const std::vector<std::string>& strangers() const { return strangers_; }

  /// Addresses that were written and that the report does not name.
  [[nodiscard]] std::vector<std::string> written_without_report() const;

  /// Calls `look(reported_mailbox, mailbox_evidence)` for each mailbox of the report.
  template <class function>
  void for_each_report(function look) const {
    for (const auto& c : customers_)
      for (const auto& [address, said] : c.reports)
        look(*said, c.evidence(address));
  }

private:
  void read_ledger(std::span<const ledger_line> lines, const std::map<std::string, std::size_t>& index);

  std::vector<customer_file> customers_;
  std::vector<std::string> strangers_;
};

/// Collects what speaks against one statement.
class findings_of {
public:
  explicit findings_of(std::string what) { result_.what = std::move(what); }

  void against(std::string example) {
    if (result_.examples.size() < 5)
      result_.examples.push_back(std::move(example));
    ++count_;
  }

  [[nodiscard]] finding done() {
    result_.good = count_ == 0;
    if (count_ > result_.examples.size())
      result_.examples.push_back("and " + std::to_string(count_ - result_.examples.size()) + " more");
    return std::move(result_);
  }

private:
  finding result_;
  std::size_t count_ = 0;
};

} // namespace roamsync::demo
