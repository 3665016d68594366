#include "server/command_line.h"

// Read by jemalloc as it starts. Without a thread of its own it gives memory back only while some
// is being taken, so a server that has come to rest would keep what its busiest hour needed.
extern "C" const char* malloc_conf;
const char* malloc_conf = "background_thread:true,dirty_decay_ms:5000";

int main(int argc, char** argv) { return parley::run_command_line(argc, argv); }
