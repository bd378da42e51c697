#pragma once

#include "bench/mock_exchange/scenario/settings.hpp"

#include <gumbo.h>

#include <string>

namespace mock_exchange {

/// Writes a parsed HTML tree as text and leaves out what a mail server does not let pass.
class html_writer {
public:
  explicit html_writer(const html_settings& rules) : rules_(rules) {}

  /// Appends everything below `parent`.
  void write_children(const GumboNode& parent, std::string& out) const;

private:
  void write(const GumboNode& node, unsigned depth, std::string& out) const;
  void write_below(const GumboNode& parent, unsigned depth, std::string& out) const;
  void write_attributes(const GumboElement& element, std::string& out) const;

  const html_settings& rules_;
};

} // namespace mock_exchange
