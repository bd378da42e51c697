#include "protocols/db/master_key.hpp"

#include "protocols/db/aead.hpp"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace roamsync::db {

namespace {

constexpr std::size_t secret_bytes_max = 4'096;

struct file {
  explicit file(int number) : fd(number) {}
  file(const file&) = delete;
  file& operator=(const file&) = delete;
  ~file() {
    if (fd >= 0)
      ::close(fd);
  }
  int fd;
};

error system_problem(const std::string& path, const std::string& what) {
  return error{"The file " + path + " cannot be " + what + ": " + std::strerror(errno) + "."};
}

/// The whole file, if nobody else may read it.
result<secret> read_private_file(const std::string& path) {
  const file opened{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (opened.fd < 0)
    return system_problem(path, "read");
  struct stat facts {};
  if (::fstat(opened.fd, &facts) != 0)
    return system_problem(path, "read");
  if (!S_ISREG(facts.st_mode))
    return error{"The file " + path + " is not a regular file; a secret is only read from one."};
  if ((facts.st_mode & 077U) != 0)
    return error{"The file " + path
                 + " holds a secret, but others than its owner have access to it. Run: chmod 600 " + path};
  std::string bytes(secret_bytes_max + 1, '\0');
  const auto size = ::read(opened.fd, bytes.data(), bytes.size());
  if (size < 0)
    return system_problem(path, "read");
  secret content{std::string{bytes.data(), static_cast<std::size_t>(size)}};
  const secret wiped{std::move(bytes)};
  if (content.size() > secret_bytes_max)
    return error{"The file " + path + " is too large for a secret: at most 4096 bytes are read."};
  return content;
}

/// Without one line end at the end.
secret without_line_end(const secret& x) {
  auto text = x.reveal();
  if (text.ends_with('\n'))
    text.remove_suffix(1);
  if (text.ends_with('\r'))
    text.remove_suffix(1);
  return secret{std::string{text}};
}

std::optional<unsigned> digit(char c) {
  if (c >= '0' && c <= '9')
    return static_cast<unsigned>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'f')
    return static_cast<unsigned>(lower - 'a') + 10;
  return std::nullopt;
}

std::optional<secret> from_hex(std::string_view text) {
  std::string key;
  key.reserve(key_bytes);
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    const auto high = digit(text[i]);
    const auto low = digit(text[i + 1]);
    if (!high || !low)
      return std::nullopt;
    key += static_cast<char>(*high * 16 + *low);
  }
  return secret{std::move(key)};
}

std::optional<secret> from_base64(std::string_view text) {
  std::string key(key_bytes + 1, '\0'); // OpenSSL writes the padding as a zero byte
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(key.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (text.back() != '=' || text[text.size() - 2] == '=' || size != static_cast<int>(key.size()))
    return std::nullopt;
  key.pop_back();
  return secret{std::move(key)};
}

/// A key of 32 bytes as text: 64 hexadecimal digits, or 44 characters of base64.
std::optional<secret> key_from_text(std::string_view text) {
  if (text.size() == 64)
    return from_hex(text);
  if (text.size() == 44)
    return from_base64(text);
  return std::nullopt;
}

error no_key(const std::string& where) {
  return error{where
               + " does not hold a master key. Allowed: 32 bytes as 64 hexadecimal digits or as base64 (44 "
                 "characters), in a file also raw."};
}

} // namespace

status make_key_file(const std::string& path) {
  const auto key = random_key();
  if (!key)
    return error{"OpenSSL could not make a key. Check that the system's random source works."};
  const file made{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (made.fd < 0 && errno == EEXIST)
    return error{"The file " + path
                 + " exists already and is left as it is: without its key, what was sealed with it "
                   "is lost. Name a new file."};
  if (made.fd < 0)
    return system_problem(path, "made");
  std::array<unsigned char, 46> text{};
  const int size = EVP_EncodeBlock(text.data(), reinterpret_cast<const unsigned char*>(key->reveal().data()),
                                   static_cast<int>(key->size()));
  const secret line{std::string{reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(size)}
                    + "\n"};
  text.fill(0);
  if (::write(made.fd, line.reveal().data(), line.size()) != static_cast<ssize_t>(line.size())
      || ::fsync(made.fd) != 0) {
    auto why = system_problem(path, "written");
    ::unlink(path.c_str()); // no key, and it would be in the way of the next try
    return why;
  }
  return success();
}

result<secret> read_key_file(const std::string& path) {
  auto content = read_private_file(path);
  if (!content)
    return content;
  if (content->size() == key_bytes)
    return content;
  if (auto key = key_from_text(without_line_end(*content).reveal()))
    return std::move(*key);
  return no_key("The file " + path);
}

result<secret> read_key_variable(const std::string& name) {
  const char* text = std::getenv(name.c_str());
  if (!text)
    return error{"The environment variable " + name
                 + " is not set; it is to hold the master key. Set it, or name a "
                   "file in vault.key_file."};
  if (auto key = key_from_text(text))
    return std::move(*key);
  return no_key("The environment variable " + name);
}

result<secret> read_secret_file(const std::string& path) {
  auto content = read_private_file(path);
  if (!content)
    return content;
  const auto text = content->reveal();
  auto value = without_line_end(secret{std::string{text.substr(0, text.find('\n'))}});
  if (value.empty())
    return error{"The file " + path + " has no first line; it is to hold a secret."};
  for (const char c : value.reveal())
    if (static_cast<unsigned char>(c) < 0x20U)
      return error{"The secret in the file " + path
                   + " holds a control character. Write it as one line of text."};
  return value;
}

} // namespace roamsync::db
