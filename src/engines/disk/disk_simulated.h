// A disk in memory that fails on command: for tests and the simulation.
//
// Every call of Disk or DiskFile that changes something is a step, counted from 1 on. At a chosen
// step the call fails, or the machine crashes. What a program sees while it runs (the cache) and
// what a crash leaves (the platter) are kept apart:
//
//   - a crash during a write leaves any of its sectors, in any choice, and tears none;
//   - a crash loses any of the sectors that were written and never made durable;
//   - a crash loses any names that were created or removed and not synced.
//
// The choices come from the seed, so the same seed gives the same disaster.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "engines/disk/disk.h"

namespace parley {

enum class DiskTrouble : std::uint8_t {
  Crash,       // The power goes in the middle of the step; every later call fails until restart().
  NoSpace,     // The step fails, with some of it done.
  SyncFailed,  // The same with DiskFault::Device, and what was not durable may be dropped.
};

class DiskSimulated final : public Disk {
 public:
  static constexpr std::size_t kSectorBytes = 512;

  explicit DiskSimulated(std::uint64_t seed) : random_(seed) {}

  // Lets `trouble` happen at the step that is the `steps`-th from now, the next one being 1.
  // One trouble at a time; a later call replaces it.
  void plan(DiskTrouble trouble, std::uint64_t steps);
  // Lets every step that needs room fail until told otherwise.
  void set_full(bool full) { full_ = full; }
  // How many steps there were.
  std::uint64_t steps() const { return steps_; }
  bool has_crashed() const { return crashed_; }

  // Cuts the power now, if a planned crash has not yet, and starts the machine again: what a new
  // process finds. Files that were open before stay dead.
  void restart();

  // The content of `name` as a program sees it, to be looked at or damaged.
  std::string& content(const std::string& name);

  DiskResult<std::vector<std::string>> list() override;
  DiskResult<std::unique_ptr<DiskFile>> open(const std::string& name) override;
  DiskResult<std::unique_ptr<DiskFile>> create(const std::string& name) override;
  DiskResult<> remove(const std::string& name) override;
  DiskResult<> sync_directory() override;

 private:
  struct Node {
    std::string cache;
    std::string platter;
  };
  class File;
  using Names = std::map<std::string, std::shared_ptr<Node>>;

  // Begins a step: what is to go wrong in it, if anything.
  std::optional<DiskTrouble> begin_step(bool needs_room);
  std::unexpected<DiskError> end_badly(DiskTrouble trouble);
  bool flip() { return random_.below(2) == 0; }
  // Moves a choice of the sectors of [offset, offset + size) from the cache to the platter.
  void settle_some(Node& node, std::size_t offset, std::size_t size);
  void settle_all(Node& node, std::size_t offset, std::size_t size);

  SeededRandom random_;
  Names names_;          // As a program sees them; a node is shared with the files open on it,
  Names durable_names_;  // and with the names that a crash would leave.
  std::uint64_t steps_ = 0;
  std::uint64_t trouble_at_ = 0;
  DiskTrouble trouble_{};
  bool full_ = false;
  bool crashed_ = false;
  std::uint64_t lives_ = 0;  // Restarts so far; a file belongs to one life.
};

}  // namespace parley
