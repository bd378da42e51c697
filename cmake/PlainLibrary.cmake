# For libraries of which Debian ships neither a CMake package nor more than one header and one archive.
include(FindPackageHandleStandardArgs)

# plain_library(NAME HEADER LIBRARY): defines the imported target NAME::lower-case-name; for find modules.
macro(plain_library name header library)
  string(TOUPPER ${name} _upper)
  string(TOLOWER ${name} _lower)
  find_path(${_upper}_INCLUDE_DIR ${header})
  find_library(${_upper}_LIBRARY ${library})
  find_package_handle_standard_args(${name} REQUIRED_VARS ${_upper}_LIBRARY ${_upper}_INCLUDE_DIR)
  if(${name}_FOUND AND NOT TARGET ${name}::${_lower})
    add_library(${name}::${_lower} UNKNOWN IMPORTED)
    set_target_properties(${name}::${_lower} PROPERTIES IMPORTED_LOCATION "${${_upper}_LIBRARY}"
                                                        INTERFACE_INCLUDE_DIRECTORIES "${${_upper}_INCLUDE_DIR}")
  endif()
endmacro()
