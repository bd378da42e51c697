#pragma once

#include <string_view>

namespace mock_exchange {

/// The setting names of wire.md 4.1.1.
inline constexpr std::string_view list_setting = "roaming_signature_list";
inline constexpr std::string_view new_setting = "roaming_new_signature";
inline constexpr std::string_view reply_setting = "roaming_reply_signature";
inline constexpr std::string_view classic_html_setting = "signaturehtml";
inline constexpr std::string_view classic_text_setting = "signaturetxt";

} // namespace mock_exchange
