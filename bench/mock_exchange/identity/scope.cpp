#include "bench/mock_exchange/identity/scope.hpp"

#include "bench/mock_exchange/base/text.hpp"

#include <array>
#include <optional>

namespace mock_exchange {

namespace {

/// The resources of the clouds (wire.md 1.3, 6.5).
constexpr std::array<std::pair<std::string_view, audience>, 9> resources{{
    {"https://outlook.office.com", audience::outlook},
    {"https://outlook.office365.com", audience::outlook},
    {"https://outlook.office365.us", audience::outlook},
    {"https://outlook-dod.office365.us", audience::outlook},
    {"00000002-0000-0ff1-ce00-000000000000", audience::outlook},
    {"https://graph.microsoft.com", audience::graph},
    {"https://graph.microsoft.us", audience::graph},
    {"https://dod-graph.microsoft.us", audience::graph},
    {"00000003-0000-0000-c000-000000000000", audience::graph},
}};

bool open_id_word(std::string_view word, asked_scope& out) {
  if (word == "openid")
    out.openid = true;
  else if (word == "offline_access")
    out.offline = true;
  return word == "openid" || word == "offline_access" || word == "profile" || word == "email";
}

} // namespace

const token_error* read_scope(std::string_view text, asked_scope& out) {
  out.text = text;
  if (text.empty())
    return &parameter_missing;
  for (auto word : split(text, ' ')) {
    if (word.empty() || open_id_word(word, out))
      continue;
    auto slash = word.rfind('/');
    auto resource = slash == std::string_view::npos ? "https://graph.microsoft.com" : word.substr(0, slash);
    std::optional<audience> service;
    for (const auto& [name, meant] : resources)
      if (name == resource)
        service = meant;
    if (!service)
      return &resource_unknown;
    if (!out.resource.empty() && out.resource != resource)
      return &scope_invalid; // one token, one resource
    out.resource = resource;
    out.service = *service;
  }
  if (out.resource.empty())
    out.resource = "https://graph.microsoft.com";
  return nullptr;
}

} // namespace mock_exchange
