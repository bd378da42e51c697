#include "bench/mock_exchange/ledger/ledger.hpp"

#include "bench/mock_exchange/base/json_text.hpp"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace mock_exchange {

namespace {

constexpr std::size_t buffer_bytes_max = 256 * 1024;

} // namespace

ledger::ledger(const std::string& path)
    : file_(path.empty() ? memfd_create("mock-exchange-ledger", MFD_CLOEXEC)
                         : open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)),
      failed_(file_ < 0) {}

ledger::~ledger() {
  flush();
  if (file_ >= 0)
    close(file_);
}

void ledger::write(const record& entry, instant ended) {
  counts_.count(entry);
  append_line(buffer_, entry, ended);
  keep_line();
}

void ledger::mark(std::string_view label, instant now) {
  char time[32];
  std::snprintf(time, sizeof time, "%.6f", seconds_of(now));
  buffer_ += "{\"t\":";
  buffer_ += time;
  append_text_field(buffer_, "mark", label);
  buffer_ += "}\n";
  keep_line();
}

void ledger::keep_line() {
  ends_.push_back(flushed_ + buffer_.size());
  if (buffer_.size() >= buffer_bytes_max)
    flush();
}

void ledger::flush() {
  std::size_t done = 0;
  while (done < buffer_.size() && !failed_) {
    auto wrote =
        pwrite(file_, buffer_.data() + done, buffer_.size() - done, static_cast<off_t>(flushed_ + done));
    if (wrote <= 0)
      failed_ = true;
    else
      done += static_cast<std::size_t>(wrote);
  }
  flushed_ += buffer_.size();
  buffer_.clear();
}

std::string ledger::read(std::uint64_t from, std::uint64_t lines_max) {
  flush();
  from = std::min<std::uint64_t>(from, ends_.size());
  auto until = from + std::min<std::uint64_t>(lines_max, ends_.size() - from);
  auto begin = from == 0 ? 0 : ends_[from - 1];
  auto end = until == 0 ? 0 : ends_[until - 1];
  std::string out(end > begin ? end - begin : 0, '\0');
  std::size_t got = 0;
  while (got < out.size()) {
    auto part = pread(file_, out.data() + got, out.size() - got, static_cast<off_t>(begin + got));
    if (part <= 0)
      break;
    got += static_cast<std::size_t>(part);
  }
  out.resize(got);
  return out;
}

void ledger::reset() {
  buffer_.clear();
  ends_.clear();
  flushed_ = 0;
  counts_.clear();
  if (file_ >= 0 && ftruncate(file_, 0) != 0)
    failed_ = true;
}

} // namespace mock_exchange
