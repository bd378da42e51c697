#include "protocols/net/server/local_listener.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace roamsync::net {

namespace {

using local = boost::asio::local::stream_protocol;
using boost::system::error_code;

constexpr mode_t only_owner = 0600;

bool is_socket(const std::string& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0 && S_ISSOCK(found.st_mode);
}

ino_t inode_of(const std::string& path) {
  struct stat found {};
  return ::lstat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

error cannot_listen(const std::string& path, const std::string& why) {
  return {"the socket " + path + " cannot be opened: " + why};
}

} // namespace

status local_listener::listen(const std::string& path) {
  if (path.size() >= sizeof(sockaddr_un::sun_path))
    return cannot_listen(path, "its path has more than " + std::to_string(sizeof(sockaddr_un::sun_path) - 1)
                                   + " bytes; name a shorter one");
  const local::endpoint at{path};
  error_code ec;
  if (is_socket(path)) {
    local::socket probe{acceptor_.get_executor()};
    probe.connect(at, ec);
    if (!ec)
      return cannot_listen(path, "another process listens there");
    if (ec != boost::asio::error::connection_refused)
      return cannot_listen(path, ec.message());
    ::unlink(path.c_str());
  }
  acceptor_.open(local(), ec);
  // Before it is bound: the file has these bits from its first moment on.
  if (!ec && ::fchmod(acceptor_.native_handle(), only_owner) != 0)
    ec = error_code{errno, boost::system::system_category()};
  if (!ec)
    acceptor_.bind(at, ec);
  if (!ec) {
    path_ = path;
    inode_ = inode_of(path);
    acceptor_.listen(boost::asio::socket_base::max_listen_connections, ec);
  }
  if (!ec)
    return success();
  close();
  return cannot_listen(path, ec.message());
}

void local_listener::close() {
  error_code ignored;
  acceptor_.close(ignored);
  if (!path_.empty() && inode_of(path_) == inode_)
    ::unlink(path_.c_str());
  path_.clear();
}

std::optional<std::uint32_t> user_of(local::socket& socket) {
  ucred who{};
  socklen_t size = sizeof who;
  if (!socket.is_open() || ::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &who, &size) != 0)
    return std::nullopt;
  return who.uid;
}

} // namespace roamsync::net
