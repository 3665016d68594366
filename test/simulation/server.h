// The simulated server: a machine that survives, and a process on it that does not.
//
// The process is the product's own: journal, layered store, checkpointer and embedded pipeline, its
// threads driven by hand. Only the disk, the store at the bottom, the edges and the sockets are
// simulated.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "base/fake_clock.h"
#include "base/metrics.h"
#include "engines/disk/disk_simulated.h"
#include "log/log_journal.h"
#include "pipeline/pipeline_embedded.h"
#include "test/simulation/checkpoint_store_fake.h"
#include "test/simulation/log_watched.h"
#include "test/simulation/mistakes.h"
#include "test/simulation/session.h"

namespace parley::simulation {

// What a crash leaves.
struct Machine {
  Machine(std::uint64_t disk_seed, std::uint64_t store_seed)
      : disk(disk_seed), store(store_seed, clock) {}

  FakeClock clock;
  DiskSimulated disk;
  CheckpointStoreFake store;
  LogTruth truth;
};

// An I/O thread, whose turns come when the scheduler says so.
class EdgeSimulated final : public Edge {
 public:
  void post(EdgeBatch batch) override { batches_.push_back(std::move(batch)); }

  // Works off the oldest batch. False if there is none.
  bool dispatch();

  std::vector<Session*> sessions;

 private:
  std::deque<EdgeBatch> batches_;
};

class Process {
 public:
  static constexpr std::size_t kEdges = 2;

  // `policy_seed` varies how often checkpoints and groups come.
  Process(Machine& machine, Mistake mistake, std::uint64_t policy_seed);

  // Recovers the log and applies what the store lacks.
  Result<> start();

  PipelineEmbedded& pipeline() { return *pipeline_; }
  EdgeSimulated& edge(std::size_t index) { return edges_[index]; }
  Audience& audience() { return audience_; }
  ChatStoreLayered& store() { return store_; }

 private:
  Machine& machine_;
  SeededRandom random_;
  LogJournal journal_;
  LogWatched watched_;
  LogWithMistake log_;
  CheckpointWithMistake below_;
  StoreWithMistake store_;
  Metrics metrics_;
  Audience audience_;
  EdgeSimulated edges_[kEdges];
  std::unique_ptr<PipelineEmbedded> pipeline_;  // From start() on.
};

}  // namespace parley::simulation
