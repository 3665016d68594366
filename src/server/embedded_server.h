// The whole of Parley in one process: SQLite and RocksDB in one directory, a journal beside them,
// HTTP and WebSockets in front. This is the place that names engines; everything else sees ports.
//
// Life:  open ─▶ start ─▶ (serving) ─▶ stop
//
//   open    takes the data directory, opens the engines, applies what the checkpoint lacks
//   start   listens, and prints where
//   stop    tells clients to go, answers what was taken, makes a checkpoint
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/config.h"
#include "base/error.h"

namespace parley {

struct ListenAddresses {
  std::string client;  // host:port, with the port that was really taken.
  std::string admin;
};

class EmbeddedServer {
 public:
  static Result<std::unique_ptr<EmbeddedServer>> open(const Config& config);
  ~EmbeddedServer();

  Result<ListenAddresses> start();
  // Blocks for at most about `drain_seconds` and the last checkpoint.
  Result<> stop();

 private:
  struct Parts;

  explicit EmbeddedServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace parley
