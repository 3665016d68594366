// The inbox without a socket: polling and long polling. The same items as a session's, from the
// same view.
#include "engines/io/signal.h"
#include "http/api_support.h"
#include "wire/items_frame.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

constexpr std::uint64_t kWaitSecondsMax = 50;
// A long poll looks this often whether its device was revoked.
constexpr Milliseconds kRevocationLook{5'000};

// Wakes a long poll when its user's inbox grows beyond what the client holds, or the server leaves.
class InboxWatch final : public InboxListener {
 public:
  InboxWatch(EdgeLocal& edge, UserId user, InboxSeq held)
      : edge_(edge), user_(user), held_(held), news_(edge.executor()) {
    edge_.listen(user_, *this);
  }
  ~InboxWatch() override { edge_.unlisten(user_, *this); }
  InboxWatch(const InboxWatch&) = delete;
  InboxWatch& operator=(const InboxWatch&) = delete;

  void on_item(InboxSeq inbox_seq, const std::shared_ptr<const std::string>&) override {
    if (inbox_seq > held_) news_.set();
  }
  void on_leave() override { news_.set(); }
  Awaitable<bool> wait_for(Milliseconds most) { return news_.wait_for(most); }

 private:
  EdgeLocal& edge_;
  UserId user_;
  InboxSeq held_;
  Signal news_;
};

struct SyncQuery {
  std::optional<Cursor> cursor;
  std::size_t limit = 0;
  Milliseconds wait{0};
};

Result<SyncQuery> query_of(const RequestContext& context, std::size_t most) {
  SyncQuery query;
  PARLEY_LET(const auto incarnation, number_in_query(context, "incarnation"));
  PARLEY_LET(const auto after, number_in_query(context, "after"));
  PARLEY_LET(const auto limit, number_in_query(context, "limit"));
  PARLEY_LET(const auto wait, number_in_query(context, "wait"));
  if (incarnation.has_value() != after.has_value()) {
    return fail(Errc::BadRequest, "a cursor is incarnation and after");
  }
  if (after) query.cursor = Cursor{Incarnation{*incarnation}, InboxSeq{*after}};
  query.limit = std::clamp<std::size_t>(limit.value_or(most), 1, most);
  if (wait) query.wait = std::chrono::seconds{std::min(*wait, kWaitSecondsMax)};
  return query;
}

Response page_answer(ItemsPage page) { return json_response(200, std::move(page.frame)); }

// Waits for an item in slices, so that a revoked device does not wait to the end. False: nothing
// came.
Awaitable<Result<bool>> wait_for_item(Support api, RequestContext& context, InboxWatch& watch,
                                      Milliseconds most) {
  const Milliseconds until = api->now() + most;
  for (;;) {
    const Milliseconds left = until - api->now();
    if (left <= Milliseconds{0}) co_return false;
    const bool came = co_await watch.wait_for(std::min(left, kRevocationLook));
    // Asked again also where an item came: it may be the one that tells of the revocation.
    const auto caller = co_await api->authenticate(context);
    if (!caller) co_return std::unexpected(caller.error());
    if (came) co_return true;
  }
}

Awaitable<Response> sync(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const SyncQuery query, query_of(context, ports.config.limits.page));
  const InboxSeq held = query.cursor.value_or(Cursor{}).inbox_seq;
  // Before the head is read, so nothing is missed.
  InboxWatch watch(api->edge(), caller.user, held);
  PARLEY_ANSWER(const InboxHead head,
                co_await ports.store_pool.run(
                    [view = ports.inbox, user = caller.user] { return view.head(user); }));
  if (!query.cursor) {
    co_return json_response(200, wire::ItemsPage(head.incarnation).finish(head.head));
  }
  if (const auto reason = resync_reason(*query.cursor, head)) {
    co_return answer(200, wire::Resync{.head = {head.incarnation, head.head}, .reason = *reason});
  }
  api->edge().pipeline().note_device(caller.user, caller.device, held);
  const auto read_page = [view = ports.inbox, user = caller.user, from = next(held),
                          limit = query.limit] { return view.page(user, from, limit); };
  if (held == head.head && query.wait > Milliseconds{0}) {
    PARLEY_ANSWER_TRY(co_await wait_for_item(api, context, watch, query.wait));
  }
  PARLEY_ANSWER(auto page, co_await ports.store_pool.run(read_page));
  co_return page_answer(std::move(page));
}

}  // namespace

void add_sync_routes(Router& router, const Support& api) {
  add_endpoint(router, api, Method::Get, "/v1/sync", sync);
}

}  // namespace parley
