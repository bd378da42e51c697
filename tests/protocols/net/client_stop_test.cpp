#include "tests/protocols/net/client_fixture.hpp"
#include "tests/protocols/net/pki.hpp"

using namespace net_test;
using wire::transport_error;

TEST(client_stop, every_request_in_every_state_ends_once_as_aborted) {
  gate shaking, answering, trickling;
  // Shared with the lookup, which may go on after the client is gone.
  auto name_asked = std::make_shared<gate>();
  auto answer_name = std::make_shared<gate>();
  script_server shakes{[&](peer& x) {
    x.read_byte();
    shaking.open();
    x.read_all();
  }};
  script_server answers{[&](peer& x) {
    x.read_request();
    (x.number == 1 ? answering : trickling).open();
    if (x.number > 1)
      x.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    x.read_all();
  }};
  client_options options;
  options.connections_max = 5;
  options.idle_connections_max = 5;
  options.lookup = [name_asked, answer_name](const std::string& host) {
    name_asked->open();
    answer_name->wait();
    return to_loopback(host);
  };
  recorder net{options};
  auto named = get(80);
  named.to.host = "some.example";

  struct expected {
    std::uint64_t id;
    bool sent;
  };
  std::vector<expected> all;
  all.push_back({net.send(get(answers.port())), true}); // waits for the answer
  answering.wait();
  all.push_back({net.send(get(answers.port())), true}); // has half of it
  trickling.wait();
  all.push_back({net.send(named), false}); // resolves
  name_asked->wait();
  all.push_back({net.send(get_tls(shakes.port(), "/", "127.0.0.1")), false}); // shakes hands
  shaking.wait();
  all.push_back({net.send(post(answers.port(), std::string(50'000'000, 'x'))), true}); // is half sent
  for (int i = 0; i < 10; ++i)
    all.push_back({net.send(get(answers.port())), false}); // wait for a connection
  until([&] { return net.client().stats().waiting == 10 && answers.accepted() == 3; });

  net.client().stop();
  EXPECT_EQ(net.order().size(), all.size()) << "all of them by the time stop() returns";
  for (const auto& x : all) {
    auto done = net.wait(x.id).result;
    EXPECT_EQ(done.error, transport_error::aborted) << x.id;
    EXPECT_EQ(done.request_sent, x.sent) << x.id;
  }
  EXPECT_EQ(net.repeats(), 0u);
  EXPECT_EQ(net.client().stats().open, 0u);
  EXPECT_EQ(net.client().stats().in_flight, 0u);
  answer_name->open();
}

TEST(client_stop, nothing_is_taken_after_it) {
  recorder net;
  net.client().stop();
  EXPECT_FALSE(net.client().submit(1, get(80), 1s));
  net.client().stop();
  EXPECT_TRUE(net.order().empty());
}

TEST(client_stop, submits_racing_with_it_end_exactly_as_they_were_told) {
  script_server server{echo_target};
  for (int round = 0; round < 20; ++round) {
    std::mutex mutex;
    std::vector<std::uint64_t> done;
    client_options options;
    options.connections_max = options.idle_connections_max = 8;
    auto client = http_client::create(options, [&](std::vector<completion> all) {
      std::lock_guard lock{mutex};
      for (const auto& x : all)
        done.push_back(x.id);
    });
    std::atomic<std::uint64_t> ids = 0;
    std::atomic<std::size_t> taken = 0;
    gate some;
    auto submit = [&] {
      for (int i = 0; i < 500 && (*client)->submit(++ids, get(server.port()), 20s); ++i)
        if (++taken == 20)
          some.open();
    };
    std::thread one{submit}, two{submit};
    some.wait();
    (*client)->stop();
    one.join();
    two.join();
    std::sort(done.begin(), done.end());
    EXPECT_EQ(std::unique(done.begin(), done.end()), done.end());
    EXPECT_EQ(done.size(), taken);
  }
}

TEST(client_stop, the_sink_may_submit) {
  script_server server{echo_target};
  gate enough;
  std::atomic<int> count = 0;
  http_client* client = nullptr;
  auto made = http_client::create({}, [&](std::vector<completion> all) {
    for (const auto& x : all) {
      if (++count == 10)
        enough.open();
      if (count < 10) {
        EXPECT_TRUE(client->submit(x.id + 1, get(server.port()), 20s));
      }
    }
  });
  client = made->get();
  ASSERT_TRUE(client->submit(1, get(server.port()), 20s));
  enough.wait();
  EXPECT_EQ(server.accepted(), 1u);
}
