#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "terminal/fake_events.h"
#include "terminal/profile_store_conformance.h"
#include "terminal/profile_store_memory.h"
#include "terminal/profile_store_sql.h"

namespace parley::terminal {
namespace {

// A folder of its own, gone with it.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "parley-profile-XXXXXX") {
    std::string name = path_.string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

struct SqlRuns {
  Folder folder;
  std::unique_ptr<ProfileStore> store;
};

const ProfileStoreMaker kMakers[] = {
    {"memory",
     []() -> std::function<ProfileStore&()> {
       auto store =
           std::make_shared<ProfileStoreMemory>();  // Shared with the copies of the lambda.
       return [store]() -> ProfileStore& { return *store; };
     }},
    {"sql",
     []() -> std::function<ProfileStore&()> {
       auto runs = std::make_shared<SqlRuns>();  // Shared with the copies of the lambda.
       return [runs]() -> ProfileStore& {
         runs->store.reset();
         runs->store = open_profile(runs->folder.path()).value();
         return *runs->store;
       };
     }},
};

INSTANTIATE_TEST_SUITE_P(Adapters, ProfileStoreConformance, testing::ValuesIn(kMakers),
                         [](const auto& each) { return std::string(each.param.name); });

unsigned mode_of(const std::string& path) {
  struct stat about{};
  EXPECT_EQ(::stat(path.c_str(), &about), 0) << path;
  return about.st_mode & 0777U;
}

TEST(ProfileStoreSql, OnlyItsOwnerMayReadTheToken) {
  const Folder folder;
  const std::string path = folder.path() + "/deep/profile";
  const auto store = open_profile(path).value();
  ASSERT_TRUE(store->save(romeo_at_10()));
  EXPECT_EQ(mode_of(path), 0700U);
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    EXPECT_EQ(mode_of(entry.path().string()), 0600U) << entry.path();
  }
}

TEST(ProfileStoreSql, ASecondTerminalIsRefusedWhileTheFirstLives) {
  const Folder folder;
  auto first = open_profile(folder.path()).value();
  const auto second = open_profile(folder.path());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::Conflict);
  first.reset();
  EXPECT_TRUE(open_profile(folder.path()));
}

}  // namespace
}  // namespace parley::terminal
