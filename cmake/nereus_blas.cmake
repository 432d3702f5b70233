# LibTorch loads whatever library is called libblas.so.3. The reference BLAS, which Debian chooses if nobody
# asks for another, makes training 20 times slower: refuse it here rather than let somebody wait for hours.

# nereus_blas_of(LibTorch's shared library) sets NEREUS_BLAS to the file that libblas.so.3 stands for, or ""
# if LibTorch has a BLAS of its own.
function(nereus_blas_of torch_cpu)
  set(NEREUS_BLAS "" PARENT_SCOPE)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${torch_cpu} OUTPUT_VARIABLE headers ERROR_QUIET)
  if(NOT headers MATCHES "NEEDED +libblas\\.so\\.3")
    return()
  endif()
  find_file(NEREUS_BLAS_LINK libblas.so.3
    PATHS /usr/lib/${CMAKE_LIBRARY_ARCHITECTURE} /usr/lib /lib/${CMAKE_LIBRARY_ARCHITECTURE} NO_CACHE)
  if(NEREUS_BLAS_LINK)
    file(REAL_PATH ${NEREUS_BLAS_LINK} real_path)
    set(NEREUS_BLAS ${real_path} PARENT_SCOPE)
  endif()
endfunction()

get_target_property(nereus_torch_location torch_cpu LOCATION)
nereus_blas_of(${nereus_torch_location})
if(NEREUS_BLAS AND NOT NEREUS_BLAS MATCHES "openblas")
  message(FATAL_ERROR
    "LibTorch would use ${NEREUS_BLAS} (it is not OpenBLAS: training would be 20 times slower); "
    "install the package libopenblas0-pthread, or choose it with "
    "'update-alternatives --config libblas.so.3-${CMAKE_LIBRARY_ARCHITECTURE}'")
elseif(NEREUS_BLAS)
  message(STATUS "BLAS of LibTorch: ${NEREUS_BLAS}")
endif()
