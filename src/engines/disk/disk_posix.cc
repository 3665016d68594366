#include "engines/disk/disk_posix.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/check.h"

namespace parley {
namespace {

constexpr std::size_t kZerosChunk = std::size_t{1} << 20;

std::unexpected<DiskError> fault_of(int error, std::string_view what) {
  const bool no_space = error == ENOSPC || error == EDQUOT;
  const auto fault = no_space          ? DiskFault::NoSpace
                     : error == ENOENT ? DiskFault::NotFound
                                       : DiskFault::Device;
  return std::unexpected(DiskError{fault, std::string(what) + ": " + std::strerror(error)});
}

// Calls `call` again for as long as a signal interrupts it.
template <class Call>
auto uninterrupted(Call call) {
  for (;;) {
    const auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

class PosixFile final : public DiskFile {
 public:
  explicit PosixFile(int file) : file_(file) {}
  ~PosixFile() override { ::close(file_); }
  PosixFile(const PosixFile&) = delete;
  PosixFile& operator=(const PosixFile&) = delete;

  DiskResult<std::uint64_t> size() const override {
    struct stat status;
    if (::fstat(file_, &status) != 0) return fault_of(errno, "fstat");
    return static_cast<std::uint64_t>(status.st_size);
  }

  DiskResult<std::size_t> read_at(std::uint64_t offset, std::span<char> out) const override {
    std::size_t done = 0;
    while (done < out.size()) {
      const auto got = uninterrupted([&] {
        return ::pread(file_, out.data() + done, out.size() - done,
                       static_cast<off_t>(offset + done));
      });
      if (got < 0) return fault_of(errno, "pread");
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

  DiskResult<> write_durable(std::uint64_t offset, std::string_view bytes) override {
    return write_with(offset, bytes, RWF_DSYNC);
  }

  // The zeros are really written: blocks that are only reserved would be marked as written by the
  // first sync that touches them, which makes that sync a change of the file system's own tables.
  DiskResult<> preallocate(std::uint64_t size) override {
    const int reserved =
        uninterrupted([&] { return ::fallocate(file_, 0, 0, static_cast<off_t>(size)); });
    if (reserved != 0 && errno != EOPNOTSUPP) return fault_of(errno, "fallocate");
    const std::string zeros(std::min<std::uint64_t>(size, kZerosChunk), '\0');
    for (std::uint64_t offset = 0; offset < size; offset += kZerosChunk) {
      const auto chunk = std::min<std::uint64_t>(zeros.size(), size - offset);
      const auto written = write_with(offset, std::string_view(zeros).substr(0, chunk), 0);
      if (!written) return written;
    }
    return sync();
  }

  DiskResult<> sync() override {
    if (uninterrupted([&] { return ::fdatasync(file_); }) != 0) return fault_of(errno, "fdatasync");
    return {};
  }

 private:
  DiskResult<> write_with(std::uint64_t offset, std::string_view bytes, int flags) {
    while (!bytes.empty()) {
      const iovec part{const_cast<char*>(bytes.data()), bytes.size()};
      const auto written = uninterrupted(
          [&] { return ::pwritev2(file_, &part, 1, static_cast<off_t>(offset), flags); });
      if (written < 0) return fault_of(errno, "pwritev2");
      if (written == 0) return fault_of(EIO, "pwritev2 wrote nothing");
      bytes.remove_prefix(static_cast<std::size_t>(written));
      offset += static_cast<std::uint64_t>(written);
    }
    return {};
  }

  int file_;
};

}  // namespace

DiskResult<std::unique_ptr<DiskPosix>> DiskPosix::open_directory(const std::string& directory) {
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) return fault_of(errno, directory);
  const int opened =
      uninterrupted([&] { return ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (opened < 0) return fault_of(errno, directory);
  return std::unique_ptr<DiskPosix>(new DiskPosix(opened));
}

DiskPosix::~DiskPosix() { ::close(directory_); }

DiskResult<std::vector<std::string>> DiskPosix::list() {
  // A description of its own, since reading moves the place in the directory.
  const int opened = ::openat(directory_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return fault_of(errno, "openat");
  DIR* const stream = ::fdopendir(opened);
  if (stream == nullptr) {
    const int error = errno;
    ::close(opened);
    return fault_of(error, "fdopendir");
  }
  std::vector<std::string> names;
  errno = 0;
  for (const dirent* entry = ::readdir(stream); entry != nullptr; entry = ::readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  const int error = errno;
  ::closedir(stream);
  if (error != 0) return fault_of(error, "readdir");
  return names;
}

DiskResult<std::unique_ptr<DiskFile>> DiskPosix::open(const std::string& name) {
  return open_with(name, O_RDWR | O_CLOEXEC);
}

DiskResult<std::unique_ptr<DiskFile>> DiskPosix::create(const std::string& name) {
  return open_with(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC);
}

DiskResult<std::unique_ptr<DiskFile>> DiskPosix::open_with(const std::string& name, int flags) {
  const int opened = uninterrupted([&] { return ::openat(directory_, name.c_str(), flags, 0600); });
  if (opened < 0) return fault_of(errno, name);
  return std::make_unique<PosixFile>(opened);
}

DiskResult<> DiskPosix::remove(const std::string& name) {
  if (::unlinkat(directory_, name.c_str(), 0) != 0) return fault_of(errno, name);
  return {};
}

DiskResult<> DiskPosix::sync_directory() {
  if (uninterrupted([&] { return ::fsync(directory_); }) != 0) {
    return fault_of(errno, "fsync of the directory");
  }
  return {};
}

}  // namespace parley
