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

using easy_handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

easy_handle new_handle() {
  easy_handle out{curl_easy_init(), &curl_easy_cleanup};
  if (!out)
    throw std::runtime_error("libcurl cannot be used");
  return out;
}

std::string perform(CURL* curl, const std::string& url) {
  std::string body;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
  curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  if (const auto failure = curl_easy_perform(curl); failure != CURLE_OK)
    throw std::runtime_error(url + ": " + curl_easy_strerror(failure));
  return body;
}

std::string url_of(std::uint16_t port, const std::string& path) {
  return "http://127.0.0.1:" + std::to_string(port) + path;
}

} // namespace

std::string http_get(std::uint16_t port, const std::string& path) {
  const auto curl = new_handle();
  return perform(curl.get(), url_of(port, path));
}

std::string http_post(std::uint16_t port, const std::string& path, const std::string& type,
                      const std::string& body) {
  const auto curl = new_handle();
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> fields{
      curl_slist_append(nullptr, ("Content-Type: " + type).c_str()), &curl_slist_free_all};
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, fields.get());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
  return perform(curl.get(), url_of(port, path));
}

} // namespace roamsync::demo
