#include "actors/app/logging.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <unistd.h>

namespace roamsync::app {

namespace {

/// %* in a pattern: the message as a JSON string.
class json_message final : public spdlog::custom_flag_formatter {
public:
  void format(const spdlog::details::log_msg& msg, const std::tm&, spdlog::memory_buf_t& out) override {
    auto text =
        boost::json::serialize(boost::json::string{std::string_view{msg.payload.data(), msg.payload.size()}});
    out.append(text.data(), text.data() + text.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<json_message>();
  }
};

spdlog::level::level_enum level_of(log_level x) {
  switch (x) {
  case log_level::trace:
    return spdlog::level::trace;
  case log_level::debug:
    return spdlog::level::debug;
  case log_level::info:
    return spdlog::level::info;
  case log_level::warn:
    return spdlog::level::warn;
  case log_level::error:
    break;
  }
  return spdlog::level::err;
}

} // namespace

status set_up_logging(const log_config& x, bool quiet) {
  std::shared_ptr<spdlog::sinks::sink> sink;
  if (x.file.empty())
    sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  else
    try {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(x.file);
    } catch (const spdlog::spdlog_ex& why) {
      return error{"log.file cannot be used: " + std::string{why.what()}
                   + ". Name a file that this user may write; empty: the log goes to standard error"};
    }
  auto logger = std::make_shared<spdlog::logger>("roamsync", std::move(sink));
  auto format = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  format->add_flag<json_message>('*');
  format->set_pattern(x.format == log_format::json
                          ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%*})"
                          : "%Y-%m-%dT%H:%M:%S.%eZ %-8l %v");
  logger->set_formatter(std::move(format));
  logger->set_level(quiet && x.file.empty() && isatty(STDERR_FILENO) ? spdlog::level::critical
                                                                     : level_of(x.level));
  logger->flush_on(spdlog::level::warn);
  spdlog::set_default_logger(std::move(logger));
  spdlog::flush_every(std::chrono::seconds{1});
  return success();
}

} // namespace roamsync::app
