#include "protocols/net/tls/session_cache.hpp"

#include <utility>

namespace roamsync::net {

void session_cache::put(const std::string& server, const SSL_SESSION* session) {
  session_ptr copy{SSL_SESSION_dup(session)};
  if (!copy)
    return;
  if (sessions_.size() >= servers_max && !sessions_.contains(server))
    sessions_.erase(sessions_.begin());
  sessions_[server] = std::move(copy);
}

session_ptr session_cache::find(const std::string& server) const {
  auto it = sessions_.find(server);
  return session_ptr{it == sessions_.end() ? nullptr : SSL_SESSION_dup(it->second.get())};
}

} // namespace roamsync::net
