#include "server/commands.h"

#include <pthread.h>
#include <signal.h>

#include <cstdio>
#include <iostream>
#include <utility>

#include "base/config.h"
#include "base/log.h"
#include "base/try.h"
#include "server/embedded_server.h"
#include "server/version.h"

extern char** environ;

namespace parley {
namespace {

// The signals that end a server wait for sigwait() instead of interrupting some thread. Must come
// before the first thread starts.
sigset_t hold_back_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return signals;
}

}  // namespace

Result<> serve(const std::string& config_file) {
  const sigset_t signals = hold_back_signals();
  PARLEY_LET(const Config config, load_config(config_file, environment_of(environ)));
  set_log(config.log.level, config.log.format);
  PARLEY_LET(const auto server, EmbeddedServer::open(config));
  PARLEY_LET(const ListenAddresses addresses, server->start());
  std::printf(R"({"event":"listening","listen":"%s","admin_listen":"%s"})"
              "\n",
              addresses.client.c_str(), addresses.admin.c_str());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  return server->stop();
}

Result<> check_config(const std::string& config_file) {
  PARLEY_TRY(load_config(config_file, environment_of(environ)));
  std::puts("The configuration is good.");
  return {};
}

void print_config() { std::fputs(commented_config().c_str(), stdout); }

void print_version() { std::printf("parley %s\n", kVersion); }

}  // namespace parley
