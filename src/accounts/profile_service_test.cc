#include "accounts/profile_service.h"

#include "accounts/people_service.h"
#include "accounts/test_accounts.h"

namespace parley {
namespace {

class ProfileServiceTest : public AccountsTest {
 protected:
  PeopleService people() { return {*store_, limits_}; }
  std::vector<std::string> find(UserId asker, std::string_view query) {
    std::vector<std::string> names;
    auto service = people();
    for (const Profile& profile : service.by_query(asker, query).value()) {
      names.push_back(profile.username);
    }
    return names;
  }
};

using Names = std::vector<std::string>;

TEST_F(ProfileServiceTest, AChangeMovesTheVersionAndNothingElse) {
  const UserId romeo = user("romeo");
  auto service = profiles();
  const auto changed =
      service.change(romeo, {.display_name = "Рома 🌹", .groups_from = GroupsFrom::Anyone}).value();
  EXPECT_EQ(changed.version, 2u);
  EXPECT_EQ(changed.display_name, "Рома 🌹");
  EXPECT_EQ(changed.settings.groups_from, GroupsFrom::Anyone);
  EXPECT_EQ(changed.settings.messages_from, MessagesFrom::Anyone);
  EXPECT_EQ(service.change(romeo, {.display_name = "Рома 🌹"}).value().version, 2u);
  open();
  EXPECT_EQ(profiles().me(romeo).value(), changed);
}

TEST_F(ProfileServiceTest, AUsernameThatIsTakenIsAConflictAndOneGivenUpIsFree) {
  const UserId romeo = user("romeo");
  user("juliet");
  auto service = profiles();
  EXPECT_EQ(code_of(service.change(romeo, {.username = "juliet"})), Errc::Conflict);
  EXPECT_EQ(code_of(service.change(romeo, {.username = "x"})), Errc::BadRequest);
  EXPECT_EQ(code_of(service.change(UserId{5}, {.username = "abc"})), Errc::NotFound);
  ASSERT_TRUE(service.change(romeo, {.username = "montague"}).has_value());
  user("romeo");
  EXPECT_TRUE(log_in("montague", password_).has_value());
}

TEST_F(ProfileServiceTest, APasswordChangeRevokesAllOtherDevices) {
  const auto first = sign_up("romeo").session;
  const auto second = log_in("romeo", password_).value();
  auto service = profiles();
  EXPECT_EQ(code_of(service.change_password(first.caller, "wrong password", "new password")),
            Errc::Unauthorized);
  EXPECT_EQ(code_of(service.change_password(first.caller, password_, "short")), Errc::BadRequest);
  EXPECT_TRUE(devices().authenticate(second.device_token).has_value());

  ASSERT_TRUE(service.change_password(first.caller, password_, "new password").has_value());
  EXPECT_TRUE(devices().authenticate(first.device_token).has_value());
  EXPECT_EQ(code_of(devices().authenticate(second.device_token)), Errc::Unauthorized);
  EXPECT_EQ(code_of(log_in("romeo", password_)), Errc::Unauthorized);
  EXPECT_TRUE(log_in("romeo", "new password").has_value());
}

TEST_F(ProfileServiceTest, GuessingAtAPasswordChangeIsSlowedDownToo) {
  const auto romeo = sign_up("romeo").session;
  auto service = profiles();
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(code_of(service.change_password(romeo.caller, "wrong password", "new password")),
              Errc::Unauthorized);
  }
  EXPECT_EQ(code_of(service.change_password(romeo.caller, password_, "new password")),
            Errc::RateLimited);
  EXPECT_EQ(code_of(service.delete_account(romeo.caller, password_)), Errc::RateLimited);
}

TEST_F(ProfileServiceTest, ProfilesComeInTheOrderAskedFor) {
  const UserId romeo = user("romeo");
  const UserId juliet = user("juliet");
  const UserId ids[] = {juliet, UserId{12345}, romeo};
  const auto profiles = people().by_ids(ids).value();
  ASSERT_EQ(profiles.size(), 2u);
  EXPECT_EQ(profiles[0].username, "juliet");
  EXPECT_EQ(profiles[1].display_name, "The romeo");
  EXPECT_EQ(code_of(people().by_ids(std::vector<UserId>(101, romeo))), Errc::BadRequest);
}

TEST_F(ProfileServiceTest, TheExactNameAlwaysFindsAndAPrefixOnlyTheFindable) {
  const UserId asker = user("asker");
  const UserId hidden = user("rosaline");
  user("rosalind");
  const UserId blocker = user("rosamund");
  ASSERT_TRUE(profiles().change(hidden, {.findable = false}).has_value());
  ASSERT_TRUE(contacts().block(blocker, asker).has_value());

  EXPECT_EQ(find(asker, "rosa"), Names{"rosalind"});
  EXPECT_EQ(find(asker, "rosaline"), Names{"rosaline"});
  EXPECT_EQ(find(asker, "rosamund"), Names{"rosamund"});
  EXPECT_EQ(find(hidden, "rosa"), (Names{"rosalind", "rosamund"}));
}

TEST_F(ProfileServiceTest, APrefixGivesTwentyAndTheExactNameFirst) {
  const UserId asker = user("asker");
  user("bob");
  for (int i = 0; i < 25; ++i) user("bob" + std::to_string(100 + i));
  const auto found = find(asker, "bob");
  EXPECT_EQ(found.size(), 20u);
  EXPECT_EQ(found.front(), "bob");
  EXPECT_TRUE(find(asker, "bo").empty());
}

TEST_F(ProfileServiceTest, AQueryHasNoWildcards) {
  const UserId asker = user("asker");
  user("aaa_b");
  user("aaaxb");
  EXPECT_EQ(find(asker, "aaa_"), Names{"aaa_b"});
  for (const std::string_view query :
       {"aaa%", "%%%", "AAA", "' OR 1=1 --", "aaa\\", "жжжж", "\xff\xff\xff", "aaa{"}) {
    EXPECT_TRUE(find(asker, query).empty()) << query;
  }
  EXPECT_TRUE(find(asker, std::string_view("aaa\0", 4)).empty());
  EXPECT_TRUE(find(asker, std::string(1'000, 'a')).empty());
}

}  // namespace
}  // namespace parley
