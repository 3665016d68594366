// PARLEY_CHECK: an assertion that is always on. A broken invariant ends the process; user input
// never reaches one (style rule 19).
#pragma once

#include <cstdio>
#include <cstdlib>

#define PARLEY_CHECK(condition)                                                              \
  do {                                                                                       \
    if (!(condition)) [[unlikely]] {                                                         \
      std::fprintf(stderr, "%s:%d: broken invariant: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                          \
    }                                                                                        \
  } while (false)
