#include "actors/app/advice_text.hpp"

#include "engine/diagnosis/advice.hpp"

namespace roamsync::app {

std::string headline(cause why, const std::string& facts, const console::text_options& options) {
  return std::string{advice_for(why, options.lang).title} + (facts.empty() ? "" : " (" + facts + ")");
}

std::string what_to_do(cause why, const console::text_options& options, const advice_names& names) {
  const auto& text = advice_for(why, options.lang);
  return fill_in((text.check.empty() ? "" : std::string{text.check} + "\n") + std::string{text.remedy},
                 names);
}

std::string explain(const call_result& why, const console::text_options& options, const advice_names& names) {
  return headline(why.why, facts_of(why), options) + ".\n"
         + std::string{advice_for(why.why, options.lang).wrong} + "\n" + what_to_do(why.why, options, names);
}

} // namespace roamsync::app
