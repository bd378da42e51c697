#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/server/certificate.hpp"
#include "bench/mock_exchange/server/listener.hpp"
#include "tests/mock_exchange/playground.hpp"
#include "tests/mock_exchange/socket_client.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace mock_exchange {

namespace {

/// The mock on real ports, in a thread of its own.
class running_mock {
public:
  explicit running_mock(const std::string& scenario_json = scenario_text())
      : play_(scenario_json), identity_(make_tls_identity()), loop_(1),
        http_(loop_, 0, {play_.mock, seen_, clock_, nullptr}),
        https_(loop_, 0, {play_.mock, seen_, clock_, identity_->context.get()}),
        token_(play_.outlook_token()), thread_([this] { loop_.run(); }) {}
  ~running_mock() {
    loop_.stop();
    thread_.join();
  }

  [[nodiscard]] std::uint16_t http() const { return http_.port(); }
  [[nodiscard]] std::uint16_t https() const { return https_.port(); }
  [[nodiscard]] const std::string& authority() const { return identity_->authority_pem; }

  /// A read of ann's list as bytes.
  [[nodiscard]] std::string read_request(std::string_view more = "") const {
    return "GET " + settings_path("ann@t1.example", "?settingname=roaming_signature_list")
           + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token_ + "\r\n" + std::string(more)
           + "\r\n";
  }

  /// Looks at something in the thread of the mock.
  template <class function>
  auto inside(function look) {
    std::promise<decltype(look(play_, seen_))> promise;
    boost::asio::post(loop_, [&] { promise.set_value(look(play_, seen_)); });
    return promise.get_future().get();
  }

private:
  playground play_;
  traffic seen_;
  stopwatch clock_;
  std::optional<tls_identity> identity_;
  boost::asio::io_context loop_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{loop_.get_executor()};
  listener http_;
  listener https_;
  std::string token_;
  std::thread thread_;
};

std::string ann_fault(std::string_view kind) {
  return scenario_text("", "", "\"fault\":\"" + std::string(kind) + "\"");
}

std::int64_t last_status(running_mock& mock) {
  return mock.inside([](playground& play, traffic&) { return play.lines().back().at("status").as_int64(); });
}

std::size_t count_lines(running_mock& mock) {
  return mock.inside([](playground& play, traffic&) { return play.lines().size(); });
}

} // namespace

TEST(server, answers_many_requests_on_one_connection) {
  running_mock mock;
  socket_client client(mock.http());
  for (int i = 0; i < 3; ++i) {
    client.send(mock.read_request());
    EXPECT_TRUE(client.read_answer().starts_with("HTTP/1.1 200 OK\r\n"));
  }
  EXPECT_EQ(mock.inside([](playground&, traffic& seen) { return seen.connections; }), 1u);
}

TEST(server, answers_pipelined_requests_in_order) {
  running_mock mock;
  socket_client client(mock.http());
  client.send(mock.read_request() + "GET /outlook/healthz HTTP/1.1\r\nHost: x\r\n\r\n" + mock.read_request());
  EXPECT_NE(client.read_answer().find("roaming_signature_list"), std::string::npos);
  EXPECT_TRUE(client.read_answer().ends_with("ok"));
  EXPECT_NE(client.read_answer().find("roaming_signature_list"), std::string::npos);
}

TEST(server, closes_when_the_client_wants_it) {
  running_mock mock;
  socket_client client(mock.http());
  client.send(mock.read_request("Connection: close\r\n"));
  auto all = client.read_all();
  EXPECT_NE(all.find("\r\nConnection: close\r\n"), std::string::npos);
  EXPECT_TRUE(all.ends_with("]"));
}

TEST(server, garbage_is_400_and_the_end) {
  running_mock mock;
  socket_client client(mock.http());
  client.send("\x01\x02\x03\r\n\r\n");
  EXPECT_TRUE(client.read_all().starts_with("HTTP/1.1 400 "));
}

TEST(server, speaks_tls_with_its_own_authority_and_resumes_sessions) {
  running_mock mock;
  tls_client first(mock.https(), mock.authority());
  ASSERT_TRUE(first.connected()) << first.complaint();
  first.send(mock.read_request());
  EXPECT_TRUE(first.read_answer().starts_with("HTTP/1.1 200 OK\r\n"));
  tls_client second(mock.https(), mock.authority(), &first);
  ASSERT_TRUE(second.connected()) << second.complaint();
  second.send(mock.read_request());
  EXPECT_TRUE(second.read_answer().starts_with("HTTP/1.1 200 OK\r\n"));
  auto [handshakes, resumed] = mock.inside(
      [](playground&, traffic& seen) { return std::pair(seen.tls_handshakes, seen.tls_resumptions); });
  EXPECT_EQ(handshakes, 2u);
  EXPECT_EQ(resumed, 1u);
}

TEST(server, foreign_authority_is_not_trusted) {
  running_mock mock;
  auto other = make_tls_identity();
  tls_client client(mock.https(), other->authority_pem);
  EXPECT_FALSE(client.connected());
}

TEST(server, reset_before_gives_not_a_byte) {
  running_mock mock(ann_fault("reset_before"));
  socket_client client(mock.http());
  client.send(mock.read_request());
  EXPECT_EQ(client.read_all(), "");
  EXPECT_TRUE(client.was_reset());
  EXPECT_EQ(last_status(mock), 0);
}

TEST(server, reset_mid_cuts_inside_the_body) {
  running_mock mock(ann_fault("reset_mid"));
  socket_client client(mock.http());
  client.send(mock.read_request());
  auto part = client.read_all();
  EXPECT_TRUE(part.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_NE(part.find("\r\n\r\n[{"), std::string::npos);
  EXPECT_FALSE(part.ends_with("]"));
  EXPECT_EQ(last_status(mock), 0);
}

TEST(server, trickle_delivers_everything_in_small_pieces) {
  running_mock mock(scenario_text("", "", R"("fault":"trickle")"));
  socket_client client(mock.http());
  client.send(mock.read_request());
  auto answer = client.read_answer();
  EXPECT_TRUE(answer.ends_with("]"));
  EXPECT_GT(client.pieces(), 10u);
}

TEST(server, endless_body_does_not_end) {
  running_mock mock(ann_fault("endless"));
  socket_client client(mock.http());
  client.send(mock.read_request());
  EXPECT_EQ(client.read_bytes(300'000).size(), 300'000u);
}

TEST(server, client_that_goes_away_in_a_hang_is_booked_with_status_0) {
  running_mock mock(ann_fault("hang"));
  auto before = count_lines(mock);
  {
    socket_client client(mock.http());
    client.send(mock.read_request());
    while (mock.inside([](playground& play, traffic&) {
      return play.mock.state().find_tenant("t1.example")->box("ann@t1.example")->in_flight;
    }) == 0)
      std::this_thread::yield();
    EXPECT_EQ(count_lines(mock), before) << "not ended yet";
  }
  while (count_lines(mock) == before)
    std::this_thread::yield();
  EXPECT_EQ(last_status(mock), 0);
}

TEST(server, client_that_goes_away_in_the_latency_is_booked_with_status_0) {
  running_mock mock(scenario_text(R"("latency":{"median_ms":3600000,"sigma":0})"));
  auto before = count_lines(mock);
  {
    socket_client client(mock.http());
    client.send(mock.read_request());
  }
  while (count_lines(mock) == before)
    std::this_thread::yield();
  EXPECT_EQ(last_status(mock), 0);
}

TEST(server, port_in_use_is_a_failure) {
  running_mock mock;
  boost::asio::io_context loop;
  playground play;
  traffic seen;
  stopwatch clock;
  listener second(loop, mock.http(), {play.mock, seen, clock, nullptr});
  EXPECT_TRUE(second.failed());
}

} // namespace mock_exchange
