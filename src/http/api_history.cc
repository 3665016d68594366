// Reading what was said: pages of history, one event whole, and who received and read how far.
#include "http/api_support.h"
#include "pipeline/conversations_view.h"
#include "pipeline/history_view.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

std::optional<Seq> as_seq(const std::optional<std::uint64_t>& number) {
  return number ? std::optional(Seq{*number}) : std::nullopt;
}

Result<HistoryQuery> query_of(const RequestContext& context, std::size_t most) {
  HistoryQuery query;
  PARLEY_LET(const auto before, number_in_query(context, "before"));
  PARLEY_LET(const auto after, number_in_query(context, "after"));
  PARLEY_LET(const auto around, number_in_query(context, "around"));
  PARLEY_LET(const auto limit, number_in_query(context, "limit"));
  if (before.has_value() + after.has_value() + around.has_value() > 1) {
    return fail(Errc::BadRequest, "before, after and around exclude each other");
  }
  query.before = as_seq(before);
  query.after = as_seq(after);
  query.around = as_seq(around);
  query.limit = std::min<std::size_t>(limit.value_or(query.limit), most);
  return query;
}

Awaitable<Response> history(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const ConversationId id, api->conversation_of(context));
  PARLEY_ANSWER(const HistoryQuery query, query_of(context, ports.config.limits.page));
  PARLEY_ANSWER(auto page,
                co_await ports.store_pool.run([view = HistoryView(ports.reader), user = caller.user,
                                               id, query] { return view.page(user, id, query); }));
  co_return answer(
      200, wire::EventPage{
               .events = std::move(page.events), .range = page.range, .has_more = page.has_more});
}

Awaitable<Response> event(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const ConversationId id, api->conversation_of(context));
  PARLEY_ANSWER(const Seq seq, api->seq_of(context));
  PARLEY_ANSWER(const auto shown,
                co_await ports.store_pool.run([view = HistoryView(ports.reader), user = caller.user,
                                               id, seq] { return view.event(user, id, seq); }));
  co_return answer(200, shown);
}

// Markers of everybody in the conversation; of who left it, their own only. NotFound for who never
// was in it.
Result<std::vector<wire::Marker>> read_markers(const ChatReader& reader, UserId user,
                                               ConversationId id) {
  PARLEY_LET(const Conversation conversation, reader.conversation(id));
  if (!is_participant(conversation, user)) return fail(Errc::NotFound);
  const ConversationsView view(reader);
  std::vector<wire::Marker> markers;
  const bool is_in = is_member(conversation, user);
  for (const UserId member : is_in ? members_of(conversation) : std::vector{user}) {
    PARLEY_LET(const auto marker, view.marker(member, id));
    markers.push_back(marker);
  }
  return markers;
}

Awaitable<Response> receipts(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const ConversationId id, api->conversation_of(context));
  PARLEY_ANSWER(auto markers,
                co_await ports.store_pool.run([reader = ports.reader, user = caller.user, id] {
                  return read_markers(reader, user, id);
                }));
  std::vector<UserId> members;
  for (const wire::Marker& marker : markers) members.push_back(marker.user);
  // Who hides their receipts is not seen, and does not see those of others.
  PARLEY_ANSWER(const auto shown, co_await ports.sql_pool.run([&facts = ports.facts,
                                                               user = caller.user, id, &members] {
    return facts.who_show_receipts(user, members, id.is_group());
  }));
  std::erase_if(markers, [&](const wire::Marker& marker) {
    return std::ranges::find(shown, marker.user) == shown.end();
  });
  co_return answer(200, wire::Markers{.markers = std::move(markers)});
}

}  // namespace

void add_history_routes(Router& router, const Support& api) {
  const std::string conversation = "/v1/conversations/{id}";
  add_endpoint(router, api, Method::Get, conversation + "/events", history);
  add_endpoint(router, api, Method::Get, conversation + "/events/{seq}", event);
  add_endpoint(router, api, Method::Get, conversation + "/receipts", receipts);
}

}  // namespace parley
