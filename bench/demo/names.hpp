#pragma once

#include "bench/demo/dice.hpp"

#include <string>
#include <string_view>

namespace roamsync::demo {

/// An invented company, its name with umlauts and legal form, and where it is.
struct company_name {
  std::string name;
  std::string street;
  std::string postal_code;
  std::string city;
};
[[nodiscard]] company_name invent_company(dice& chance);

/// An invented person and what stands beside the name in a signature. One in 40 has a name written from right
/// to left, one in 40 a title with an emoji.
struct person_name {
  std::string given_name;
  std::string family_name;
  std::string job_title;
  std::string department;
  std::string phone;
  std::string mobile; ///< empty for every third
  std::string latin;  ///< "given.family" for the address
};
[[nodiscard]] person_name invent_person(dice& chance);

/// Lower-case letters, digits and hyphens for a domain: "Müller & Söhne GmbH" -> "mueller-soehne-gmbh".
[[nodiscard]] std::string domain_label(std::string_view name);

} // namespace roamsync::demo
