// The endpoints of the server that a terminal needs, as calls.
//
// Each fails with the code of the server's problem document, and with Overloaded and a sentence
// where the server cannot be reached.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "engines/io/io.h"
#include "terminal/http_client.h"
#include "wire/json_reader.h"
#include "wire/requests.h"
#include "wire/responses.h"

namespace parley::terminal {

// One thread. Outlives its calls.
class Api {
 public:
  explicit Api(ServerAddress server) : server_(std::move(server)) {}

  const ServerAddress& server() const { return server_; }
  // Of whoever asks from now on; empty: nobody.
  void set_token(std::string token) { token_ = std::move(token); }

  Awaitable<Result<wire::SignedUp>> sign_up(wire::SignUpBody body);
  Awaitable<Result<wire::LoggedIn>> log_in(wire::LogInBody body);
  Awaitable<Result<>> log_out();

  // The newest item of the inbox.
  Awaitable<Result<Cursor>> head();
  // All of them, newest first.
  Awaitable<Result<wire::Conversations>> conversations();
  Awaitable<Result<wire::Conversation>> conversation(ConversationId id);
  Awaitable<Result<wire::EventPage>> history(ConversationId id, std::optional<Seq> before);
  // What became of a submission; nothing if the server does not know it. Overloaded while that is
  // not decided.
  Awaitable<Result<std::optional<wire::SubmissionOutcome>>> submission(ConversationId id,
                                                                       ClientMessageId submission);

  Awaitable<Result<wire::Users>> users(std::vector<UserId> ids);
  // By exact username; NotFound where there is nobody.
  Awaitable<Result<wire::User>> user_named(std::string username);

  Awaitable<Result<ConversationId>> create_group(wire::CreateGroupBody body, ClientMessageId id);
  // True: is a member now; false: left before, and is invited.
  Awaitable<Result<bool>> add_member(ConversationId group, UserId user, ClientMessageId id);
  Awaitable<Result<>> remove_member(ConversationId group, UserId user, ClientMessageId id);

  Awaitable<Result<wire::Contacts>> contacts();
  Awaitable<Result<>> add_contact(UserId user);
  Awaitable<Result<>> block(UserId user);
  Awaitable<Result<wire::Devices>> devices();

 private:
  Awaitable<Result<HttpAnswer>> call(HttpRequest request);
  template <class T>
  Awaitable<Result<T>> get(std::string target);
  template <class T>
  Result<T> read(const HttpAnswer& answer);

  ServerAddress server_;
  std::string token_;
  wire::JsonReader reader_;
};

}  // namespace parley::terminal
