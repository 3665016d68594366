// The commands of the `parley` binary.
//
//   serve         runs the server
//   chat          the terminal client
//   checkconfig   reads the configuration and says what is wrong with it
//   genconfig     prints a configuration file with every option and its default
//   user          add, list, disable, enable accounts (also while the server runs)
//   backup        copies the data directory (also while the server runs)
//   restore       makes a data directory from a backup
//   admin         list what people reported
//   search        rebuild the full-text index
//   version       prints the version
#pragma once

namespace parley {

// The exit code: 0 done, 1 failed (the reason is on standard error), 2 wrong usage.
int run_command_line(int argc, char** argv);

}  // namespace parley
