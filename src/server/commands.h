// What the commands do. Each prints its result on standard output; an Error's detail is for the
// operator.
#pragma once

#include <string>

#include "base/error.h"

namespace parley {

// Serves until SIGTERM or SIGINT, then drains. Prints one line of JSON when it listens:
// {"event":"listening","listen":"127.0.0.1:8400","admin_listen":"127.0.0.1:8401"}
Result<> serve(const std::string& config_file);

// What people reported, a line each, oldest first.
Result<> list_reports(const std::string& config_file);

// Empties the full-text index, so that the server builds it again.
Result<> rebuild_search(const std::string& config_file);

Result<> check_config(const std::string& config_file);
void print_config();
void print_version();

struct NewUser {
  std::string username;
  std::string display_name;
};
// The password is the first line of standard input. Prints the recovery codes.
Result<> add_user(const std::string& config_file, const NewUser& user);
Result<> list_users(const std::string& config_file);
Result<> set_user_enabled(const std::string& config_file, const std::string& username,
                          bool is_enabled);

// A copy of the data directory in `destination`, also while the server runs.
Result<> make_backup(const std::string& config_file, const std::string& destination);
// A data directory, which must not be there yet, from the backup in `source`.
Result<> restore_from(const std::string& config_file, const std::string& source);

}  // namespace parley
