// What a person reads: lines of text made of events, names and errors. Pure but for the time zone.
//
// Whatever others wrote passes through harmless() or one_line(), and nothing else reaches the
// terminal: an escape sequence in a message or a name is shown, not obeyed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "terminal/profile.h"
#include "terminal/sync.h"
#include "wire/events.h"
#include "wire/responses.h"

namespace parley::terminal {

// A well-formed text without anything that a terminal would obey or that would turn the order of
// what is read: control characters (C0, DEL, C1) and directional marks are written as <1B>, a tab
// as a space. Ends of lines stay.
std::string harmless(std::string_view text);
// The same, with ends of lines written out, too: for names and titles.
std::string one_line(std::string_view text);

// How people and conversations are called. A reference to a profile that outlives it.
class Names {
 public:
  explicit Names(const Profile& profile) : profile_(profile) {}

  // `you` for oneself.
  std::string of(UserId user) const;
  std::string of(ConversationId conversation) const;

 private:
  bool is_me(UserId user) const;

  const Profile& profile_;
};

// A stored event as it stands now: `[12] 14:05 romeo: text`. Other lines of a text are indented.
std::string event_text(const Names& names, const wire::Event& event);

// Something that happened just now; `is_open` tells whether it is in the open conversation, or must
// say where it is. Empty if there is nothing to say.
std::string happening_text(const Names& names, const Happening& happening, bool is_open);

// `kept: "text"`, of a thing that is not sent yet.
std::string waiting_text(const Names& names, const OutboxRow& row);
// `not sent: "text": why`.
std::string failed_text(const Names& names, const OutboxRow& row, Errc code);

// One conversation of /list.
std::string chat_text(const Names& names, const Chat& chat, bool is_open);

std::string contact_text(const Names& names, const wire::Contact& contact);
std::string device_text(const wire::Device& device);

// Why something could not be done: one sentence, for people.
std::string_view explanation(Errc code);

std::string help_text();

}  // namespace parley::terminal
