// The disk port over a directory of the file system.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engines/disk/disk.h"

namespace parley {

class DiskPosix final : public Disk {
 public:
  // `directory` is made if it is not there; its parent exists.
  static DiskResult<std::unique_ptr<DiskPosix>> open_directory(const std::string& directory);
  ~DiskPosix() override;
  DiskPosix(const DiskPosix&) = delete;
  DiskPosix& operator=(const DiskPosix&) = delete;

  DiskResult<std::vector<std::string>> list() override;
  DiskResult<std::unique_ptr<DiskFile>> open(const std::string& name) override;
  DiskResult<std::unique_ptr<DiskFile>> create(const std::string& name) override;
  DiskResult<> remove(const std::string& name) override;
  DiskResult<> sync_directory() override;

 private:
  explicit DiskPosix(int directory) : directory_(directory) {}
  DiskResult<std::unique_ptr<DiskFile>> open_with(const std::string& name, int flags);

  int directory_;
};

}  // namespace parley
