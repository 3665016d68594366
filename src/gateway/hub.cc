#include "gateway/hub.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

#include "engines/io/signal.h"
#include "wire/ws_codec.h"

namespace parley {
namespace {

constexpr Milliseconds kTick{500};
constexpr Milliseconds kDrainLook{20};

}  // namespace

GatewayFigures::GatewayFigures(Metrics& metrics)
    : sessions(metrics.gauge("parley_sessions", "WebSocket sessions that are open.")),
      opened(metrics.counter("parley_sessions_opened_total", "Sessions that were welcomed.")),
      items(metrics.counter("parley_items_sent_total", "Items put into frames of sessions.")),
      pages(metrics.counter("parley_pages_total", "Pages of items read for sessions.")),
      resyncs(metrics.counter("parley_resyncs_total", "Sessions told to start over.")),
      missing_items(metrics.counter("parley_missing_items_total",
                                    "Items that must exist and were not found. An alarm.")),
      frames_in(metrics.counter("parley_frames_received_total", "Frames from clients.")),
      frames_refused(metrics.counter("parley_frames_refused_total", "Frames answered by error.")),
      replaced(metrics.counter("parley_sessions_replaced_total",
                               "Sessions closed for a newer socket of their device.")) {}

Hub::Hub(std::size_t index, EdgeLocal& edge, const GatewayPorts& ports,
         const GatewayOptions& options)
    : index_(index),
      edge_(edge),
      ports_(ports),
      options_(options),
      history_view_(ports.reader),
      read_buffer_(kReadBytes + kWsPaddingBytes),
      desk_({ports.presence, ports.hints, ports.sights, ports.clock, ports.presence_figures}, *this,
            [this](Awaitable<> task) { start(std::move(task)); }),
      scope_(edge.executor()) {
  ports_.hints.connect(index, [this](const std::vector<Hint>& hints) { desk_.take(hints); });
  asio::post(edge.executor(), [this] { scope_.start(keep_time()); });
}

Hub::~Hub() = default;

void Hub::adopt(Socket socket, WaitingPlace place, std::string_view rest) {
  IoError ignored;
  socket.non_blocking(true, ignored);
  socket.set_option(Tcp::no_delay(true), ignored);
  auto session = std::make_shared<Session>(*this, ports_.sockets.next_id(), std::move(socket),
                                           std::move(place));
  sessions_.emplace(session->id(), session);
  if (is_draining_) session->close(WsCloseCode::GoingAway, {});
  ports_.figures.sessions.add(1);
  session->start(rest);
}

void Hub::forget(SocketId id) {
  if (sessions_.erase(id) == 1) ports_.figures.sessions.add(-1);
}

void Hub::close(SocketId id, WsCloseCode code, std::string_view reason) {
  const auto found = sessions_.find(id);
  if (found != sessions_.end()) found->second->close(code, reason);
}

void Hub::flush_later(std::shared_ptr<Session> session) {
  if (dirty_.empty()) asio::post(edge_.executor(), [this] { flush_dirty(); });
  dirty_.push_back(std::move(session));
}

void Hub::flush_dirty() {
  // What a flush makes dirty again is flushed in a turn of its own.
  for (const auto& session : std::exchange(dirty_, {})) session->flush();
}

Awaitable<> Hub::keep_time() {
  while (!is_stopping_) {
    co_await sleep_for(kTick);
    for (const auto& [id, session] : sessions_) session->tick(now());
    desk_.tick();
  }
}

Awaitable<> Hub::drain(Milliseconds spread, Milliseconds most) {
  is_draining_ = true;
  const auto bound = static_cast<std::uint64_t>(spread.count()) + 1;
  for (const auto& [id, session] : sessions_) {
    session->go_away(Milliseconds{static_cast<std::int64_t>(ports_.random.below(bound))});
  }
  const Milliseconds until = now() + most;
  while (!sessions_.empty() && now() < until) {
    co_await sleep_for(kDrainLook);
    for (const auto& [id, session] : sessions_) session->tick(now());
  }
  // Those that are left end in turns of their own.
  for (const auto& [id, session] : sessions_) session->drop_socket();
  do {
    co_await sleep_for(kDrainLook);
  } while (!sessions_.empty() && now() < until + most);
  is_stopping_ = true;
  scope_.cancel();
  co_await scope_.wait_for(most);
}

}  // namespace parley
