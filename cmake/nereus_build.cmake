# Compiler settings common to all packages, and the functions that declare a package and its tests.

set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
include(GNUInstallDirs)

option(NEREUS_WARNINGS_AS_ERRORS "Stop at the first compiler warning" OFF)
set(NEREUS_SANITIZERS "" CACHE STRING "Arguments of -fsanitize=, e.g. address,undefined")
# g++'s OpenMP library gives false alarms under ThreadSanitizer; loops can run on std::thread instead.
option(NEREUS_STD_THREADS "Run parallel loops on std::thread instead of OpenMP" OFF)

# Finds bugs of readers with clang's libFuzzer (tests/fuzz); everything is built for it.
option(NEREUS_FUZZ "Build fuzzers, instrumented and with sanitizers (clang)" OFF)
if(NEREUS_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "NEREUS_FUZZ needs clang (it is ${CMAKE_CXX_COMPILER_ID}); use `cmake --preset fuzz`")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
  set(NEREUS_SANITIZERS "address,undefined")
endif()

option(NEREUS_MPI "`nereus generate --mpi`: the ranks of mpirun are shards" OFF)

if(NEREUS_SANITIZERS)
  add_compile_options(-fsanitize=${NEREUS_SANITIZERS} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${NEREUS_SANITIZERS})
  if(NEREUS_SANITIZERS MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
  endif()
endif()

# nereus_time_limit(seconds variable): for a test, more of it with sanitizers, which make programs ten times slower.
if(NEREUS_SANITIZERS)
  set(NEREUS_SLOWNESS 10)
else()
  set(NEREUS_SLOWNESS 1)
endif()
function(nereus_time_limit seconds variable)
  math(EXPR limit "${seconds} * ${NEREUS_SLOWNESS}")
  set(${variable} ${limit} PARENT_SCOPE)
endfunction()

find_program(NEREUS_CCACHE ccache DOC "Compiler cache, used if found")
mark_as_advanced(NEREUS_CCACHE)
if(NEREUS_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${NEREUS_CCACHE})
endif()

# nereus_warnings(target) asks for the warnings that the project promises not to have.
function(nereus_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow
    $<$<BOOL:${NEREUS_WARNINGS_AS_ERRORS}>:-Werror>)
endfunction()

# nereus_package(NAME name SOURCES a.cpp ... DEPENDS nereus::base ... [PRIVATE_DEPENDS ...])
# declares the static library nereus::name.
function(nereus_package)
  cmake_parse_arguments(arg "" "NAME" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  add_library(nereus_${arg_NAME} STATIC ${arg_SOURCES})
  add_library(nereus::${arg_NAME} ALIAS nereus_${arg_NAME})
  set_target_properties(nereus_${arg_NAME} PROPERTIES EXPORT_NAME ${arg_NAME})
  target_include_directories(nereus_${arg_NAME} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/nereus>)
  target_compile_features(nereus_${arg_NAME} PUBLIC cxx_std_17)
  nereus_warnings(nereus_${arg_NAME})
  target_link_libraries(nereus_${arg_NAME} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_PRIVATE_DEPENDS})
  set_property(GLOBAL APPEND PROPERTY NEREUS_PACKAGES ${arg_NAME})
endfunction()

# nereus_tests(PACKAGE name SOURCES a_test.cpp ... [SUFFIX _slow] [LINK ...] [LABELS slow] [ONE_PROCESS])
# builds one GoogleTest program for a package; every test carries the package's name as label. ONE_PROCESS: tests that
# share what is expensive to make run together, as one test of ctest.
function(nereus_tests)
  cmake_parse_arguments(arg "ONE_PROCESS" "PACKAGE;SUFFIX" "SOURCES;LINK;LABELS" ${ARGN})
  set(target ${arg_PACKAGE}${arg_SUFFIX}_tests)
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ${arg_LINK} GTest::gtest_main)
  nereus_warnings(${target})
  target_compile_definitions(${target} PRIVATE
    NEREUS_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" NEREUS_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  if(arg_ONE_PROCESS)
    add_test(NAME ${arg_PACKAGE}.${target} COMMAND ${target})
    nereus_time_limit(900 limit)
    set_tests_properties(${arg_PACKAGE}.${target} PROPERTIES LABELS "${arg_PACKAGE};${arg_LABELS}" TIMEOUT ${limit})
  else()
    nereus_time_limit(600 limit)
    gtest_discover_tests(${target} TEST_PREFIX ${arg_PACKAGE}. DISCOVERY_TIMEOUT 120
      PROPERTIES LABELS "${arg_PACKAGE};${arg_LABELS}" TIMEOUT ${limit})
  endif()
endfunction()
