# One call for each kind of target, so that all of a kind are built alike.
include(GoogleTest)

# roamsync_library(name SOURCES a.cpp ... LINK lib ...): a static library of one layer.
function(roamsync_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC roamsync_options ${ARG_LINK})
endfunction()

# roamsync_program(name SOURCES a.cpp ... LINK lib ...): a program in build/<preset>/bin.
function(roamsync_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE roamsync_options ${ARG_LINK})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
endfunction()

# Builds the tests that `./dev test` runs in a release build.
add_custom_target(release_tests)

# roamsync_test(name [RELEASE] [TIMEOUT seconds] SOURCES a_test.cpp ... LINK lib ...): a GoogleTest program; each test
# is one CTest case. RELEASE: more than the sanitizers can carry, so it runs without them (label `release`).
function(roamsync_test name)
  cmake_parse_arguments(ARG "RELEASE" "TIMEOUT" "SOURCES;LINK" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE roamsync_options ${ARG_LINK} GTest::gmock GTest::gtest_main)
  # The optimiser earns nothing on test bodies, and takes half of their time to compile.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Debug>:-O0>)
  set(properties TIMEOUT ${ARG_TIMEOUT})
  if(ARG_RELEASE)
    add_dependencies(release_tests ${name})
    list(APPEND properties LABELS release)
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST PROPERTIES ${properties})
endfunction()
