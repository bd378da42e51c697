# Which room may include what: `cmake -DROOT=DIR -P cmake/check_layering.cmake`. Fails with one line for each include
# that points up or sideways. The build makes such a link impossible, this makes the line impossible.
cmake_minimum_required(VERSION 3.25)

set(system_edge "boost/(asio|beast)|openssl/(ssl|bio|err|rand|x509|pem)|sqlite3|curl/|prometheus/|spdlog/|sys/socket|netinet/|unistd")
set(threads "(thread|mutex|shared_mutex|condition_variable|future|atomic|semaphore|latch|barrier|stop_token)>")
set(problems "")
set(files_seen 0)

# room(FOLDER [EXCEPT FOLDER...] MAY FOLDER... [BUT_NOT FOLDER] [NEVER REGEX...] [PURE]): sources below FOLDER, but not
# below EXCEPT, may include project headers below MAY only and not below BUT_NOT, and no system header that begins
# with one of NEVER. PURE: they read no clock and no random device.
function(room folder)
  cmake_parse_arguments(ARG "PURE" "BUT_NOT" "EXCEPT;MAY;NEVER" ${ARGN})
  file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/${folder}/*.hpp ${ROOT}/${folder}/*.cpp)
  string(REPLACE ";" "|" may "${ARG_MAY}")
  string(REPLACE ";" "|" except "${ARG_EXCEPT}")
  string(REPLACE ";" "|" never "${ARG_NEVER}")
  set(found "")
  foreach(file IN LISTS files)
    if(except AND file MATCHES "^(${except})/")
      continue()
    endif()
    math(EXPR files_seen "${files_seen} + 1")
    file(STRINGS ${ROOT}/${file} includes REGEX "^[ \t]*#[ \t]*include")
    foreach(line IN LISTS includes)
      string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]*" "" header "${line}")
      if(header MATCHES "^[\"<](\\.|engine/|protocols/|console/|actors/|bench/|tests/)" OR header MATCHES "^\"")
        if(NOT header MATCHES "^\"(${may})/" OR (ARG_BUT_NOT AND header MATCHES "^\"${ARG_BUT_NOT}/"))
          list(APPEND found "${file}: ${header} is not for ${folder}; it may include ${ARG_MAY}, named from the root")
        endif()
      elseif(never AND header MATCHES "^<(${never})")
        list(APPEND found "${file}: ${header} is not for ${folder}")
      endif()
    endforeach()
    if(ARG_PURE)
      file(STRINGS ${ROOT}/${file} lines REGEX "^[^/]*((clock|Clock)::now\\(|random_device)")
      foreach(line IN LISTS lines)
        list(APPEND found "${file}: '${line}' is not for ${folder}; time and randomness are arguments there")
      endforeach()
    endif()
  endforeach()
  set(problems ${problems} ${found} PARENT_SCOPE)
  set(files_seen ${files_seen} PARENT_SCOPE)
endfunction()

room(engine
     MAY engine
     NEVER caf/ ${system_edge} ${threads}
     PURE)
room(protocols/wire
     MAY engine protocols/wire
     NEVER caf/ ${system_edge} ${threads}
     PURE)
room(protocols/net MAY engine protocols/wire protocols/net NEVER caf/)
room(protocols/db MAY engine protocols/wire protocols/db NEVER caf/)
room(console MAY engine protocols console NEVER caf/)
room(actors
     EXCEPT actors/app
     MAY engine protocols console actors
     BUT_NOT actors/app)
room(actors/app MAY engine protocols console actors)
# Written from the facts alone, so that a wrong belief of the client cannot hide in them.
room(bench/mock_exchange MAY bench/mock_exchange NEVER caf/)
# Judges a night by the mock's record; of the product it knows the bound, which is arithmetic.
room(bench/demo MAY bench engine/bound NEVER caf/)
room(bench/loop MAY bench NEVER caf/)
room(bench/delta MAY bench NEVER caf/)
# The programs over real sockets, judged likewise.
room(bench/sockets MAY bench engine/bound console/chart console/text NEVER caf/)
# Run in the place of the engine's own limiter, so that only the policy differs.
room(bench/rivals
     MAY engine bench/rivals
     NEVER caf/ ${system_edge} ${threads}
     PURE)
room(bench/cells
     MAY console/text console/chart bench/cells
     NEVER caf/ ${system_edge} ${threads}
     PURE)
# Arithmetic, and a night in virtual time.
room(bench/scale MAY bench engine NEVER caf/)
# Plays the production policies and their rivals in virtual time.
room(bench/policies MAY bench engine console NEVER caf/)

if(files_seen EQUAL 0)
  message(FATAL_ERROR "no source file below '${ROOT}'; give the root of the checkout: -DROOT=DIR")
endif()
if(problems)
  string(REPLACE ";" "\n" text "${problems}")
  message(FATAL_ERROR "layering:\n${text}")
endif()
message(STATUS "layering: ${files_seen} files include only what stands before them")
