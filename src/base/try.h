// The one way to pass an error up (style rule 17): the value of a Result, or the caller's return.
//
//   PARLEY_TRY(store.remove(device));               a Result<> whose value is nothing
//   PARLEY_LET(const auto user, store.find(id));    declares `user`; one a line
#pragma once

#include <expected>
#include <utility>

#define PARLEY_TRY(expression)                                  \
  do {                                                          \
    if (auto result_of_try = (expression); !result_of_try)      \
      return std::unexpected(std::move(result_of_try).error()); \
  } while (false)

#define PARLEY_JOIN_NAMES(a, b) a##b
#define PARLEY_JOIN(a, b) PARLEY_JOIN_NAMES(a, b)

#define PARLEY_LET(declaration, expression) \
  PARLEY_LET_NAMED(PARLEY_JOIN(result_of_let_, __LINE__), declaration, expression)
#define PARLEY_LET_NAMED(result, declaration, expression)         \
  auto result = (expression);                                     \
  if (!result) return std::unexpected(std::move(result).error()); \
  declaration = std::move(*result)
