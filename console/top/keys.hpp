#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::console {

enum class key_name : std::uint8_t {
  text, ///< one character, in key_press::text
  enter,
  backspace,
  escape,
  up,
  down,
  page_up,
  page_down,
  home,
  end,
  interrupt, ///< Ctrl-C
  suspend,   ///< Ctrl-Z
  redraw,    ///< Ctrl-L
};

struct key_press {
  key_name what = key_name::text;
  std::string text; ///< UTF-8, of key_name::text only

  friend bool operator==(const key_press&, const key_press&) = default;
};

/// Bytes of a terminal in raw mode to keys: xterm's and the Linux console's sequences (ECMA-48 5.4, xterm's
/// ctlseqs), in normal and in application mode. A sequence may come in pieces. What is not known is left out.
class key_decoder {
public:
  [[nodiscard]] std::vector<key_press> feed(std::string_view bytes);
  /// Nothing came for a while: a lone ESC was the key.
  [[nodiscard]] std::vector<key_press> flush();
  /// The last bytes may be the start of a longer sequence: wait some 50 ms, then flush().
  [[nodiscard]] bool pending() const noexcept { return !held_.empty(); }

private:
  std::string held_;
};

} // namespace roamsync::console
