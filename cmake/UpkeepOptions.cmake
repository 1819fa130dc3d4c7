# SPDX-License-Identifier: Apache-2.0
# One INTERFACE target carries the language, the warnings and the hardening of every target of ours.
add_library(upkeep_options INTERFACE)
target_compile_features(upkeep_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

target_compile_options(upkeep_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wold-style-cast -Woverloaded-virtual
    -Wnon-virtual-dtor -Wcast-align -Wimplicit-fallthrough
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
    # GCC 12 sees one in std::stop_source's own constructor, wherever one is made under -Og.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-maybe-uninitialized>
    $<$<BOOL:${UPKEEP_WARNINGS_AS_ERRORS}>:-Werror>)
target_compile_definitions(upkeep_options INTERFACE
    QT_NO_KEYWORDS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    UPKEEP_VERSION="${PROJECT_VERSION}"
    $<$<BOOL:${UPKEEP_ASSERTIONS}>:_GLIBCXX_ASSERTIONS>)

# Product code names the encoding of every literal; tests may write "text".
add_library(upkeep_product_options INTERFACE)
target_link_libraries(upkeep_product_options INTERFACE upkeep_options)
target_compile_definitions(upkeep_product_options INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)

if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" AND NOT UPKEEP_SANITIZE)
    target_compile_options(upkeep_options INTERFACE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    target_link_options(upkeep_options INTERFACE -pie -Wl,-z,relro,-z,now)
endif()
if(UPKEEP_SANITIZE)
    target_compile_options(upkeep_options INTERFACE -fsanitize=${UPKEEP_SANITIZE} -fno-omit-frame-pointer
                                                    -fno-sanitize-recover=all)
    target_link_options(upkeep_options INTERFACE -fsanitize=${UPKEEP_SANITIZE})
endif()
if(UPKEEP_FUZZ) # the fuzzer finds its way by what the rooms do, not only the target
    target_compile_options(upkeep_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# A fast linker and a compiler cache where the machine has them.
if(IS_DIRECTORY /usr/libexec/mold)
    add_link_options(-B/usr/libexec/mold)
endif()
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_PCH_EXTSUM=1
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()
