// Files in one directory, as a journal needs them. A port, so that tests can tear, lose and fail
// what a kernel only tears, loses and fails on the day when nobody looks.
//
// Nothing survives a crash by itself: a write survives once it was written durably or synced, a
// created or removed name survives once the directory was synced. What was not made to survive may
// be there after a crash, or not, or in part, sector by sector.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

enum class DiskFault : std::uint8_t {
  NoSpace,   // No room, or no quota: works again after space returns.
  NotFound,  // No file of that name.
  Device,    // An input or output error. After one in a durable write or a sync, the process must
             // not trust what it reads from that file: the kernel may have dropped the pages.
};

struct [[nodiscard]] DiskError {
  DiskFault fault;
  std::string detail;
};

template <class T = void>
using DiskResult = std::expected<T, DiskError>;

class DiskFile {
 public:
  virtual ~DiskFile() = default;

  virtual DiskResult<std::uint64_t> size() const = 0;

  // Fills `out` from `offset`, and returns how many bytes there were: fewer only at the end.
  virtual DiskResult<std::size_t> read_at(std::uint64_t offset, std::span<char> out) const = 0;

  // Writes `bytes` at `offset` and returns when they are durable. After an error any part of them
  // may be written.
  virtual DiskResult<> write_durable(std::uint64_t offset, std::string_view bytes) = 0;

  // Makes the file `size` bytes of zeros, durably, so that later writes within it change neither
  // its size nor where its blocks lie. The file was empty.
  virtual DiskResult<> preallocate(std::uint64_t size) = 0;

  // Makes durable what was written to the file by whomever, this process or one before it.
  virtual DiskResult<> sync() = 0;
};

// One directory. One thread at a time, files included.
class Disk {
 public:
  virtual ~Disk() = default;

  // The names in the directory, in no order.
  virtual DiskResult<std::vector<std::string>> list() = 0;

  // The file `name`, which exists.
  virtual DiskResult<std::unique_ptr<DiskFile>> open(const std::string& name) = 0;

  // A new, empty file `name`. One that exists is emptied.
  virtual DiskResult<std::unique_ptr<DiskFile>> create(const std::string& name) = 0;

  virtual DiskResult<> remove(const std::string& name) = 0;

  // Makes durable which names there are.
  virtual DiskResult<> sync_directory() = 0;
};

}  // namespace parley
