// Submissions over HTTP: the Idempotency-Key, the door, and the outcome as a response. For the
// api_*.cc files only.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "http/api_support.h"

namespace parley {

// One submission at hand: who submits what to which conversation.
struct HttpSubmission {
  Caller caller;
  ConversationId conversation;
  ClientMessageId id;
  Facts facts;
};

// The client_message_id that the request names, or a new one where it names none. BadFrame for a
// key that is no such id.
Result<ClientMessageId> submission_id(const ApiSupport& api, const RequestContext& context);

// Passes the door: limits and facts. `text` is that of the submission, if it has one.
Awaitable<Result<HttpSubmission>> pass_door(std::shared_ptr<ApiSupport> api,
                                            RequestContext& context,
                                            std::optional<std::string_view> text);

// Submits and answers: 201 for a new event, 200 for a duplicate or where nothing changed, the
// problem of a refusal, or 202 with Location where the outcome is not known within 2 s.
Awaitable<Response> submit(std::shared_ptr<ApiSupport> api, HttpSubmission submission,
                           CommandBody body);

// A problem that also lists people (`cannot_add`).
Response problem_with_users(const Error& error, std::vector<UserId> users);

}  // namespace parley
