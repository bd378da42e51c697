#pragma once

#include "engine/model/signature.hpp"

#include <string>
#include <string_view>

namespace roamsync {

/// The form in which two HTML signatures are compared. Exchange normalises what it stores (wire.md 4.1.4);
/// two texts have the same normal form if they differ only in what it is known or likely to change: html,
/// head, body and bare div wrappers, line ends, blanks that a browser collapses, comments, id, class, title,
/// target, rel, data-* and other attributes without a look, the order of attributes, the spelling of
/// entities, styles, colours and hosts, spans without a look, the line breaks in base64, and our own mark
/// (mark.hpp). What a reader sees differently stays different: text, links, the bytes of images, styles,
/// sizes, structure.
///
/// The form is HTML, for support to read; images stand in it by their SHA-256. Idempotent. HTML beyond the
/// bounds of html_tree, or so broken that the form does not settle in 8 passes, is its own normal form.
[[nodiscard]] std::string normal_form(std::string_view html);

/// The same for the text form: line ends as LF, no blanks at the ends of lines, no empty lines at the ends.
[[nodiscard]] std::string normal_text(std::string_view text);

/// True if a mailbox that shows `html` and `text` holds what is wanted.
[[nodiscard]] bool same_signature(const signature& wanted, std::string_view html, std::string_view text);

} // namespace roamsync
