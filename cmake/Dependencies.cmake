# The libraries Parley stands on, each with one name here. All are Debian packages; script/bootstrap
# installs them. A folder names what it uses, so what a folder may touch is read in its CMakeLists.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(GTest REQUIRED)

pkg_check_modules(ROCKSDB REQUIRED IMPORTED_TARGET rocksdb)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET simdjson)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-uc)
pkg_check_modules(JEMALLOC REQUIRED IMPORTED_TARGET jemalloc)
pkg_check_modules(TOML REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(PROMETHEUS REQUIRED IMPORTED_TARGET prometheus-cpp-core)

# Boost is used for Asio and Beast only, headers alone, without exceptions thrown into the void.
add_library(parley_boost INTERFACE)
target_link_libraries(parley_boost INTERFACE Threads::Threads)
target_compile_definitions(parley_boost INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE)

# RapidCheck has no pkg-config file in Debian.
find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
add_library(parley_rapidcheck INTERFACE)
target_link_libraries(parley_rapidcheck INTERFACE ${RAPIDCHECK_LIBRARY})

# A sanitizer brings an allocator of its own.
if(PARLEY_SANITIZE)
  set_target_properties(PkgConfig::JEMALLOC PROPERTIES INTERFACE_LINK_LIBRARIES "")
endif()
