#include "bench/demo/http_get.hpp"

#include <curl/curl.h>

#include <memory>
#include <stdexcept>

namespace roamsync::demo {
namespace {

std::size_t append(const char* data, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(data, size * count);
  return size * count;
}

} // namespace

std::string http_get(std::uint16_t port, const std::string& path) {
  const auto url = "http://127.0.0.1:" + std::to_string(port) + path;
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
  if (!curl)
    throw std::runtime_error("libcurl cannot be used");
  std::string body;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 60L);
  curl_easy_setopt(curl.get(), CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &append);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
  if (const auto failure = curl_easy_perform(curl.get()); failure != CURLE_OK)
    throw std::runtime_error(url + ": " + curl_easy_strerror(failure));
  return body;
}

} // namespace roamsync::demo
