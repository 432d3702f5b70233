# cmake --install: program, libraries, headers, data and the package file for find_package(nereus).
#
# Two sets of targets: `nereusTargets` needs no LibTorch; `nereusTrainingTargets` (component `training`) does.

include(CMakePackageConfigHelpers)

get_property(packages GLOBAL PROPERTY NEREUS_PACKAGES)
foreach(package IN LISTS packages)
  set(export_set nereusTargets)
  if(package STREQUAL "training")
    set(export_set nereusTrainingTargets)
  endif()
  install(TARGETS nereus_${package} EXPORT ${export_set} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
endforeach()

# #include "base/error.hpp" works with include/nereus in the search path, which the targets bring along.
foreach(folder IN ITEMS base meanfield hadron_tensor surrogate generator validation)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/nereus
    FILES_MATCHING PATTERN "*.hpp" PATTERN "hdf5_*.hpp" EXCLUDE PATTERN plots EXCLUDE PATTERN data EXCLUDE)
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/embedding/nereus_event.h ${PROJECT_SOURCE_DIR}/embedding/nereus_sampler.h
  ${PROJECT_SOURCE_DIR}/embedding/sampler.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/nereus/embedding)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/nereus)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/CITATION.cff
  DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/nereus)
foreach(export_set IN ITEMS nereusTargets nereusTrainingTargets)
  install(EXPORT ${export_set} NAMESPACE nereus:: DESTINATION ${package_folder})
endforeach()
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/nereusConfig.cmake.in
  ${PROJECT_BINARY_DIR}/nereusConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/nereusConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/nereusConfig.cmake ${PROJECT_BINARY_DIR}/nereusConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/nereus_hepmc3.cmake DESTINATION ${package_folder})
