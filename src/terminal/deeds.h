// What the commands of a person do.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/io/io.h"
#include "terminal/api.h"
#include "terminal/book.h"
#include "terminal/command.h"
#include "terminal/conversation_view.h"
#include "terminal/link.h"
#include "terminal/output.h"

namespace parley::terminal {

// One command at a time, on the loop. All that it stands on outlives it.
class Deeds {
 public:
  // Asks for a line that is not shown.
  using AskSecret = std::function<Awaitable<std::string>(std::string prompt)>;

  Deeds(LinkParts parts, Link& link, ConversationView& view, AskSecret ask_secret);

  // Shows what came of it. False after /quit.
  Awaitable<bool> carry_out(Command command);

 private:
  const Profile& profile() const { return parts_.book.profile(); }

  Awaitable<> run(Nothing);
  Awaitable<> run(Say say);
  Awaitable<> run(Help);
  Awaitable<> run(SignUp sign_up);
  Awaitable<> run(LogIn log_in);
  Awaitable<> run(LogOut);
  Awaitable<> run(List);
  Awaitable<> run(OpenChat open);
  Awaitable<> run(MakeGroup group);
  Awaitable<> run(AddMember add);
  Awaitable<> run(JoinGroup join);
  Awaitable<> run(Leave);
  Awaitable<> run(More);
  Awaitable<> run(EditMessage edit);
  Awaitable<> run(DeleteMessage deletion);
  Awaitable<> run(React react);
  Awaitable<> run(Reply reply);
  Awaitable<> run(Who);
  Awaitable<> run(ShowContacts);
  Awaitable<> run(AcceptContact accept);
  Awaitable<> run(Block block);
  Awaitable<> run(ShowDevices);
  Awaitable<> run(Quit);

  bool is_logged_in();
  std::optional<ConversationId> open_conversation();
  std::optional<ConversationId> open_group();
  void queue(OutboxRow row);
  void become(Account account);
  Awaitable<std::optional<UserId>> find(std::string name);
  void explain(const Error& error);
  ClientMessageId new_id();

  LinkParts parts_;
  Link& link_;
  ConversationView& view_;
  AskSecret ask_secret_;
};

}  // namespace parley::terminal
