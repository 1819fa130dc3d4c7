# SPDX-License-Identifier: Apache-2.0
# A room of core/ is a static library of its own, so that a wall between rooms is also a link dependency.

# Precompiled headers are built once per kind and reused: "product" and "test" hold Qt Core and the standard library,
# "widgets" adds Qt Widgets. A kind has one set of definitions, or the compiler would refuse the header.
function(upkeep_use_pch target kind)
    if(NOT UPKEEP_PCH)
        return()
    endif()
    if(NOT TARGET upkeep_pch_${kind})
        set(source "${PROJECT_BINARY_DIR}/upkeep_pch_${kind}.cpp")
        file(CONFIGURE OUTPUT "${source}" CONTENT "")
        add_library(upkeep_pch_${kind} STATIC "${source}")
        set(options upkeep_product_options)
        if(kind STREQUAL "test")
            set(options upkeep_options)
        endif()
        target_link_libraries(upkeep_pch_${kind} PRIVATE ${options} Qt6::Core)
        set(headers <QtCore>)
        if(kind STREQUAL "widgets")
            target_link_libraries(upkeep_pch_${kind} PRIVATE Qt6::Widgets)
            set(headers <QtWidgets>)
        endif()
        target_precompile_headers(upkeep_pch_${kind} PRIVATE ${headers} <algorithm> <array> <chrono> <cstdint>
            <functional> <map> <memory> <optional> <span> <stop_token> <string> <utility> <variant> <vector>)
        # No two builds of it are alike byte for byte; the compiler cache goes by what it is made of instead, so that
        # a second clone finds what the first one compiled.
        string(SHA256 made_of "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_BUILD_TYPE} \
${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_DEBUG} ${UPKEEP_SANITIZE} ${UPKEEP_FUZZ} ${UPKEEP_ASSERTIONS} ${Qt6_VERSION} \
${kind} ${headers}")
        file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/upkeep_pch_${kind}.dir/cmake_pch.hxx.gch.sum" "${made_of}")
    endif()
    target_precompile_headers(${target} REUSE_FROM upkeep_pch_${kind})
endfunction()

# upkeep_add_room(tree SOURCES a.cpp b.cpp LIBS upkeep_base PRIVATE_LIBS OpenSSL::Crypto)
function(upkeep_add_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;LIBS;PRIVATE_LIBS" ${ARGN})
    add_library(upkeep_${name} STATIC ${ROOM_SOURCES})
    target_include_directories(upkeep_${name} PUBLIC "${PROJECT_SOURCE_DIR}/core")
    target_link_libraries(upkeep_${name} PUBLIC Qt6::Core ${ROOM_LIBS} PRIVATE upkeep_product_options ${ROOM_PRIVATE_LIBS})
    upkeep_use_pch(upkeep_${name} product)
endfunction()

# upkeep_add_test(test_version SOURCES test_version.cpp LIBS upkeep_base LABEL unit [TIMEOUT 60])
# A QtTest executable; LABEL is unit, flow, ui, crash, fuzz or slow. The target upkeep_tests_LABEL builds all of a label.
function(upkeep_add_test name)
    cmake_parse_arguments(TEST "" "LABEL;TIMEOUT" "SOURCES;LIBS" ${ARGN})
    add_executable(${name} ${TEST_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests" "${PROJECT_SOURCE_DIR}/core")
    target_compile_definitions(${name} PRIVATE UPKEEP_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                               UPKEEP_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    target_link_libraries(${name} PRIVATE upkeep_options Qt6::Test ${TEST_LIBS})
    upkeep_use_pch(${name} test)
    if(NOT TARGET upkeep_tests_${TEST_LABEL})
        add_custom_target(upkeep_tests_${TEST_LABEL})
    endif()
    add_dependencies(upkeep_tests_${TEST_LABEL} ${name})
    add_test(NAME ${name} COMMAND ${name})
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 120)
    endif()
    if(UPKEEP_SANITIZE)
        math(EXPR TEST_TIMEOUT "${TEST_TIMEOUT} * 5")
    endif()
    set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABEL}" TIMEOUT ${TEST_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;UPKEEP_NO_ANIMATION=1")
endfunction()
