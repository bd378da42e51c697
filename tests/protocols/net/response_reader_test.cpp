#include "protocols/net/http/response_reader.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

using roamsync::net::read_limits;
using roamsync::net::response_reader;
using roamsync::wire::transport_error;
using state = response_reader::state;

namespace {

/// All that a reader says about some bytes.
struct reading {
  transport_error error = transport_error::none;
  int status = 0;
  std::string body;
  std::size_t fields = 0;
  bool reusable = false;

  friend bool operator==(const reading&, const reading&) = default;
};

void PrintTo(const reading& x, std::ostream* os) {
  *os << to_string(x.error) << ", status " << x.status << ", body '" << x.body << "', " << x.fields
      << " fields, " << (x.reusable ? "reusable" : "not reusable");
}

/// Reads the pieces, then the end of the stream if the response is not whole by then.
reading read(const std::vector<std::string_view>& pieces, bool head = false, const read_limits& limits = {}) {
  response_reader reader{limits, head};
  auto now = state::more;
  bool surplus = false;
  for (auto piece : pieces) {
    surplus = surplus || (now == state::done && !piece.empty());
    if (now == state::more)
      now = reader.feed(piece);
  }
  if (now == state::more)
    now = reader.finish();
  if (now == state::failed)
    return {.error = reader.error()};
  auto reusable = reader.reusable() && !surplus;
  auto response = reader.take();
  return {transport_error::none, response.status, response.body, response.fields.size(), reusable};
}

struct sample {
  const char* name;
  std::string bytes;
  reading expected;
  bool head = false;
};

const std::vector<sample>& samples() {
  using enum transport_error;
  static const std::vector<sample> all{
      {"length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", {none, 200, "hello", 1, true}},
      {"no reason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", {none, 200, "", 1, true}},
      {"chunked",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=\"y\"\r\n world\r\n0\r\n\r\n",
       {none, 200, "hello world", 1, true}},
      {"chunked and empty",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       {none, 200, "", 1, true}},
      {"trailer is dropped",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\na\r\n0\r\nX-Late: 1\r\n\r\n",
       {none, 200, "a", 1, true}},
      {"until the end", "HTTP/1.1 200 OK\r\nA: b\r\n\r\nto the end", {none, 200, "to the end", 1, false}},
      {"asks to close",
       "HTTP/1.1 429 Slow\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno",
       {none, 429, "no", 2, false}},
      {"old version", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", {none, 200, "ok", 1, false}},
      {"old version kept",
       "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok",
       {none, 200, "ok", 2, true}},
      {"no content", "HTTP/1.1 204 No Content\r\n\r\n", {none, 204, "", 0, true}},
      {"not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", {none, 304, "", 1, true}},
      {"to HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", {none, 200, "", 1, true}, true},
      {"interim first",
       "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n"
       "Content-Length: 1\r\n\r\nx",
       {none, 200, "x", 1, true}},
      {"garbage behind",
       "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1",
       {none, 200, "ok", 1, false}},
      {"same length twice",
       "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
       {none, 200, "x", 2, true}},
  };
  return all;
}

} // namespace

TEST(response_reader, every_split_in_two_reads_the_same) {
  for (const auto& x : samples()) {
    std::string_view bytes = x.bytes;
    for (std::size_t at = 0; at <= bytes.size(); ++at)
      EXPECT_EQ(read({bytes.substr(0, at), bytes.substr(at)}, x.head), x.expected) << x.name << " at " << at;
  }
}

TEST(response_reader, byte_by_byte_reads_the_same) {
  for (const auto& x : samples()) {
    std::vector<std::string_view> pieces;
    for (std::size_t i = 0; i < x.bytes.size(); ++i)
      pieces.push_back(std::string_view{x.bytes}.substr(i, 1));
    EXPECT_EQ(read(pieces, x.head), x.expected) << x.name;
  }
}

TEST(response_reader, cut_anywhere_is_closed) {
  for (const auto& x : samples()) {
    // Those are whole before their last byte, or have no end of their own.
    if (x.name == std::string_view{"until the end"} || x.name == std::string_view{"garbage behind"})
      continue;
    for (std::size_t size = 0; size < x.bytes.size(); ++size)
      EXPECT_EQ(read({std::string_view{x.bytes}.substr(0, size)}, x.head).error, transport_error::closed)
          << x.name << " cut at " << size;
  }
}

TEST(response_reader, what_is_not_http_is_malformed) {
  const std::vector<std::string> all{
      "SSH-2.0-OpenSSH_9.2\r\n\r\n",
      "HTTP/2.0 200 OK\r\n\r\n",
      "HTTP/1.1 20 OK\r\n\r\n",
      "HTTP/1.1 OK 200\r\n\r\n",
      "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
      "HTTP/1.1 200 OK\r\nbad name : x\r\n\r\n",
      "HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nxxx",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\na\r\n0\r\n\r\n",
      "HTTP/1.1 101 Switching Protocols\r\n\r\n",
  };
  for (const auto& bytes : all)
    EXPECT_EQ(read({bytes}).error, transport_error::malformed) << bytes;
}

TEST(response_reader, limits_hold_exactly) {
  const read_limits limits{
      .header_bytes_max = 1024, .header_count_max = 3, .body_bytes_max = 10, .interim_max = 1};
  auto error = [&](const std::string& bytes) { return read({bytes}, false, limits).error; };
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const std::string one = "A: b\r\n";
  EXPECT_EQ(error(ok + one + one + "Content-Length: 10\r\n\r\n0123456789"), transport_error::none);
  EXPECT_EQ(error(ok + one + one + one + one + "\r\n"), transport_error::too_large) << "fields";
  EXPECT_EQ(error(ok + "Content-Length: 11\r\n\r\n0123456789a"), transport_error::too_large) << "length";
  EXPECT_EQ(error(ok + "\r\n0123456789a"), transport_error::too_large) << "until the end";
  const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(error(chunked + "6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n"), transport_error::none);
  EXPECT_EQ(error(chunked + "6\r\n012345\r\n5\r\n6789a\r\n0\r\n\r\n"), transport_error::too_large)
      << "chunks";
  EXPECT_EQ(error(chunked + "7fffffffffffffff\r\n"), transport_error::too_large) << "a huge chunk";
  EXPECT_EQ(error(chunked + "1;" + std::string(2000, 'x')), transport_error::too_large) << "a chunk header";
  EXPECT_EQ(error(chunked + "0\r\nX: " + std::string(2000, 'x')), transport_error::too_large) << "a trailer";
  const std::string interim = "HTTP/1.1 100 Continue\r\n\r\n";
  EXPECT_EQ(error(interim + ok + "Content-Length: 0\r\n\r\n"), transport_error::none);
  EXPECT_EQ(error(interim + interim + ok + "Content-Length: 0\r\n\r\n"), transport_error::malformed);
}

TEST(response_reader, header_limit_counts_the_sum_of_all_pieces) {
  const read_limits limits{.header_bytes_max = 1024, .header_count_max = 10'000};
  response_reader reader{limits, false};
  // Cut like this, each field is parsed and forgotten before the next one comes.
  ASSERT_EQ(reader.feed("HTTP/1.1 200 OK\r\n"), state::more);
  ASSERT_EQ(reader.feed("A"), state::more);
  std::size_t fed = 0;
  while (reader.feed(": 0123456789\r\nA") == state::more) {
    fed += 15;
    ASSERT_LT(fed, 2048u) << "a header without end was read on and on";
  }
  EXPECT_EQ(reader.error(), transport_error::too_large);
}

TEST(response_reader, a_length_alone_takes_no_memory) {
  const read_limits limits{.body_bytes_max = 1 << 30};
  response_reader reader{limits, false};
  ASSERT_EQ(reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nx"), state::more);
  EXPECT_LE(reader.take().body.capacity(), 1u << 20);
}

TEST(response_reader, mangled_bytes_end_in_one_of_the_known_ways) {
  const read_limits limits{
      .header_bytes_max = 1024, .header_count_max = 10, .body_bytes_max = 100, .interim_max = 2};
  for (unsigned seed = 0; seed < 5000; ++seed) {
    std::mt19937 random{seed};
    auto below = [&](std::size_t n) { return random() % n; };
    auto bytes = samples()[below(samples().size())].bytes;
    for (auto changes = 1 + below(4); changes > 0; --changes)
      switch (below(3)) {
      case 0:
        bytes[below(bytes.size())] = static_cast<char>(random());
        break;
      case 1:
        bytes.insert(below(bytes.size()), bytes.substr(below(bytes.size()), below(20)));
        break;
      default:
        bytes.erase(below(bytes.size() - 1), 1);
      }
    std::vector<std::string_view> pieces;
    for (std::string_view rest = bytes; !rest.empty();) {
      auto size = std::min(rest.size(), 1 + below(9));
      pieces.push_back(rest.substr(0, size));
      rest.remove_prefix(size);
    }
    auto split = read(pieces, false, limits);
    auto whole = read({bytes}, false, limits);
    // Of two faults the one that is noticed first is reported, and that may depend on the split.
    ASSERT_EQ(split.error == transport_error::none, whole.error == transport_error::none)
        << "seed " << seed << ": " << bytes;
    if (whole.error == transport_error::none) {
      ASSERT_EQ(split, whole) << "seed " << seed << ": " << bytes;
    }
    EXPECT_LE(split.body.size(), limits.body_bytes_max);
  }
}
