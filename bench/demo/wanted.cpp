#include "bench/demo/wanted.hpp"

#include "bench/demo/mock_scenario.hpp"

namespace roamsync::demo {
namespace {

std::string escaped(const std::string& text) {
  std::string result;
  for (const auto c : text) {
    if (c == '&')
      result += "&amp;";
    else
      result += c;
  }
  return result;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

bool holds_wanted(const held_mailbox& mailbox, const person& who) {
  const auto full = mailbox.signatures.find(new_mail_signature);
  const auto brief = mailbox.signatures.find(reply_signature);
  if (full == mailbox.signatures.end() || brief == mailbox.signatures.end())
    return false;
  return contains(full->second.html, escaped(who.display_name))
         && contains(full->second.html, escaped(who.job_title)) && contains(full->second.html, who.phone)
         && contains(full->second.html, who.address) && contains(full->second.text, who.display_name)
         && contains(full->second.text, who.job_title) && contains(full->second.text, who.phone)
         && contains(full->second.text, who.address)
         && contains(brief->second.html, escaped(who.display_name))
         && contains(brief->second.text, who.display_name) && mailbox.default_new == new_mail_signature
         && mailbox.default_reply == reply_signature;
}

bool own_signature_is_intact(const held_mailbox& mailbox, const person& who) {
  const auto own = mailbox.signatures.find(own_signature_name);
  return own != mailbox.signatures.end() && own->second.html == own_signature_html(who);
}

} // namespace roamsync::demo
