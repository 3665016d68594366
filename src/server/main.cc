#include <cstdlib>

#include "server/command_line.h"

int main(int argc, char** argv) { return parley::run_command_line(argc, argv); }
