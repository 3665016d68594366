// The rules of each kind of command, behind sequencer.cc and for nobody else.
//
// Every `decide_kind` is called with a sender who has passed the checks that all kinds share (age
// of the id, existence, membership, cannot_message). It either leaves the conversation as it is, or
// changes its participants and settings and then calls become_event() once.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "conversations/sequencer.h"

namespace parley::rules {

// One command on its way to a decision.
struct Turn {
  Conversation& conversation;
  const std::optional<Target>& target;
  const Command& command;
  TimeMs at{};  // When the command was put in the log.

  UserId sender() const { return command.sender; }
  // The seq and time of the event that the command becomes, if it becomes one.
  Seq seq() const { return next(conversation.head); }
  TimeMs sent_at() const { return std::max(at, conversation.last_sent_at); }
};

Decision rejected(Errc code);
Decision unchanged(Seq made_so_by);
// Advances head, ordinal and last_sent_at.
Decision become_event(const Turn& turn, EventBody body, std::vector<UserId> recipients);

// rules_messages.cc
Decision decide_kind(const Turn& turn, const SendMessage& send);
// The members among `written`, each once, at most kMentionsMax, in the order written.
std::vector<UserId> mentions_kept(const Conversation& conversation,
                                  const std::vector<UserId>& written);

// rules_annotations.cc
Decision decide_kind(const Turn& turn, const EditMessage& edit);
Decision decide_kind(const Turn& turn, const DeleteMessage& deletion);
Decision decide_kind(const Turn& turn, const React& react);

// rules_groups.cc
Decision decide_kind(const Turn& turn, const CreateGroup& create);
Decision decide_kind(const Turn& turn, const ChangeSettings& change);
Decision decide_kind(const Turn& turn, const CloseGroup& close);
// The sender's role; they must be a participant of a group.
Role role_of_sender(const Turn& turn);
// Ends the membership at the event that the turn becomes.
void leave(const Turn& turn, Participant& participant, bool by_choice);

// rules_members.cc
Decision decide_kind(const Turn& turn, const PutMember& put);
Decision decide_kind(const Turn& turn, const RemoveMember& remove);

}  // namespace parley::rules
