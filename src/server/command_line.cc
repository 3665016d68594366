#include "server/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "server/commands.h"
#include "terminal/chat.h"

extern char** environ;

namespace parley {
namespace {

int report(const Result<>& done) {
  if (done) return 0;
  const Error& error = done.error();
  std::fprintf(
      stderr, "parley: %s\n",
      error.detail.empty() ? std::string(sentence(error.code)).c_str() : error.detail.c_str());
  return 1;
}

void add_user_commands(CLI::App& app, const std::string& config_file, Result<>& done) {
  auto* user = app.add_subcommand("user", "Accounts, also while the server runs");
  user->require_subcommand(1);
  static NewUser new_user;
  auto* add = user->add_subcommand("add", "Sign somebody up; the password is read from stdin");
  add->add_option("username", new_user.username)->required();
  add->add_option("--display-name", new_user.display_name, "The username if absent");
  add->callback([&] { done = add_user(config_file, new_user); });
  user->add_subcommand("list", "All accounts")->callback([&] { done = list_users(config_file); });
  static std::string username;
  for (const bool disables : {true, false}) {
    auto* change = user->add_subcommand(
        disables ? "disable" : "enable",
        disables ? "Log an account out and keep it out" : "Let a disabled account in again");
    change->add_option("username", username)->required();
    change->callback([&, disables] { done = set_user_enabled(config_file, username, !disables); });
  }
}

void add_chat_command(CLI::App& app, Result<>& done) {
  static terminal::ChatOptions options;
  auto* chat = app.add_subcommand("chat", "Chat in this terminal");
  chat->add_option("--server", options.server, "Where the server is")->capture_default_str();
  chat->add_option("--profile", options.profile, "Which of your profiles")->capture_default_str();
  chat->add_option("--data", options.data_folder, "Keep the profile in this folder instead");
  chat->callback([&] { done = terminal::chat(options); });
}

void add_admin_commands(CLI::App& app, const std::string& config_file, Result<>& done) {
  auto* admin = app.add_subcommand("admin", "For the operator, also while the server runs");
  admin->require_subcommand(1);
  admin->add_subcommand("reports", "What people reported")->fallthrough()->callback([&] {
    done = list_reports(config_file);
  });
}

void add_search_commands(CLI::App& app, const std::string& config_file, Result<>& done) {
  auto* search = app.add_subcommand("search", "The full-text index, also while the server runs");
  search->require_subcommand(1);
  search->add_subcommand("rebuild", "Build it again from what was said")
      ->fallthrough()
      ->callback([&] { done = rebuild_search(config_file); });
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("Parley: a chat server, and its terminal client", "parley");
  app.require_subcommand(1);
  std::string config_file;
  Result<> done;
  const auto add_config = [&](CLI::App* command) {
    command->add_option("-c,--config", config_file, "TOML file; see genconfig");
    return command;
  };
  add_config(app.add_subcommand("serve", "Run the server"))->callback([&] {
    done = serve(config_file);
  });
  add_config(app.add_subcommand("checkconfig", "Check the configuration"))->callback([&] {
    done = check_config(config_file);
  });
  std::string backup;
  auto* make =
      add_config(app.add_subcommand("backup", "Copy the data, also while the server runs"));
  make->add_option("destination", backup, "A directory that is not there yet")->required();
  make->callback([&] { done = make_backup(config_file, backup); });
  auto* restore =
      add_config(app.add_subcommand("restore", "Make the data directory from a backup"));
  restore->add_option("source", backup, "The directory of the backup")->required();
  restore->callback([&] { done = restore_from(config_file, backup); });
  app.add_subcommand("genconfig", "Print a configuration file")->callback(print_config);
  app.add_subcommand("version", "Print the version")->callback(print_version);
  add_chat_command(app, done);
  add_user_commands(app, config_file, done);
  add_config(app.get_subcommand("user"));
  add_admin_commands(app, config_file, done);
  add_config(app.get_subcommand("admin"));
  add_search_commands(app, config_file, done);
  add_config(app.get_subcommand("search"));
  CLI11_PARSE(app, argc, argv);
  return report(done);
}

}  // namespace parley
