// What an annotation makes of a stored message.
#pragma once

#include "wire/events.h"

namespace parley::terminal {

// Each is false, and nothing changed, if the message had it folded in already (its revision is not
// below the annotation's seq). True where a reader sees a difference.
bool fold(wire::MessageEvent& message, const wire::EditEvent& edit);
bool fold(wire::MessageEvent& message, const wire::DeleteEvent& deletion);
bool fold(wire::MessageEvent& message, const wire::ReactionEvent& reaction);

}  // namespace parley::terminal
