// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or an Error that must be looked at. Errors are values; nothing in core/
// throws. The names follow std::expected, so that a later move to it is search and replace.
#pragma once

#include "base/error.h"

#include <utility>
#include <variant>

namespace upkeep {

template <typename T = void> class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(m_state); }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    Error& error() & { return std::get<1>(m_state); }
    const Error& error() const& { return std::get<1>(m_state); }
    Error&& error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<T, Error> m_state;
};

template <> class [[nodiscard]] Result<void> {
public:
    using value_type = void;

    Result() = default;
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    Error& error() & { return std::get<1>(m_state); }
    const Error& error() const& { return std::get<1>(m_state); }
    Error&& error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<std::monostate, Error> m_state;
};

} // namespace upkeep

#define UPKEEP_CONCAT_INNER(a, b) a##b
#define UPKEEP_CONCAT(a, b) UPKEEP_CONCAT_INNER(a, b)

// UPKEEP_TRY(call): returns the error to the caller, else goes on. The value, if any, is dropped.
#define UPKEEP_TRY(call)                                                                           \
    do {                                                                                           \
        auto upkeepTried = (call);                                                                 \
        if (!upkeepTried.has_value())                                                              \
            return std::move(upkeepTried).error();                                                 \
    } while (false)

// UPKEEP_TRY_AS(const Snapshot snapshot, take(plan)): the same, and declares the value.
#define UPKEEP_TRY_AS(declaration, ...)                                                            \
    auto UPKEEP_CONCAT(upkeepTried, __LINE__) = (__VA_ARGS__);                                     \
    if (!UPKEEP_CONCAT(upkeepTried, __LINE__).has_value())                                         \
        return std::move(UPKEEP_CONCAT(upkeepTried, __LINE__)).error();                            \
    declaration = std::move(UPKEEP_CONCAT(upkeepTried, __LINE__)).value()
