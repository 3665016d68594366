// Commands about accounts, people and groups: they ask the server, and wait for its answer.
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "terminal/deeds.h"
#include "terminal/render.h"

namespace parley::terminal {
namespace {

wire::DeviceInfo this_device() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) name[0] = '\0';
  return {.name = std::string("terminal on ") + name.data(), .platform = "terminal"};
}

}  // namespace

// Known people are found without the server, which allows few look-ups.
Awaitable<std::optional<UserId>> Deeds::find(std::string name) {
  for (const auto& [user, person] : profile().people) {
    if (person.username == name && !person.is_deleted) co_return user;
  }
  if (profile().account && profile().account->username == name) co_return profile().account->user;
  const auto found = co_await parts_.api.user_named(name);
  if (!found) {
    explain(found.error());
    co_return std::nullopt;
  }
  Changes changes;
  changes.people.emplace(found->user, person_of(*found));
  if (const auto kept = parts_.book.commit(changes); !kept) explain(kept.error());
  co_return found->user;
}

// The same person again goes on where they stopped; anybody else begins with an empty profile.
void Deeds::become(Account account) {
  Changes changes;
  changes.forgets_all = !profile().account || profile().account->user != account.user;
  changes.account = std::move(account);
  if (const auto kept = parts_.book.commit(changes); !kept) return explain(kept.error());
  link_.account_changed();
  parts_.output.show("You are " + one_line(profile().account->username) + ".");
}

Awaitable<> Deeds::run(SignUp sign_up) {
  const std::string password = co_await ask_secret_("new password: ");
  const auto made = co_await parts_.api.sign_up({.username = sign_up.username,
                                                 .password = password,
                                                 .display_name = sign_up.display_name,
                                                 .device = this_device()});
  if (!made) co_return explain(made.error());
  become({parts_.api.server().authority(), made->user, sign_up.username, made->token});
  parts_.output.show("Keep these recovery codes; each sets a new password, once:");
  for (const auto& code : made->recovery_codes) parts_.output.show("  " + one_line(code));
}

Awaitable<> Deeds::run(LogIn log_in) {
  const std::string password = co_await ask_secret_("password: ");
  const auto made = co_await parts_.api.log_in(
      {.username = log_in.username, .password = password, .device = this_device()});
  if (!made) co_return explain(made.error());
  become({parts_.api.server().authority(), made->user, log_in.username, made->token});
}

Awaitable<> Deeds::run(LogOut) {
  if (!profile().account) {
    is_logged_in();
    co_return;
  }
  // The server may have ended this device already.
  const auto done = co_await parts_.api.log_out();
  if (!done && done.error().code != Errc::Unauthorized) co_return explain(done.error());
  if (const auto kept = parts_.book.commit({.forgets_all = true}); !kept) {
    co_return explain(kept.error());
  }
  parts_.api.set_token({});
  link_.account_changed();
  parts_.output.show("Logged out.");
}

Awaitable<> Deeds::run(OpenChat open) {
  if (!profile().account) {
    is_logged_in();
    co_return;
  }
  if (const auto id = conversation_from(open.name)) co_return co_await view_.open(*id);
  // A title is chosen by anybody, so it never stands before the name of a person.
  const UserId me = profile().account->user;
  for (const auto& [user, person] : profile().people) {
    if (person.username == open.name) co_return co_await view_.open(ConversationId::of(me, user));
  }
  for (const auto& [id, chat] : profile().chats) {
    if (id.is_group() && chat.title == open.name) co_return co_await view_.open(ConversationId(id));
  }
  if (const auto user = co_await find(open.name)) {
    co_await view_.open(ConversationId::of(me, *user));
  }
}

Awaitable<> Deeds::run(MakeGroup group) {
  if (!is_logged_in()) co_return;
  wire::CreateGroupBody body{.title = group.title, .members = {}};
  for (const auto& name : group.names) {
    const auto user = co_await find(name);
    if (!user) co_return;
    body.members.push_back(*user);
  }
  const auto made = co_await parts_.api.create_group(std::move(body), new_id());
  if (!made) co_return explain(made.error());
  Changes changes;
  const auto known = profile().chats.find(*made);
  Chat chat = known == profile().chats.end() ? Chat{.id = *made} : known->second;
  chat.title = group.title;
  changes.chats.emplace(*made, std::move(chat));
  if (const auto kept = parts_.book.commit(changes); !kept) co_return explain(kept.error());
  co_await view_.open(*made);
}

Awaitable<> Deeds::run(AddMember add) {
  const auto group = open_group();
  if (!group || !is_logged_in()) co_return;
  const auto user = co_await find(add.name);
  if (!user) co_return;
  const auto added = co_await parts_.api.add_member(*group, *user, new_id());
  if (!added) co_return explain(added.error());
  if (!*added) parts_.output.show(one_line(add.name) + " left before, and is asked to come back.");
}

Awaitable<> Deeds::run(JoinGroup join) {
  if (!is_logged_in()) co_return;
  const auto group = conversation_from(join.id);
  if (!group || !group->is_group()) {
    parts_.output.show("The id of a group is expected, as the invitation shows it.");
    co_return;
  }
  const UserId me = profile().account->user;
  const auto joined = co_await parts_.api.add_member(*group, me, new_id());
  if (!joined) co_return explain(joined.error());
  co_await view_.open(*group);
}

Awaitable<> Deeds::run(Leave) {
  const auto group = open_group();
  if (!group || !is_logged_in()) co_return;
  const UserId me = profile().account->user;
  const auto left = co_await parts_.api.remove_member(*group, me, new_id());
  if (!left) explain(left.error());
}

Awaitable<> Deeds::run(Who) {
  const auto open = open_conversation();
  if (!open || !is_logged_in()) co_return;
  if (!open->is_group()) {
    parts_.output.show("You and " + Names(profile()).of(*open) + ".");
    co_return;
  }
  const auto group = co_await parts_.api.conversation(*open);
  if (!group) co_return explain(group.error());
  std::vector<UserId> strangers;
  for (const UserId user : group->members) {
    if (!profile().people.contains(user)) strangers.push_back(user);
  }
  co_await link_.learn(std::move(strangers), std::nullopt);
  const Names names(profile());
  for (const UserId user : group->members) {
    const auto role = group->roles.find(user);
    const bool is_plain = role == group->roles.end() || role->second == wire::Role::Member;
    parts_.output.show("  " + names.of(user) +
                       (is_plain ? "" : " (" + std::string(to_text(role->second)) + ")"));
  }
}

Awaitable<> Deeds::run(ShowContacts) {
  if (!is_logged_in()) co_return;
  const auto contacts = co_await parts_.api.contacts();
  if (!contacts) co_return explain(contacts.error());
  std::vector<UserId> strangers;
  for (const auto& contact : contacts->contacts) {
    if (!profile().people.contains(contact.user)) strangers.push_back(contact.user);
  }
  co_await link_.learn(std::move(strangers), std::nullopt);
  if (contacts->contacts.empty()) parts_.output.show("No contacts yet: /accept NAME asks one.");
  const Names names(profile());
  for (const auto& contact : contacts->contacts) {
    parts_.output.show("  " + contact_text(names, contact));
  }
}

Awaitable<> Deeds::run(AcceptContact accept) {
  if (!is_logged_in()) co_return;
  const auto user = co_await find(accept.name);
  if (!user) co_return;
  const auto done = co_await parts_.api.add_contact(*user);
  if (!done) explain(done.error());
}

Awaitable<> Deeds::run(Block block) {
  if (!is_logged_in()) co_return;
  const auto user = co_await find(block.name);
  if (!user) co_return;
  const auto done = co_await parts_.api.block(*user);
  if (!done) co_return explain(done.error());
  parts_.output.show(one_line(block.name) + " is blocked.");
}

Awaitable<> Deeds::run(ShowDevices) {
  if (!is_logged_in()) co_return;
  const auto devices = co_await parts_.api.devices();
  if (!devices) co_return explain(devices.error());
  for (const auto& device : devices->devices) parts_.output.show("  " + device_text(device));
}

}  // namespace parley::terminal
