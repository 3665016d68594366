// The row of a group's roster.
//
// |1 version|string title|1 history|varint participants|participant each, ascending by user|
//
//   participant   8 user · 1 flags · place joined · place changed · varint intervals · (place from
//   ·
//                 place to; 0: open) each · 8 invited by · place invited at, if flagged
//   flags         bit 0 is a member, 1 left by choice, 2 has an invitation, 4 and 5 the role
#include "conversations/value_codec.h"
#include "store/rows.h"
#include "store/rows_bytes.h"

namespace parley {
namespace {

constexpr std::uint8_t kIsMember = 1;
constexpr std::uint8_t kLeftByChoice = 2;
constexpr std::uint8_t kHasInvitation = 4;
constexpr std::uint8_t kKnownFlags = kIsMember | kLeftByChoice | kHasInvitation;
constexpr int kRoleShift = 4;
constexpr std::size_t kParticipantBytesLeast = 14;

std::uint8_t flags_of(const Participant& participant) {
  unsigned flags = std::to_underlying(participant.role);
  flags <<= kRoleShift;
  if (participant.is_member) flags |= kIsMember;
  if (participant.left_by_choice) flags |= kLeftByChoice;
  if (participant.invitation) flags |= kHasInvitation;
  return static_cast<std::uint8_t>(flags);
}

void write_participant(ByteWriter& out, const Participant& participant) {
  out.u8(flags_of(participant));
  write_place(out, participant.joined);
  write_place(out, participant.changed);
  out.varint(participant.intervals.size());
  for (const Interval& interval : participant.intervals) {
    write_place(out, interval.from);
    write_place(out, interval.is_open() ? Seq{} : interval.to);
  }
  if (!participant.invitation) return;
  out.u64(participant.invitation->by.bits());
  write_place(out, participant.invitation->at);
}

Interval read_interval(ByteReader& in) {
  Interval interval;
  interval.from = read_place<Seq>(in);
  const Seq to = read_place<Seq>(in);
  interval.to = to == Seq{} ? kOpenEnd : to;
  return interval;
}

// Disjoint, oldest first, of a number that is allowed, and open exactly where somebody is in.
bool are_sound(const Participant& participant) {
  const auto& intervals = participant.intervals;
  if (intervals.empty() || intervals.size() > kIntervalsMax) return false;
  Seq end{};
  for (const Interval& interval : intervals) {
    if (interval.from <= end || interval.to < interval.from || interval.to > kOpenEnd) return false;
    end = interval.to;
  }
  return intervals.back().is_open() == participant.is_member;
}

Participant read_participant(ByteReader& in) {
  Participant participant;
  const std::uint8_t flags = in.u8_below(3U << kRoleShift);
  if ((flags & 0x0f & ~kKnownFlags) != 0) in.fail();
  participant.is_member = (flags & kIsMember) != 0;
  participant.left_by_choice = (flags & kLeftByChoice) != 0;
  participant.role = static_cast<Role>(flags >> kRoleShift);
  participant.joined = read_place<Seq>(in);
  participant.changed = read_place<Seq>(in);
  participant.intervals.resize(static_cast<std::size_t>(in.count(2)));
  for (Interval& interval : participant.intervals) interval = read_interval(in);
  if (!are_sound(participant)) in.fail();
  if ((flags & kHasInvitation) == 0) return participant;
  Invitation invitation;
  invitation.by = UserId{in.u64()};
  invitation.at = read_place<TimeMs>(in);
  participant.invitation = invitation;
  return participant;
}

}  // namespace

std::string encode_roster(const Conversation& conversation) {
  std::string bytes;
  ByteWriter out = begin_row(bytes);
  out.string(conversation.title);
  out.u8(std::to_underlying(conversation.history));
  out.varint(conversation.participants.size());
  for (const auto& [user, participant] : conversation.participants) {
    out.u64(user.bits());
    write_participant(out, participant);
  }
  return bytes;
}

Result<> decode_roster(std::string_view bytes, Conversation& conversation) {
  ByteReader in = open_row(bytes);
  std::string title(in.string());
  const HistoryRule history = read_history_rule(in);
  std::map<UserId, Participant> participants;
  const std::uint64_t count = in.count(kParticipantBytesLeast);
  for (std::uint64_t i = 0; i < count && !in.failed(); ++i) {
    const UserId user{in.u64()};
    if (!participants.empty() && user <= participants.rbegin()->first) in.fail();
    participants.emplace_hint(participants.end(), user, read_participant(in));
  }
  if (!in.finished()) return fail(Errc::StoreFailed, "roster: a row that cannot be read");
  conversation.title = std::move(title);
  conversation.history = history;
  conversation.participants = std::move(participants);
  return {};
}

}  // namespace parley
