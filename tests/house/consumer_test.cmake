# Installs the project into an empty folder and builds and runs a program outside the tree against it.
# Called with -DBUILD_FOLDER= -DCONSUMER= -DWORK= -DCXX= -DC=

function(run_or_fail)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE errors)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "failed (${status}): ${ARGN}\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
run_or_fail(${CMAKE_COMMAND} --install ${BUILD_FOLDER} --prefix ${WORK}/installed)
# LibTorch is hidden: consumers that do not train must not need it.
run_or_fail(${CMAKE_COMMAND} -S ${CONSUMER} -B ${WORK}/build -DCMAKE_PREFIX_PATH=${WORK}/installed
  -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_C_COMPILER=${C} -DCMAKE_BUILD_TYPE=Release
  -DCMAKE_DISABLE_FIND_PACKAGE_Torch=ON "-DCMAKE_CXX_FLAGS=${FLAGS}")
run_or_fail(${CMAKE_COMMAND} --build ${WORK}/build)
run_or_fail(${CMAKE_COMMAND} -E chdir ${WORK} build/consumer)
set(ENV{NEREUS_DATA} ${WORK}/installed/share/nereus)
if(FLAGS)
  set(ENV{SANITIZED} 1)
endif()
foreach(host IN ITEMS host_c host_cpp)
  run_or_fail(${WORK}/build/${host} ${CONSUMER}/card.toml)
  string(REGEX MATCHALL "1[sp][0-9/]+ [^\n]+" events_of_${host} "${output}")
endforeach()
if(events_of_host_c STREQUAL "" OR NOT events_of_host_c STREQUAL events_of_host_cpp)
  message(FATAL_ERROR "the hosts have other events:\n${events_of_host_c}\n${events_of_host_cpp}")
endif()
run_or_fail(${WORK}/build/cost ${CONSUMER}/card.toml 10)
run_or_fail(${WORK}/installed/bin/nereus --help)
file(REMOVE_RECURSE ${WORK})
