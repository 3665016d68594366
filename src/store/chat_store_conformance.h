// What every adapter of the ChatStore port must do. An adapter's test instantiates this suite with
// a way to make an empty store, and with what may happen to it between two calls without being
// seen.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/check.h"
#include "store/chat_store.h"

namespace parley {

// A store and all that it stands on.
class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;

  virtual ChatStore& store() = 0;
  // Something that must not be seen: a flush, a checkpoint. `choice` picks among them.
  virtual void disturb(std::uint64_t choice) = 0;
};

struct StoreMaker {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>()> make;
};

class ChatStoreConformance : public testing::TestWithParam<StoreMaker> {
 protected:
  std::unique_ptr<StoreUnderTest> under_test_ = GetParam().make();
  ChatStore& store_ = under_test_->store();
};

// A directory for a test, gone with it.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string directory = std::filesystem::temp_directory_path() / "parley_store_XXXXXX";
    PARLEY_CHECK(::mkdtemp(directory.data()) != nullptr);
    path_ = directory;
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::string operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace parley
