#include "bench/session.h"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

namespace parley::bench {
namespace {

constexpr std::string_view kUpgrade =
    "GET /v1/ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: cGFybGV5IGxvYWQgdGVzdA==\r\n"
    "Sec-WebSocket-Protocol: parley.v1.json\r\n\r\n";
constexpr std::string_view kUpgraded = "HTTP/1.1 101 ";

}  // namespace

Session::Session(Loop& loop, SessionShared& shared, std::size_t index, std::string token,
                 std::optional<Cursor> cursor)
    : Connection(loop),
      shared_(shared),
      index_(index),
      token_(std::move(token)),
      cursor_(cursor),
      mask_(static_cast<std::uint32_t>(shared.random.u64())) {}

Result<> Session::start() { return connect(shared_.server, source_address(index_)); }

void Session::send(ConversationId conversation, std::uint64_t ref, std::string_view text) {
  std::array<std::uint8_t, 10> chance;
  shared_.random.fill(chance);
  // Ids of one sender ascend also within a millisecond, as RFC 9562 recommends.
  ++ids_made_;
  chance[0] = static_cast<std::uint8_t>(ids_made_ >> 8);
  chance[1] = static_cast<std::uint8_t>(ids_made_);
  shared_.json.clear();
  fmt::format_to(
      std::back_inserter(shared_.json),
      R"({{"type":"send","ref":"{}","client_message_id":"{}","conversation":"{}","text":"{}"}})",
      ref, to_text(make_client_message_id(shared_.clock.now(), chance)), to_text(conversation),
      text);
  write(Opcode::Text, shared_.json);
}

void Session::tick(Time now) {
  if (state_ != State::Live || !is_open()) return;
  if (shared_.ack_every.count() > 0 && newest_ > acked_ && now - last_ack_ >= shared_.ack_every) {
    acked_ = newest_;
    last_ack_ = now;
    write(Opcode::Text, fmt::format(R"({{"type":"ack","inbox_seq":{}}})", acked_));
  }
  if (now - last_ping_ >= heartbeat_) {
    last_ping_ = now;
    write(Opcode::Text, R"({"type":"ping"})");
  }
}

void Session::on_connected() { outgoing().append(kUpgrade); }

std::size_t Session::on_bytes(std::string_view bytes) {
  std::size_t used = state_ == State::Upgrading ? take_upgrade(bytes) : 0;
  while (state_ != State::Upgrading && is_open()) {
    const WsFrame frame = read_ws_frame(bytes.substr(used));
    if (frame.state == WsFrame::State::Partial) break;
    if (frame.state == WsFrame::State::Broken) {
      give_up("a broken WebSocket frame");
      break;
    }
    take_frame(frame);
    used += frame.size;
  }
  return used;
}

void Session::on_closed() { give_up("the connection was closed or refused"); }

std::size_t Session::take_upgrade(std::string_view bytes) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == bytes.npos) return 0;
  if (!bytes.starts_with(kUpgraded)) {
    give_up("not upgraded: " + std::string(bytes.substr(0, bytes.find('\r'))));
    return bytes.size();
  }
  state_ = State::Greeting;
  const auto cursor =
      cursor_ ? fmt::format(R"(,"cursor":{{"incarnation":{},"inbox_seq":{}}})",
                            to_number(cursor_->incarnation), to_number(cursor_->inbox_seq))
              : std::string();
  write(Opcode::Text,
        fmt::format(R"({{"type":"hello","token":"{}","instance":"bench-{}",)"
                    R"("client":{{"name":"bench","version":"1"}},"mode":"foreground"{}}})",
                    token_, index_, cursor));
  return end + 4;
}

void Session::take_frame(const WsFrame& frame) {
  switch (frame.opcode) {
    case Opcode::Text: return take_text(frame.payload);
    case Opcode::Ping: return write(Opcode::Pong, frame.payload);
    case Opcode::Pong: return;
    case Opcode::Close: return give_up(fmt::format("closed with {}", close_code(frame.payload)));
    case Opcode::Binary: return give_up("a binary frame");
  }
}

void Session::take_text(std::string_view json) {
  ServerFrame frame;
  if (!read_frame(json, frame, shared_.items)) return give_up("a frame that cannot be read");
  if (frame.type == "items") return take_items();
  if (frame.type == "accepted") {
    std::uint64_t ref = 0;
    std::from_chars(frame.ref.data(), frame.ref.data() + frame.ref.size(), ref);
    if (!frame.code.empty()) return give_up("rejected: " + std::string(frame.code));
    return shared_.listener.on_accepted(index_, ref);
  }
  if (frame.type == "welcome") return welcome(frame);
  if (frame.type == "error") return give_up("error: " + std::string(frame.code));
  if (frame.type == "resync" || frame.type == "goaway") return give_up(std::string(frame.type));
}

void Session::welcome(const ServerFrame& frame) {
  state_ = State::Live;
  ++shared_.live;
  head_at_start_ = {Incarnation{frame.incarnation}, InboxSeq{frame.head}};
  newest_ = cursor_ ? to_number(cursor_->inbox_seq) : frame.head;
  acked_ = newest_;
  heartbeat_ = Milliseconds{frame.heartbeat_ms};
  // Sessions that open at the same moment shall not all acknowledge at the same moment.
  last_ping_ = std::chrono::steady_clock::now();
  last_ack_ = last_ping_ - shared_.ack_every * (index_ % 16) / 16;
}

void Session::take_items() {
  for (const auto& item : shared_.items) {
    if (item.inbox_seq != newest_ + 1) {
      return give_up(fmt::format("item {} after item {}", item.inbox_seq, newest_));
    }
    newest_ = item.inbox_seq;
    shared_.listener.on_item(index_, item);
  }
}

void Session::write(Opcode opcode, std::string_view payload) {
  write_ws_frame(opcode, payload, mask_, outgoing());
}

void Session::give_up(std::string what) {
  if (!shared_.failure) shared_.failure = fmt::format("session {}: {}", index_, what);
  close();
}

}  // namespace parley::bench
