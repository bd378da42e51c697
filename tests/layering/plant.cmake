# Plants one forbidden line in a copy of the sources and expects the layering check to name the file.
# -DROOT=checkout -DSCRATCH=folder for the copy -DFILE=path in it -DLINE=the forbidden line
cmake_minimum_required(VERSION 3.25)

file(REMOVE_RECURSE ${SCRATCH})
foreach(room engine protocols console actors bench)
  file(COPY ${ROOT}/${room} DESTINATION ${SCRATCH} FILES_MATCHING PATTERN *.hpp PATTERN *.cpp)
endforeach()
file(WRITE ${SCRATCH}/${FILE} "#pragma once\n")

function(check result output)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -DROOT=${SCRATCH} -P ${ROOT}/cmake/check_layering.cmake
    RESULT_VARIABLE code
    OUTPUT_VARIABLE text
    ERROR_VARIABLE text)
  set(${result} ${code} PARENT_SCOPE)
  string(REGEX REPLACE "[ \n]+" " " text "${text}") # CMake wraps long messages
  set(${output} "${text}" PARENT_SCOPE)
endfunction()

check(code text)
if(text MATCHES "${FILE}:")
  message(FATAL_ERROR "the check complains of ${FILE} before anything was planted: ${text}")
endif()
file(APPEND ${SCRATCH}/${FILE} "${LINE}\n")
check(code text)
if(code EQUAL 0 OR NOT text MATCHES "${FILE}:")
  message(FATAL_ERROR "the check did not see '${LINE}' in ${FILE}: ${text}")
endif()
file(REMOVE_RECURSE ${SCRATCH})
