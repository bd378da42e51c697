#include "bench/mock_exchange/ows/read.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/owa/fault_body.hpp"
#include "bench/mock_exchange/ows/names.hpp"

#include <boost/json/string.hpp>

namespace mock_exchange {

namespace {

/// Roaming_New_Signature out of roaming_new_signature.
std::string capitalised(std::string_view name) {
  std::string out(name);
  auto start = true;
  for (auto& c : out) {
    if (start && c >= 'a' && c <= 'z')
      c = static_cast<char>(c - ('a' - 'A'));
    start = c == '_';
  }
  return out;
}

/// Writes setting entries of one mailbox as JSON.
class entry_writer {
public:
  entry_writer(world& w, const call& c)
      : world_(w), call_(c), body_(c.home->rules.values_in_object ? "{\"value\":[" : "[") {}

  /// Adds an entry of the kind that list and defaults are.
  void add_small(std::string_view name, std::string_view value, std::string_view type, std::int64_t ticks) {
    auto shown = call_.home->rules.capitalised_names ? capitalised(name) : std::string(name);
    open(shown, value, type, ticks, name);
    append_text_field(body_, "parentSetting", "");
    body_ += '}';
  }

  /// Adds one format of a signature.
  void add_large(std::string_view name, std::string_view key, const stored_value& held) {
    open(name, held.value, "Blob", held.server_ticks, key);
    append_text_field(body_, "parentSetting", list_setting);
    append_text_field(body_, "nameBase64Encoded", base64(name));
    body_ += '}';
  }

  std::string take() {
    body_ += call_.home->rules.values_in_object ? "]}" : "]";
    return std::move(body_);
  }

private:
  void open(std::string_view name, std::string_view value, std::string_view type, std::int64_t ticks,
            std::string_view key) {
    if (body_.back() != '[')
      body_ += ',';
    body_ += '{';
    append_text_field(body_, "name", name);
    append_text_field(body_, "value", value);
    append_text_field(body_, "type", type);
    append_text_field(body_, "source", "UserOverride");
    append_text_field(body_, "scope", call_.box->address());
    append_text_field(body_, "metadata", "encoding:utf-8");
    append_raw_field(body_, "Timestamp", std::to_string(ticks != 0 ? ticks : dotnet_ticks(world_.wall({}))));
    append_text_field(body_, "itemClass", "RoamingSetting");
    auto seed = text_seed(call_.box->address()) ^ text_seed(name) ^ mixed(text_seed(key));
    append_text_field(body_, "id", random_row(seed).opaque(24));
    append_text_field(body_, "secondaryKey", key);
  }

  world& world_;
  const call& call_;
  std::string body_;
};

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : ",") + name;
  return out;
}

void add_default(entry_writer& out, std::string_view name, const std::optional<stored_value>& held) {
  if (held)
    out.add_small(name, held->value, "String", held->server_ticks);
}

void add_classic(entry_writer& out, std::string_view name, const call& c, std::string_view option) {
  const auto* held = c.box->classic.if_contains(option);
  if (const auto* text = held ? held->if_string() : nullptr)
    out.add_small(name, {text->data(), text->size()}, "String", 0);
}

/// Adds the small setting of that name if it is set. False if there is no small setting of that name.
bool add_small_setting(entry_writer& out, const call& c, std::string_view name) {
  const auto& box = *c.box;
  if (same_text(name, list_setting)) {
    if (box.list_stamp)
      out.add_small(list_setting, joined(box.list), "BlobArray", box.list_stamp->server_ticks);
  } else if (same_text(name, new_setting)) {
    add_default(out, new_setting, box.default_new);
  } else if (same_text(name, reply_setting)) {
    add_default(out, reply_setting, box.default_reply);
  } else if (same_text(name, classic_html_setting)) {
    add_classic(out, classic_html_setting, c, "SignatureHtml");
  } else if (same_text(name, classic_text_setting)) {
    add_classic(out, classic_text_setting, c, "SignatureText");
  } else {
    return false;
  }
  return true;
}

void add_content(entry_writer& out, const call& c, std::string_view name) {
  auto* held = c.box->find(name);
  if (!held)
    return;
  for (std::string_view key : {"htm", "txt", "rtf"})
    if (const auto& value = *held->format(key))
      out.add_large(held->name, key, *value);
}

} // namespace

response read_settings_entries(world& w, call& c) {
  auto asked = c.url.query.get("settingname");
  if (asked.empty())
    return ows_error(400, "BadRequest", "The query parameter settingname is missing.");
  entry_writer out(w, c);
  if (same_text(c.at(c.segments() - 1), "global"))
    return json_answer(200, out.take()); // nobody has shown what lies there
  for (auto name : split(asked, ',')) {
    if (c.entry.kind == call_kind::content)
      add_content(out, c, name);
    else if (!add_small_setting(out, c, name))
      return ows_error(404, "ResourceNotFound",
                       "There is no such setting; content needs x-islargesetting: true.");
  }
  return json_answer(200, out.take());
}

} // namespace mock_exchange
