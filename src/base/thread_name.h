// Names of threads, as top, perf and debuggers show them.
#pragma once

#include <pthread.h>

namespace parley {

// Names the calling thread; at most 15 characters.
inline void name_thread(const char* name) { ::pthread_setname_np(::pthread_self(), name); }

}  // namespace parley
