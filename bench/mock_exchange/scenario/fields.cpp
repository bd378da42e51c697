#include "bench/mock_exchange/scenario/fields.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace mock_exchange {

namespace json = boost::json;

namespace {

std::string_view as_view(const json::string& text) {
  return {text.data(), text.size()};
}

} // namespace

void problem::note(std::string_view path, std::string_view what) {
  if (text.empty())
    text = std::string(path.empty() ? "(top)" : path) + ' ' + std::string(what);
}

fields::fields(const json::value& from, std::string path, problem& wrong)
    : object_(from.if_object()), path_(std::move(path)), wrong_(&wrong) {
  if (!object_)
    wrong_->note(path_, "must be an object.");
}

std::string fields::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + '.' + std::string(name);
}

const json::value* fields::any(std::string_view name) {
  known(name);
  if (!object_)
    return nullptr;
  const auto* found = object_->if_contains(name);
  return found && !found->is_null() ? found : nullptr;
}

void fields::text(std::string_view name, std::string& out) {
  const auto* found = any(name);
  if (!found)
    return;
  if (const auto* read = found->if_string())
    out = as_view(*read);
  else
    wrong_->note(path_of(name), "must be a text.");
}

void fields::needed_text(std::string_view name, std::string& out) {
  text(name, out);
  if (out.empty())
    wrong_->note(path_of(name), "is missing: a text that is not empty is needed.");
}

void fields::flag(std::string_view name, bool& out) {
  const auto* found = any(name);
  if (!found)
    return;
  if (found->is_bool())
    out = found->get_bool();
  else
    wrong_->note(path_of(name), "must be true or false.");
}

void fields::real(std::string_view name, double& out, double lowest, double highest) {
  const auto* found = any(name);
  if (!found)
    return;
  json::error_code error;
  auto read = found->to_number<double>(error);
  if (error || read < lowest || read > highest)
    wrong_->note(path_of(name),
                 "must be a number from " + std::to_string(lowest) + " to " + std::to_string(highest) + '.');
  else
    out = read;
}

std::optional<std::uint64_t> fields::whole_number(std::string_view name, std::uint64_t lowest,
                                                  std::uint64_t highest) {
  const auto* found = any(name);
  if (!found)
    return std::nullopt;
  json::error_code error;
  auto read = found->to_number<std::uint64_t>(error);
  if (error || read < lowest || read > highest) {
    wrong_->note(path_of(name), "must be a whole number from " + std::to_string(lowest) + " to "
                                    + std::to_string(highest) + '.');
    return std::nullopt;
  }
  return read;
}

const json::array* fields::array(std::string_view name) {
  const auto* found = any(name);
  if (!found)
    return nullptr;
  if (!found->is_array())
    wrong_->note(path_of(name), "must be a list.");
  return found->if_array();
}

void fields::texts(std::string_view name, std::vector<std::string>& out) {
  out.clear();
  list(name, [&](const json::value& element, const std::string& path) {
    if (const auto* read = element.if_string())
      out.emplace_back(as_view(*read));
    else
      wrong_->note(path, "must be a text.");
  });
}

void fields::done() {
  if (!object_)
    return;
  for (const auto& member : *object_) {
    std::string_view name{member.key().data(), member.key().size()};
    if (std::ranges::find(asked_, name) == asked_.end())
      wrong_->note(path_of(name), "is not a known field.");
  }
}

} // namespace mock_exchange
