# How a folder becomes a library, a test binary and fuzzers.
option(PARLEY_FUZZ "Build the fuzzers (libFuzzer)" OFF)
set(PARLEY_SANITIZE "" CACHE STRING "Value of -fsanitize, or empty")

add_library(parley_flags INTERFACE)
target_compile_options(parley_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  -Wimplicit-fallthrough -Wunused -fno-omit-frame-pointer)
target_include_directories(parley_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
if(PARLEY_SANITIZE)
  target_compile_options(parley_flags INTERFACE
    -fsanitize=${PARLEY_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(parley_flags INTERFACE -fsanitize=${PARLEY_SANITIZE})
endif()
if(PARLEY_FUZZ)
  target_compile_options(parley_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
target_link_options(parley_flags INTERFACE -fuse-ld=lld)

# parley_library(<folder> SOURCES a.cc … LINKS parley_base …): the library parley_<folder>.
function(parley_library name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS" ${ARGN})
  add_library(parley_${name} STATIC ${A_SOURCES})
  target_link_libraries(parley_${name} PUBLIC ${A_LINKS} PRIVATE parley_flags)
  target_include_directories(parley_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
endfunction()

# parley_test(<folder> [ONE_THREAD] SOURCES a_test.cc … [LINKS …]): one GoogleTest binary a folder,
# label "unit". The thread sanitizer has nothing to see where only ONE_THREAD runs.
function(parley_test name)
  cmake_parse_arguments(A "ONE_THREAD" "" "SOURCES;LINKS" ${ARGN})
  if(NOT BUILD_TESTING OR (A_ONE_THREAD AND PARLEY_SANITIZE STREQUAL "thread"))
    return()
  endif()
  add_executable(parley_${name}_test ${A_SOURCES})
  target_link_libraries(parley_${name}_test PRIVATE parley_flags parley_${name} ${A_LINKS}
    GTest::gtest GTest::gmock GTest::gtest_main)
  add_test(NAME ${name} COMMAND parley_${name}_test)
  set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 300)
endfunction()

# parley_fuzz(<name> SOURCE x_fuzz.cc LINKS …): a libFuzzer binary <name>_fuzz, in the fuzz preset.
function(parley_fuzz name)
  cmake_parse_arguments(A "" "SOURCE" "LINKS" ${ARGN})
  if(NOT PARLEY_FUZZ)
    return()
  endif()
  add_executable(${name}_fuzz ${A_SOURCE})
  target_link_libraries(${name}_fuzz PRIVATE parley_flags ${A_LINKS})
  target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
endfunction()
