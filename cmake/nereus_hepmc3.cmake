# HepMC3 3.1 of Debian 12 comes with variables but without a target and without a version file: make the
# target that newer versions have. Installed next to nereusConfig.cmake, which includes it.

find_package(HepMC3 REQUIRED)
if(NOT TARGET HepMC3::HepMC3)
  add_library(HepMC3::HepMC3 INTERFACE IMPORTED)
  target_include_directories(HepMC3::HepMC3 SYSTEM INTERFACE ${HEPMC3_INCLUDE_DIR})
  target_link_libraries(HepMC3::HepMC3 INTERFACE ${HEPMC3_LIB})
endif()
