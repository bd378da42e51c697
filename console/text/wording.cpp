#include "console/text/wording.hpp"

namespace roamsync::console {

std::string_view outcome_word(outcome_kind x, language lang) noexcept {
  const bool german = lang == language::german;
  switch (x) {
  case outcome_kind::written:
    return german ? "geschrieben" : "written";
  case outcome_kind::unchanged:
    return german ? "unverändert" : "unchanged";
  case outcome_kind::skipped:
    return german ? "übersprungen" : "skipped";
  case outcome_kind::failed:
    return german ? "fehlgeschlagen" : "failed";
  case outcome_kind::deferred:
    return german ? "aufgeschoben" : "deferred";
  }
  return {};
}

std::string_view short_outcome_word(outcome_kind x, language lang) noexcept {
  const bool german = lang == language::german;
  switch (x) {
  case outcome_kind::written:
    return german ? "neu" : "written";
  case outcome_kind::unchanged:
    return german ? "gleich" : "same";
  case outcome_kind::skipped:
    return german ? "ausgel." : "skipped";
  case outcome_kind::failed:
    return german ? "Fehler" : "failed";
  case outcome_kind::deferred:
    return german ? "später" : "later";
  }
  return {};
}

} // namespace roamsync::console
