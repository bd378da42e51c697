#include "protocols/wire/ows/encode.hpp"

#include "protocols/wire/ows/reader.hpp"

#include <type_traits>
#include <variant>

namespace roamsync::wire {

std::optional<http_request> encode(const roaming_target& target, const roaming_command& command,
                                   const roaming_writer* writer, utc_time now, std::string_view request_id) {
  return std::visit(
      [&](const auto& x) -> std::optional<http_request> {
        if constexpr (std::is_constructible_v<roaming_read, decltype(x)>)
          return encode_read(target, roaming_read{x}, request_id);
        else if (writer)
          return writer->encode(target, roaming_write{x}, now, request_id);
        else
          return std::nullopt;
      },
      command);
}

} // namespace roamsync::wire
