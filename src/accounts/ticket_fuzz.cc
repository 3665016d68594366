// Whatever is taken for a ticket of ours is one that we would write the same way. The input is
// tried as a text, and as the bytes that a text stands for, which gets past the alphabet; as a
// recovery code too.
#include <cstdlib>

#include "accounts/base64url.h"
#include "accounts/recovery_code.h"
#include "accounts/ticket.h"

namespace {

void try_text(const std::string& text) {
  parley::TicketKey key;
  key.secret.fill(0x5a);
  const auto read = parley::ticket_from(text);
  if (!read) return;
  const std::string ours = parley::seal(read->ticket, key);
  if (read->is_signed_by(key) != (ours == text)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  try_text(input);
  try_text(parley::to_base64url(input));
  if (parley::recovery_code_hash(input) && size < 20) std::abort();
  return 0;
}
