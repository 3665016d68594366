// Whatever is taken for a ticket of ours is one that we would write the same way, and without the
// key nobody gets that far.
#include <cstdlib>

#include "accounts/recovery_code.h"
#include "accounts/ticket.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  parley::TicketKey key;
  key.secret.fill(0x5a);
  const auto read = parley::ticket_from(text);
  if (read && read->is_signed_by(key) && parley::seal(read->ticket, key) != text) std::abort();
  if (parley::recovery_code_hash(text) && size < 20) std::abort();
  return 0;
}
