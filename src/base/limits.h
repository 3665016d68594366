// Every limit of the protocol (section 7), in one place. Clients read them in `welcome.limits`; an
// operator sets them under `[limits]`, within the ranges that options.def gives.
#pragma once

#include <cstdint>

namespace parley {

struct Limits {
  // Texts and names, in Unicode code points.
  std::uint32_t text_code_points = 99'999;
  std::uint32_t title_code_points = 128;
  std::uint32_t display_name_code_points = 64;
  std::uint32_t username_characters_min = 3;
  std::uint32_t username_characters = 32;
  std::uint32_t password_code_points_min = 8;
  std::uint32_t password_code_points = 128;

  // How many of a thing there may be.
  std::uint32_t group_members = 100;  // Fixed: no option sets it.
  std::uint32_t groups_a_user = 5'000;
  std::uint32_t contacts_a_user = 5'000;
  std::uint32_t devices_a_user = 20;
  std::uint32_t page = 100;
  std::uint32_t watched_users = 200;
  std::uint32_t open_conversations = 4;

  // Rates.
  std::uint32_t submissions_a_second = 5;                // A user …
  std::uint32_t submissions_burst = 30;                  // … who was quiet has this many at once.
  std::uint32_t conversation_submissions_a_second = 50;  // All senders of one conversation.
  std::uint32_t text_bytes_in_10_s = 1'048'576;          // A user.
  std::uint32_t new_direct_a_day = 20;                   // A user, to strangers.
  std::uint32_t sign_ups_a_minute = 10;                  // An address.
  std::uint32_t log_ins_a_minute = 60;                   // An address.
  std::uint32_t look_ups_a_minute = 10;                  // A user.

  friend bool operator==(const Limits&, const Limits&) = default;
};

}  // namespace parley
