#include "protocols/net/tls/session_cache.hpp"

#include <utility>

namespace roamsync::net {

void session_cache::put(const std::string& server, session_ptr session) {
  if (sessions_.size() >= servers_max && !sessions_.contains(server))
    sessions_.erase(sessions_.begin());
  sessions_[server] = std::move(session);
}

SSL_SESSION* session_cache::find(const std::string& server) const {
  auto it = sessions_.find(server);
  if (it == sessions_.end() || SSL_SESSION_is_resumable(it->second.get()) == 0)
    return nullptr;
  return it->second.get();
}

} // namespace roamsync::net
