#include "terminal/link.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "terminal/render.h"

namespace parley::terminal {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kIdleWait = 1h;
constexpr Milliseconds kWelcomeWait = 10s;
constexpr Milliseconds kEndWait = 2s;
// A connection that lived so long was a good one: the backoff begins anew.
constexpr Milliseconds kGoodLife = 5s;

}  // namespace

Link::Link(Executor executor, LinkParts parts)
    : parts_(parts),
      nudged_(executor),
      scope_(executor),
      instance_(std::to_string(parts.random.u64())) {}

Awaitable<> Link::run() {
  while (!is_stopped_) {
    begins_again_ = false;
    if (!has_account()) {
      nudged_.clear();
      co_await nudged_.wait_for(kIdleWait);
      continue;
    }
    parts_.api.set_token(profile().account->token);
    if (!profile().cursor && !co_await start_from(std::nullopt, false)) {
      co_await work_after({});
      continue;
    }
    const Milliseconds began = parts_.clock.monotonic();
    const Ended ended = co_await connect();
    if (parts_.clock.monotonic() - began > kGoodLife) attempt_ = 0;
    co_await work_after(ended);
  }
}

void Link::stop() {
  is_stopped_ = true;
  account_changed();
}

void Link::nudge() {
  pump();
  tick();
  nudged_.set();
}

void Link::account_changed() {
  ticket_.clear();
  attempt_ = 0;
  begins_again_ = true;
  if (connection_ != nullptr) connection_->close(WsCloseCode::Normal);
  nudged_.set();
}

bool Link::has_account() const { return profile().account && !profile().account->token.empty(); }

bool Link::keep(const Changes& changes) {
  const auto kept = parts_.book.commit(changes);
  if (!kept) parts_.output.show("! the profile cannot be written: " + kept.error().detail);
  return kept.has_value();
}

void Link::say_once(std::string_view text) {
  if (said_ == text) return;
  said_ = text;
  parts_.output.show(text);
}

// What follows a connection, or an attempt at one.
Awaitable<> Link::work_after(Ended ended) {
  if (is_stopped_ || begins_again_) co_return;
  switch (ended.then) {
    case AfterClose::UseToken: ticket_.clear(); co_return;
    case AfterClose::LoggedOut: {
      Account account = *profile().account;
      account.token.clear();
      keep({.account = account});
      say_once("· this device is logged out; /login " + one_line(account.username));
      co_return;
    }
    case AfterClose::Replaced:
    case AfterClose::GiveUp:
      say_once(ended.then == AfterClose::Replaced
                   ? "· another connection took the place of this one; /quit and begin again"
                   : "· the server refuses this terminal; /quit and begin again");
      nudged_.clear();
      while (!is_stopped_ && !begins_again_) {
        co_await nudged_.wait_for(kIdleWait);
        nudged_.clear();
      }
      co_return;
    case AfterClose::Reconnect: break;
  }
  if (!ended.after) say_once("· not connected; trying again");
  const Milliseconds wait = ended.after.value_or(backoff(attempt_++, parts_.random));
  const Milliseconds until = parts_.clock.monotonic() + wait;
  // A nudge does not shorten the wait: it protects the server.
  for (Milliseconds left = wait; left > 0ms && !is_stopped_ && !begins_again_;
       left = until - parts_.clock.monotonic()) {
    nudged_.clear();
    co_await nudged_.wait_for(left);
  }
}

// The list first, then whatever comes after `head`. True if that is where the profile stands now.
Awaitable<bool> Link::start_from(std::optional<Cursor> head, bool forgets) {
  const Account account = *profile().account;
  if (!head) {
    const auto newest = co_await parts_.api.head();
    if (!newest && newest.error().code == Errc::Unauthorized) {
      co_await work_after({.then = AfterClose::LoggedOut});
    }
    if (!newest) co_return false;
    head = *newest;
  }
  const auto listed = co_await parts_.api.conversations();
  // Somebody may have logged out while we waited.
  if (!listed || profile().account != account) co_return false;
  co_return keep(start_at(profile(), *head, forgets, *listed));
}

Awaitable<Link::Ended> Link::connect() {
  auto opened = co_await WsConnection::open(parts_.api.server(), parts_.random);
  if (!opened || is_stopped_ || begins_again_) co_return Ended{};
  WsConnection& connection = **opened;
  connection_ = &connection;
  const wire::HelloFrame greeting = hello();
  std::string json;
  append_json(json, wire::ClientFrame(greeting));
  connection.send(json);
  scope_.start(connection.write_all());
  last_heard_ = parts_.clock.monotonic();
  heartbeat_ = kWelcomeWait;
  scope_.start(tick_along(connection));
  const Ended ended = co_await follow(connection, greeting.ticket.has_value());
  connection_ = nullptr;
  is_online_ = false;
  connection.close(WsCloseCode::Normal);
  if (!co_await scope_.wait_for(kEndWait)) {
    scope_.cancel();
    co_await scope_.wait_for(kEndWait);
  }
  co_return ended;
}

wire::HelloFrame Link::hello() const {
  wire::HelloFrame hello;
  const bool is_fresh = parts_.clock.monotonic() - ticket_since_ < kTicketLife;
  if (!ticket_.empty() && is_fresh) {
    hello.ticket = ticket_;
  } else {
    hello.token = profile().account->token;
  }
  hello.instance = instance_;
  hello.client = {"parley chat", "1"};
  hello.cursor = profile().cursor;
  hello.mode = wire::Mode::Foreground;
  return hello;
}

Awaitable<Link::Ended> Link::follow(WsConnection& connection, bool used_ticket) {
  wire::JsonReader reader;
  for (;;) {
    const auto incoming = co_await connection.receive();
    // What this connection brings belongs to who was logged in when it was made.
    if (is_stopped_ || begins_again_) co_return Ended{};
    if (incoming.is_closed) co_return Ended{after_close(incoming.closed, used_ticket)};
    last_heard_ = parts_.clock.monotonic();
    auto frame = reader.read<wire::ServerFrame>(incoming.text, wire::Tail::Bare);
    // A frame of a newer server, or one that we misread: passed over. Items that were in it are
    // missed by the next ones, and asked for again.
    if (!frame) continue;
    if (const auto* welcome = std::get_if<wire::Welcome>(&*frame)) {
      take_welcome(*welcome);
      continue;
    }
    if (const auto ended = co_await take(std::move(*frame))) co_return *ended;
  }
}

void Link::take_welcome(const wire::Welcome& welcome) {
  on_its_way_.reset();
  send_after_ = 0ms;
  told_.clear();
  heartbeat_ = welcome.heartbeat_ms;
  last_ping_ = last_heard_;
  acknowledged_ = profile().cursor->inbox_seq;
  server_ahead_ = welcome.server_time - parts_.clock.now();
  keep_ticket(welcome.ticket);
  is_online_ = true;
  say_once("· connected");
  nudge();
}

Awaitable<std::optional<Link::Ended>> Link::take(wire::ServerFrame frame) {
  if (const auto* items = std::get_if<wire::Items>(&frame)) {
    if (!co_await take_items(*items)) co_return Ended{};
  } else if (const auto* resync = std::get_if<wire::Resync>(&frame)) {
    const bool forgets = resync->reason == wire::ResyncReason::Changed;
    const bool is_done = co_await start_from(resync->head, forgets);
    if (is_done) say_once("· much has happened; /list shows what is new");
    co_return Ended{.after = is_done ? std::optional(0ms) : std::nullopt};
  } else if (const auto* accepted = std::get_if<wire::Accepted>(&frame)) {
    take_answer(accepted->ref, judge(*accepted));
  } else if (const auto* error = std::get_if<wire::ErrorFrame>(&frame)) {
    const Verdict verdict = judge(*error);
    take_answer(error->ref, verdict);
    if (verdict.next == Verdict::Next::Elsewhere) co_return Ended{};
  } else if (const auto* goaway = std::get_if<wire::Goaway>(&frame)) {
    say_once("· the server is leaving; connecting again");
    co_return Ended{.after = goaway->reconnect_after_ms};
  } else if (auto* pong = std::get_if<wire::Pong>(&frame)) {
    if (pong->ticket) keep_ticket(std::move(*pong->ticket));
  }
  co_return std::nullopt;
}

// False: connect anew, with the cursor that is stored.
Awaitable<bool> Link::take_items(const wire::Items& items) {
  if (!has_account()) co_return false;
  const auto step = apply_items(profile(), parts_.book.store(), items);
  if (!step || !keep(step->changes)) co_return false;  // (1)
  std::optional<ConversationId> untitled;
  for (const auto& [id, chat] : step->changes.chats) {
    if (id.is_group() && chat.title.empty()) untitled = id;
  }
  co_await learn(strangers_in(profile(), step->happenings), untitled);
  const Names names(profile());
  for (const Happening& happening : step->happenings) {
    const bool is_open = happening.conversation && happening.conversation == profile().open;
    parts_.output.show(happening_text(names, happening, is_open));
  }
  const auto open = profile().open ? profile().chats.find(*profile().open) : profile().chats.end();
  if (open != profile().chats.end()) mark_shown(open->second);
  nudge();
  co_return !step->has_gap;
}

void Link::mark_shown(const Chat& chat) {
  const Changes changes = mark_read(chat);
  if (!changes.chats.empty()) keep(changes);
  nudge();
}

Awaitable<> Link::learn(std::vector<UserId> strangers, std::optional<ConversationId> group) {
  Changes learned;
  if (!strangers.empty()) {
    const auto users = co_await parts_.api.users(std::move(strangers));
    if (users) {
      for (const auto& user : users->users) learned.people[user.user] = person_of(user);
    }
  }
  if (group) {
    const auto details = co_await parts_.api.conversation(*group);
    const auto known = profile().chats.find(*group);
    if (details && details->title && known != profile().chats.end()) {
      Chat chat = known->second;
      chat.title = *details->title;
      learned.chats.emplace(*group, std::move(chat));
    }
  }
  if (!learned.people.empty() || !learned.chats.empty()) keep(learned);
}

void Link::keep_ticket(std::string ticket) {
  ticket_ = std::move(ticket);
  ticket_since_ = parts_.clock.monotonic();
}

}  // namespace parley::terminal
