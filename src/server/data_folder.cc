#include "server/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "base/try.h"

namespace parley {
namespace {

Error system_error(const std::string& what) {
  return {Errc::StoreFailed, what + ": " + std::strerror(errno)};
}

}  // namespace

Result<DataFolder> DataFolder::open(const std::string& path) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directories(path, error);
  // What people said and what they log in with is the server's alone.
  if (is_new) std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
  if (error) return fail(Errc::StoreFailed, path + ": " + error.message());
  const std::string lock_file = path + "/lock";
  const int lock = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return std::unexpected(system_error(lock_file));
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return fail(Errc::Conflict, path + " is in use by another process");
  }
  return DataFolder(path, lock);
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<std::uint64_t> DataFolder::times_restored() const {
  const std::string file = restored_file();
  if (!std::filesystem::exists(file)) return 0;
  std::ifstream in(file);
  std::uint64_t times = 0;
  if (!(in >> times)) return fail(Errc::StoreFailed, file + " does not hold a number");
  return times;
}

Result<> DataFolder::note_restored() {
  PARLEY_LET(const std::uint64_t times, times_restored());
  std::ofstream out(restored_file(), std::ios::trunc);
  out << times + 1 << '\n';
  out.close();
  if (!out) return fail(Errc::StoreFailed, restored_file() + " cannot be written");
  return {};
}

}  // namespace parley
