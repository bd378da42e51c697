# What every target is compiled with. roamsync_options carries it; layers link it PUBLIC.
option(ROAMSYNC_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(ROAMSYNC_FUZZ "Build the libFuzzer targets (needs clang)" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")

find_program(ROAMSYNC_CCACHE ccache)
if(ROAMSYNC_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ROAMSYNC_CCACHE})
endif()
find_program(ROAMSYNC_MOLD mold)
if(ROAMSYNC_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(roamsync_options INTERFACE)
target_include_directories(roamsync_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(roamsync_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                                  -Wnon-virtual-dtor -Wno-missing-field-initializers -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of GCC 12: in std::variant at -O1, in the concatenation of strings at -O2.
  target_compile_options(roamsync_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()
# One translation unit holds Asio and Beast (protocols/net/asio_beast.cpp); the others only declare them.
target_compile_definitions(
  roamsync_options INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
                             BOOST_ASIO_NO_DEPRECATED)
if(ROAMSYNC_SANITIZE)
  # CAF's spawn(f) without arguments binds a null reference in its own header: no -fsanitize=null.
  target_compile_options(
    roamsync_options INTERFACE -fsanitize=address,undefined -fno-sanitize=null,vptr
                               -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  target_link_options(roamsync_options INTERFACE -fsanitize=address,undefined)
endif()

# toml++ from its compiled library: a quarter of the compile time of the header-only form.
add_library(roamsync_toml INTERFACE)
target_compile_definitions(roamsync_toml INTERFACE TOML_HEADER_ONLY=0)
target_link_libraries(roamsync_toml INTERFACE tomlplusplus)
