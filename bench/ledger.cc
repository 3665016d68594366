#include "bench/ledger.h"

#include "base/check.h"

namespace parley::bench {

Ledger::Ledger(const Shape& shape)
    : shape_(shape),
      streams_(std::size_t{shape.rooms} * shape.senders),
      expected_(std::size_t{shape.rooms} * shape.members * shape.senders) {
  PARLEY_CHECK(shape.senders <= shape.members);
}

std::uint64_t Ledger::send(Place sender) {
  Stream& stream = streams_[stream_index(sender.room, sender.member)];
  const std::uint32_t owed = shape_.tells_sender ? shape_.members + 1 : shape_.members - 1;
  stream.messages.push_back({owed, false});
  ++open_;
  return stream.first + stream.messages.size() - 1;
}

bool Ledger::hear(Place listener, std::uint32_t sender, std::uint64_t number) {
  if (sender >= shape_.senders) {
    ++faults_.unknown;
    return false;
  }
  Stream& stream = streams_[stream_index(listener.room, sender)];
  if (number >= stream.first + stream.messages.size()) {
    ++faults_.unknown;
    return false;
  }
  const std::size_t member = std::size_t{listener.room} * shape_.members + listener.member;
  std::uint64_t& expected = expected_[member * shape_.senders + sender];
  if (number < expected) {
    ++faults_.repeated;
    return false;
  }
  faults_.skipped += number - expected;
  expected = number + 1;
  Message* message = find(stream, number);
  return message != nullptr && pay(stream, *message);
}

bool Ledger::settle(Place sender, std::uint64_t number) {
  Stream& stream = streams_[stream_index(sender.room, sender.member)];
  if (number >= stream.first + stream.messages.size()) {
    ++faults_.unknown;
    return false;
  }
  Message* message = find(stream, number);
  if (message == nullptr || message->is_settled) {
    ++faults_.repeated;
    return false;
  }
  message->is_settled = true;
  return pay(stream, *message);
}

std::uint64_t Ledger::sent_by(Place sender) const {
  const Stream& stream = streams_[stream_index(sender.room, sender.member)];
  return stream.first + stream.messages.size();
}

std::size_t Ledger::stream_index(std::uint32_t room, std::uint32_t sender) const {
  PARLEY_CHECK(room < shape_.rooms && sender < shape_.senders);
  return std::size_t{room} * shape_.senders + sender;
}

// The message, or nothing where it is complete and forgotten. `number` was sent.
Ledger::Message* Ledger::find(Stream& stream, std::uint64_t number) {
  return number < stream.first ? nullptr : &stream.messages[number - stream.first];
}

bool Ledger::pay(Stream& stream, Message& message) {
  if (message.owed == 0) return false;
  --message.owed;
  if (message.owed > 0) return false;
  --open_;
  while (!stream.messages.empty() && stream.messages.front().owed == 0) {
    stream.messages.pop_front();
    ++stream.first;
  }
  return true;
}

}  // namespace parley::bench
