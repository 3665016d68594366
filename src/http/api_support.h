// What the endpoints have in common: who is calling, what they sent, how an answer is written. For
// the api_*.cc files only.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/try.h"
#include "http/api.h"
#include "http/api_rates.h"
#include "pipeline/present.h"
#include "wire/json_reader.h"
#include "wire/requests.h"
#include "wire/responses.h"

// In a handler: the value of a Result, or its error as the answer.
#define PARLEY_ANSWER(declaration, expression) \
  PARLEY_ANSWER_NAMED(PARLEY_JOIN(result_of_answer_, __LINE__), declaration, expression)
#define PARLEY_ANSWER_NAMED(result, declaration, expression) \
  auto result = (expression);                                \
  if (!result) co_return problem(result.error());            \
  declaration = std::move(*result)
#define PARLEY_ANSWER_TRY(expression)                      \
  do {                                                     \
    if (auto result_of_try = (expression); !result_of_try) \
      co_return problem(result_of_try.error());            \
  } while (false)

namespace parley {

// What all endpoints of one loop share. Lives as long as the loop's router.
class ApiSupport {
 public:
  ApiSupport(EdgeLocal& edge, const ApiPorts& ports) : edge_(edge), ports_(ports) {}

  EdgeLocal& edge() const { return edge_; }
  const ApiPorts& ports() const { return ports_; }
  Milliseconds now() const { return ports_.clock.monotonic(); }

  // Who holds the token of this request, which also counts as having seen the device.
  Awaitable<Result<Caller>> authenticate(const RequestContext& context) const;

  // The body as a `T`. BadFrame for what is no such JSON (section 9: hostile JSON everywhere
  // alike).
  template <class T>
  Result<T> body_of(const RequestContext& context);

  // NotFound for an id that is not spelled as one (section 1).
  Result<ConversationId> conversation_of(const RequestContext& context) const;
  Result<UserId> user_of(const RequestContext& context) const;
  Result<Seq> seq_of(const RequestContext& context) const;

 private:
  EdgeLocal& edge_;
  const ApiPorts ports_;
  wire::JsonReader json_;
};

template <class T>
Response answer(int status, const T& value) {
  std::string json;
  wire::append_json(json, value);
  return json_response(status, std::move(json));
}

template <class T>
Result<T> ApiSupport::body_of(const RequestContext& context) {
  auto body = json_.read<T>(context.request.body, wire::Tail::Bare);
  if (!body) return std::unexpected(std::move(body.error().error));
  return *std::move(body);
}

// A query parameter that is a number; nothing if it is absent; BadRequest if it is no number.
Result<std::optional<std::uint64_t>> number_in_query(const RequestContext& context,
                                                     std::string_view name);
// A query parameter that lists users, with commas between; at most `most`.
Result<std::vector<UserId>> users_in_query(const RequestContext& context, std::string_view name,
                                           std::size_t most);

// Where the client finds chat servers, best first: this one, by its configured address, or by the
// one that the client itself used.
std::vector<wire::ChatServer> chat_servers_of(const ApiPorts& ports, const Request& request);
wire::User present(const Profile& profile);

// Adds `handler` for one endpoint; it keeps `api` alive.
using ApiHandler = Awaitable<Response> (*)(std::shared_ptr<ApiSupport>, RequestContext&);
void add_endpoint(Router& router, const std::shared_ptr<ApiSupport>& api, Method method,
                  std::string_view pattern, ApiHandler handler);

// The endpoints, by theme. Each keeps `support` alive through its handlers.
void add_account_routes(Router& router, const std::shared_ptr<ApiSupport>& support);
void add_people_routes(Router& router, const std::shared_ptr<ApiSupport>& support);
void add_conversation_routes(Router& router, const std::shared_ptr<ApiSupport>& support);
void add_member_routes(Router& router, const std::shared_ptr<ApiSupport>& support);
void add_message_routes(Router& router, const std::shared_ptr<ApiSupport>& support);
void add_history_routes(Router& router, const std::shared_ptr<ApiSupport>& support);
void add_report_routes(Router& router, const std::shared_ptr<ApiSupport>& support);
void add_search_routes(Router& router, const std::shared_ptr<ApiSupport>& support);
void add_sync_routes(Router& router, const std::shared_ptr<ApiSupport>& support);

}  // namespace parley
