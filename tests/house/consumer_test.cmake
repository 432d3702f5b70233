# Installs the project into an empty folder and builds and runs a program outside the tree against it.
# Called with -DBUILD_FOLDER= -DCONSUMER= -DWORK= -DCXX= -DC=

function(run_or_fail)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "failed (${status}): ${ARGN}\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
run_or_fail(${CMAKE_COMMAND} --install ${BUILD_FOLDER} --prefix ${WORK}/installed)
# LibTorch is hidden: consumers that do not train must not need it.
run_or_fail(${CMAKE_COMMAND} -S ${CONSUMER} -B ${WORK}/build -DCMAKE_PREFIX_PATH=${WORK}/installed
  -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_C_COMPILER=${C} -DCMAKE_BUILD_TYPE=Release
  -DCMAKE_DISABLE_FIND_PACKAGE_Torch=ON "-DCMAKE_CXX_FLAGS=${FLAGS}")
run_or_fail(${CMAKE_COMMAND} --build ${WORK}/build)
run_or_fail(${CMAKE_COMMAND} -E chdir ${WORK} build/consumer)
run_or_fail(${WORK}/installed/bin/nereus --help)
file(REMOVE_RECURSE ${WORK})
