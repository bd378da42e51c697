#include "protocols/net/http_server.hpp"
#include "protocols/net/local_call.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// The server on a Unix socket, and the call that asks it.
namespace roamsync::net {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

wire::http_response echo(const http_request_in& x) {
  return {200,
          {{"X-User", x.user ? std::to_string(*x.user) : "none"}},
          x.method + " " + x.target + " " + x.body + " " + x.peer};
}

class local_socket : public testing::Test {
protected:
  local_socket() {
    auto pattern = (fs::path{testing::TempDir()} / "sock-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~local_socket() override { fs::remove_all(folder_); }

  [[nodiscard]] std::string path() const { return (folder_ / "x.sock").string(); }
  [[nodiscard]] result<std::unique_ptr<http_server>> serve(std::size_t body_bytes_max = 1'000) const {
    server_options options;
    options.local_path = path();
    options.limits.body_bytes_max = body_bytes_max;
    return http_server::create(options, echo);
  }
  [[nodiscard]] result<std::optional<wire::http_response>> call(const std::string& body = "body") const {
    return local_call(path(), {.method = "POST", .target = "/a?b", .body = body}, duration{5'000});
  }
  /// A socket file that nobody listens on, as a killed process leaves it.
  void leave_stale() const {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    std::memcpy(at.sun_path, path().data(), path().size());
    ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
    ::close(fd);
  }

  fs::path folder_;
};

TEST_F(local_socket, answers_its_owner_and_knows_who_asks) {
  const auto server = serve();
  ASSERT_TRUE(server) << server.failure().message;
  struct stat found {};
  ASSERT_EQ(::stat(path().c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
  const auto answer = call();
  ASSERT_TRUE(answer) << answer.failure().message;
  ASSERT_TRUE(*answer);
  EXPECT_EQ((*answer)->body, "POST /a?b body ");
  EXPECT_EQ((*answer)->field("X-User"), std::to_string(::getuid()));
}

TEST_F(local_socket, takes_its_file_away_at_the_end) {
  {
    const auto server = serve();
    ASSERT_TRUE(fs::exists(path()));
  }
  EXPECT_FALSE(fs::exists(path()));
  const auto answer = call();
  ASSERT_TRUE(answer);
  EXPECT_FALSE(*answer) << "nobody listens";
}

TEST_F(local_socket, replaces_what_a_dead_process_left) {
  leave_stale();
  ASSERT_TRUE(fs::exists(path()));
  EXPECT_FALSE(*call());
  const auto server = serve();
  ASSERT_TRUE(server) << server.failure().message;
  EXPECT_TRUE(*call());
}

TEST_F(local_socket, of_a_living_process_is_never_replaced) {
  const auto first = serve();
  const auto second = serve();
  ASSERT_FALSE(second);
  EXPECT_THAT(second.failure().message, HasSubstr("another process listens there"));
  EXPECT_TRUE(*call()) << "the first one goes on";
}

TEST_F(local_socket, does_not_take_the_place_of_another_file) {
  std::ofstream{path()} << "precious";
  const auto server = serve();
  ASSERT_FALSE(server);
  EXPECT_THAT(server.failure().message, HasSubstr("cannot be opened"));
  std::string text;
  std::ifstream{path()} >> text;
  EXPECT_EQ(text, "precious");
}

TEST_F(local_socket, with_too_long_a_path_says_so) {
  server_options options;
  options.local_path = "/tmp/" + std::string(200, 'x');
  const auto server = http_server::create(options, echo);
  ASSERT_FALSE(server);
  EXPECT_THAT(server.failure().message, HasSubstr("107 bytes"));
  EXPECT_FALSE(*local_call(options.local_path, {.method = "GET", .target = "/"}, duration{100}));
}

TEST_F(local_socket, bounds_the_body) {
  const auto server = serve(1'000);
  const auto answer = call(std::string(2'000, 'x'));
  ASSERT_TRUE(answer) << answer.failure().message;
  EXPECT_EQ((*answer)->status, 413);
  EXPECT_EQ((*call(std::string(1'000, 'x')))->status, 200);
}

TEST_F(local_socket, that_does_not_answer_is_an_error_in_time) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un at{};
  at.sun_family = AF_UNIX;
  std::memcpy(at.sun_path, path().data(), path().size());
  ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
  ASSERT_EQ(::listen(fd, 4), 0);
  const auto answer = local_call(path(), {.method = "GET", .target = "/"}, duration{50});
  ::close(fd);
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.failure().message, HasSubstr("no answer"));
}

} // namespace
} // namespace roamsync::net
