// Finding what was said: full-text search, and the messages that name the caller.
#include "http/api_support.h"
#include "search/search_service.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

constexpr std::size_t kPage = 50;

// What both endpoints take. Texts are copied, for the work runs on another thread.
struct Page {
  std::optional<std::string> before;
  std::size_t limit = kPage;
};

Result<Page> page_of(const RequestContext& context, std::size_t most) {
  Page page;
  if (const auto before = context.request.query_value("before")) page.before = *before;
  PARLEY_LET(const auto limit, number_in_query(context, "limit"));
  page.limit = std::clamp<std::size_t>(limit.value_or(kPage), 1, most);
  return page;
}

Awaitable<Response> search(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(Page page, page_of(context, ports.config.limits.page));
  const auto query = context.request.query_value("query");
  if (!query) co_return problem({Errc::BadRequest, "no query"});
  std::optional<ConversationId> conversation;
  if (const auto id = context.request.query_value("conversation")) {
    conversation = conversation_from(*id);
    if (!conversation) co_return problem({Errc::NotFound, {}});
  }
  PARLEY_ANSWER(const auto found,
                co_await ports.search_pool.run([&service = ports.search, user = caller.user,
                                                text = std::string(*query), conversation,
                                                page = std::move(page)] {
                  return service.search(user, {text, conversation, page.before, page.limit});
                }));
  co_return answer(200, found);
}

Awaitable<Response> mentions(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(Page page, page_of(context, ports.config.limits.page));
  PARLEY_ANSWER(const auto found,
                co_await ports.search_pool.run(
                    [&service = ports.search, user = caller.user, page = std::move(page)] {
                      return service.mentions(user, page.before, page.limit);
                    }));
  co_return answer(200, found);
}

}  // namespace

void add_search_routes(Router& router, const Support& api) {
  add_endpoint(router, api, Method::Get, "/v1/search", search);
  add_endpoint(router, api, Method::Get, "/v1/mentions", mentions);
}

}  // namespace parley
