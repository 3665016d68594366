#include "engines/disk/disk_simulated.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace parley {

class DiskSimulated::File final : public DiskFile {
 public:
  File(DiskSimulated& disk, std::shared_ptr<Node> node)
      : disk_(disk), node_(std::move(node)), life_(disk.lives_) {}

  DiskResult<std::uint64_t> size() const override {
    if (is_dead()) return dead();
    return node_->cache.size();
  }

  DiskResult<std::size_t> read_at(std::uint64_t offset, std::span<char> out) const override {
    if (is_dead()) return dead();
    if (offset >= node_->cache.size()) return std::size_t{0};
    return node_->cache.copy(out.data(), out.size(), static_cast<std::size_t>(offset));
  }

  DiskResult<> write_durable(std::uint64_t offset, std::string_view bytes) override {
    if (is_dead()) return dead();
    const auto trouble = disk_.begin_step(/*needs_room=*/true);
    const auto at = static_cast<std::size_t>(offset);
    if (!trouble) {
      write_to_cache(at, bytes);
      disk_.settle_all(*node_, at, bytes.size());
      return {};
    }
    // A write that runs out of room is a short one; the others reach the cache as a whole.
    if (*trouble == DiskTrouble::NoSpace) {
      bytes = bytes.substr(0, static_cast<std::size_t>(disk_.random_.below(bytes.size() + 1)));
    }
    write_to_cache(at, bytes);
    disk_.settle_some(*node_, at, bytes.size());
    if (*trouble == DiskTrouble::SyncFailed && disk_.flip()) node_->cache = node_->platter;
    return disk_.end_badly(*trouble);
  }

  DiskResult<> preallocate(std::uint64_t size) override {
    if (is_dead()) return dead();
    const auto trouble = disk_.begin_step(/*needs_room=*/true);
    const auto whole = static_cast<std::size_t>(size);
    if (!trouble) {
      node_->cache.assign(whole, '\0');
      node_->platter = node_->cache;
      return {};
    }
    const auto part = static_cast<std::size_t>(disk_.random_.below(size + 1));
    node_->cache.assign(part, '\0');
    if (disk_.flip()) node_->platter = node_->cache;
    return disk_.end_badly(*trouble);
  }

  DiskResult<> sync() override {
    if (is_dead()) return dead();
    const auto trouble = disk_.begin_step(/*needs_room=*/false);
    if (!trouble) {
      node_->platter = node_->cache;
      return {};
    }
    disk_.settle_some(*node_, 0, node_->cache.size());
    if (*trouble == DiskTrouble::SyncFailed && disk_.flip()) node_->cache = node_->platter;
    return disk_.end_badly(*trouble);
  }

 private:
  bool is_dead() const { return disk_.crashed_ || life_ != disk_.lives_; }
  static std::unexpected<DiskError> dead() {
    return std::unexpected(DiskError{DiskFault::Device, "the machine is off"});
  }

  void write_to_cache(std::size_t offset, std::string_view bytes) {
    auto& cache = node_->cache;
    if (cache.size() < offset + bytes.size()) cache.resize(offset + bytes.size());
    cache.replace(offset, bytes.size(), bytes);
  }

  DiskSimulated& disk_;
  std::shared_ptr<Node> node_;  // Shared with the directory, which may forget the name.
  std::uint64_t life_;
};

void DiskSimulated::plan(DiskTrouble trouble, std::uint64_t steps) {
  trouble_ = trouble;
  trouble_at_ = steps_ + steps;
}

std::optional<DiskTrouble> DiskSimulated::begin_step(bool needs_room) {
  ++steps_;
  std::optional<DiskTrouble> trouble;
  if (steps_ == trouble_at_) {
    trouble = trouble_;
  } else if (full_ && needs_room) {
    trouble = DiskTrouble::NoSpace;
  }
  if (trouble == DiskTrouble::Crash) crashed_ = true;
  return trouble;
}

std::unexpected<DiskError> DiskSimulated::end_badly(DiskTrouble trouble) {
  switch (trouble) {
    case DiskTrouble::Crash: return std::unexpected(DiskError{DiskFault::Device, "power cut"});
    case DiskTrouble::NoSpace: return std::unexpected(DiskError{DiskFault::NoSpace, "disk full"});
    case DiskTrouble::SyncFailed: break;
  }
  return std::unexpected(DiskError{DiskFault::Device, "sync failed"});
}

void DiskSimulated::settle_all(Node& node, std::size_t offset, std::size_t size) {
  if (node.platter.size() < offset + size) node.platter.resize(offset + size);
  node.platter.replace(offset, size, node.cache, offset, size);
}

void DiskSimulated::settle_some(Node& node, std::size_t offset, std::size_t size) {
  const std::size_t end = offset + size;
  while (offset < end) {
    const std::size_t sector_end = (offset / kSectorBytes + 1) * kSectorBytes;
    const std::size_t part = std::min(sector_end, end) - offset;
    if (flip()) settle_all(node, offset, part);
    offset += part;
  }
}

void DiskSimulated::restart() {
  // Each name that changed and was not synced is there or not, by chance.
  Names survivors = durable_names_;
  for (const auto& [name, node] : names_) {
    if (!durable_names_.contains(name) && flip()) survivors.emplace(name, node);
  }
  for (const auto& [name, node] : durable_names_) {
    if (!names_.contains(name) && flip()) survivors.erase(name);
  }
  for (const auto& [name, node] : survivors) {
    const std::size_t common = std::min(node->cache.size(), node->platter.size());
    settle_some(*node, 0, common);
    node->cache = node->platter;
  }
  names_ = survivors;
  durable_names_ = survivors;
  trouble_at_ = 0;
  crashed_ = false;
  ++lives_;
}

std::string& DiskSimulated::content(const std::string& name) {
  const auto found = names_.find(name);
  PARLEY_CHECK(found != names_.end());
  return found->second->cache;
}

DiskResult<std::vector<std::string>> DiskSimulated::list() {
  if (crashed_) return end_badly(DiskTrouble::Crash);
  std::vector<std::string> names;
  for (const auto& [name, node] : names_) names.push_back(name);
  return names;
}

DiskResult<std::unique_ptr<DiskFile>> DiskSimulated::open(const std::string& name) {
  if (crashed_) return end_badly(DiskTrouble::Crash);
  const auto found = names_.find(name);
  if (found == names_.end()) return std::unexpected(DiskError{DiskFault::NotFound, name});
  return std::make_unique<File>(*this, found->second);
}

DiskResult<std::unique_ptr<DiskFile>> DiskSimulated::create(const std::string& name) {
  if (crashed_) return end_badly(DiskTrouble::Crash);
  const auto trouble = begin_step(/*needs_room=*/true);
  if (trouble && flip()) return end_badly(*trouble);
  auto& node = names_[name];
  if (node == nullptr) node = std::make_shared<Node>();
  node->cache.clear();
  if (trouble) return end_badly(*trouble);
  return std::make_unique<File>(*this, node);
}

DiskResult<> DiskSimulated::remove(const std::string& name) {
  if (crashed_) return end_badly(DiskTrouble::Crash);
  const auto trouble = begin_step(/*needs_room=*/false);
  if (!names_.contains(name)) return std::unexpected(DiskError{DiskFault::NotFound, name});
  if (!trouble || flip()) names_.erase(name);
  if (trouble) return end_badly(*trouble);
  return {};
}

DiskResult<> DiskSimulated::sync_directory() {
  if (crashed_) return end_badly(DiskTrouble::Crash);
  const auto trouble = begin_step(/*needs_room=*/false);
  if (trouble) return end_badly(*trouble);
  durable_names_ = names_;
  return {};
}

}  // namespace parley
