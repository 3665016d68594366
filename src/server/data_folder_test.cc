#include "server/data_folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace parley {
namespace {

class DataFolderTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(::mkdtemp(parent_.data()), nullptr); }
  void TearDown() override { std::filesystem::remove_all(parent_); }
  std::string path() const { return parent_ + "/people/data"; }

 private:
  std::string parent_ = std::filesystem::temp_directory_path() / "parley_data_XXXXXX";
};

TEST_F(DataFolderTest, AFolderThatItMakesIsForItsOwnerOnly) {
  ASSERT_TRUE(DataFolder::open(path()));
  EXPECT_EQ(std::filesystem::status(path()).permissions(), std::filesystem::perms::owner_all);
}

TEST_F(DataFolderTest, AFolderThatIsThereKeepsItsPermissions) {
  std::filesystem::create_directories(path());
  const auto before = std::filesystem::status(path()).permissions();
  ASSERT_TRUE(DataFolder::open(path()));
  EXPECT_EQ(std::filesystem::status(path()).permissions(), before);
}

TEST_F(DataFolderTest, AFolderIsOneProcessAtATime) {
  {
    const auto folder = DataFolder::open(path());
    ASSERT_TRUE(folder);
    EXPECT_EQ(DataFolder::open(path()).error().code, Errc::Conflict);
  }
  EXPECT_TRUE(DataFolder::open(path()));
}

}  // namespace
}  // namespace parley
