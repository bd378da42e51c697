#pragma once

#include "bench/mock_exchange/exchange/exchange.hpp"

#include <string>

namespace mock_exchange {

/// The control port (README: control calls): changes the scenario while it runs and tells what happened.
class control final : public service_port {
public:
  /// All three must outlive the control port.
  control(exchange& mock, ledger& book, const traffic& seen) : mock_(mock), book_(book), seen_(seen) {}

  turn arrive(const request& in, instant raw) override;
  void depart(turn&, bool, instant) override {}
  [[nodiscard]] wall_time wall(instant raw) const override { return mock_.wall(raw); }

private:
  response answer_get(const target& url, instant raw);
  response answer_post(const target& url, const request& in, instant raw);
  response post_service_user(const boost::json::value& body);
  response post_user(const boost::json::value& body);
  response post_group(const boost::json::value& body);
  response post_fault(const boost::json::value& body);
  response post_limit(const boost::json::value& body);
  response post_tenants(const boost::json::value& body);
  response post_feed(const boost::json::value& body);
  response post_clock(const boost::json::value& body);
  response post_mark(const boost::json::value& body, instant raw);

  exchange& mock_;
  ledger& book_;
  const traffic& seen_;
};

} // namespace mock_exchange
