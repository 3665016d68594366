#include "http/head_validator.h"

#include <charconv>
#include <optional>

#include "http/http_text.h"

namespace parley {
namespace {

using Judgement = std::optional<HttpFault>;

constexpr HttpFault kBadLineBreak{400, "a line break that is not CR LF"};
constexpr HttpFault kTooLarge{431, "the head is too large"};

// Fields that say one thing, or nothing that can be trusted. (Content-Length and Transfer-Encoding
// are two of them: a second one is the classic way to smuggle.)
constexpr std::string_view kOnlyOnce[] = {
    "host",
    "content-length",
    "transfer-encoding",
    "content-type",
    "authorization",
    "idempotency-key",
    "origin",
    "expect",
    "upgrade",
    "sec-websocket-key",
    "sec-websocket-version",
};

bool is_target_char(char c) {  // RFC 3986 section 3.3 and 3.4, without '%'.
  return is_digit(c) || is_alpha(c) ||
         (c != '\0' && std::string_view("-._~!$&'()*+,;=:@/?").contains(c));
}

bool is_host_char(char c) {
  return is_digit(c) || is_alpha(c) || (c != '\0' && std::string_view("-._~:[]").contains(c));
}

// VCHAR, obs-text, space and tab: no other control character.
bool is_value_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '\t' || (byte >= 0x20 && byte != 0x7f);
}

Judgement judge_target(std::string_view target) {
  if (target.size() > kTargetBytesMax) return HttpFault{414, "the target is too long"};
  if (!target.starts_with('/')) return HttpFault{400, "the target is not a path"};
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (is_target_char(target[i])) continue;
    const bool is_escape = target[i] == '%' && i + 2 < target.size() &&
                           hex_digit(target[i + 1]) >= 0 && hex_digit(target[i + 2]) >= 0;
    if (!is_escape) return HttpFault{400, "a character in the target"};
    i += 2;
  }
  return std::nullopt;
}

Judgement judge_version(std::string_view version) {
  if (version == "HTTP/1.1" || version == "HTTP/1.0") return std::nullopt;
  const bool is_version = version.size() == 8 && version.starts_with("HTTP/") &&
                          is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
  if (is_version) return HttpFault{505, "an HTTP version that is not spoken here"};
  return HttpFault{400, "no HTTP version"};
}

// The fields of one head, as they pass.
class FieldJudge {
 public:
  explicit FieldJudge(bool is_http_1_1) : is_http_1_1_(is_http_1_1) {
    facts_.wants_close = !is_http_1_1;
  }

  Judgement take(std::string_view line) {
    if (++count_ > kHeadFieldsMax) return HttpFault{431, "too many fields"};
    if (line.front() == ' ' || line.front() == '\t') return HttpFault{400, "a folded field"};
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return HttpFault{400, "a field without a colon"};
    const auto name = line.substr(0, colon);
    if (!is_token(name)) return HttpFault{400, "a character in the name of a field"};
    const auto raw = line.substr(colon + 1);
    if (!std::ranges::all_of(raw, is_value_char)) return HttpFault{400, "a control character"};
    for (std::size_t i = 0; i < std::size(kOnlyOnce); ++i) {
      if (!equals_ignoring_case(name, kOnlyOnce[i])) continue;
      if ((seen_ & 1U << i) != 0) return HttpFault{400, "a field that may stand only once"};
      seen_ |= 1U << i;
    }
    return judge(name, trimmed(raw));
  }

  std::expected<HeadFacts, HttpFault> finish() const {
    if (has_length_ && has_encoding_) {
      return std::unexpected(HttpFault{400, "Content-Length beside Transfer-Encoding"});
    }
    if (is_http_1_1_ && !has_host_) return std::unexpected(HttpFault{400, "no Host"});
    return facts_;
  }

 private:
  Judgement judge(std::string_view name, std::string_view value) {
    if (equals_ignoring_case(name, "host")) return judge_host(value);
    if (equals_ignoring_case(name, "content-length")) return judge_length(value);
    if (equals_ignoring_case(name, "transfer-encoding")) return judge_encoding(value);
    if (equals_ignoring_case(name, "expect")) return judge_expectation(value);
    if (equals_ignoring_case(name, "connection")) {
      if (has_member(value, "close")) facts_.wants_close = true;
    }
    return std::nullopt;
  }

  Judgement judge_host(std::string_view value) {
    has_host_ = true;
    const bool is_good = !value.empty() && std::ranges::all_of(value, is_host_char);
    return is_good ? std::nullopt : Judgement(HttpFault{400, "a bad Host"});
  }

  Judgement judge_length(std::string_view value) {
    has_length_ = true;
    facts_.framing = BodyFraming::Length;
    const char* const end = value.data() + value.size();
    const auto parsed = std::from_chars(value.data(), end, facts_.content_length);
    const bool is_good = !value.empty() && value.size() <= 18 &&
                         std::ranges::all_of(value, is_digit) && parsed.ptr == end;
    return is_good ? std::nullopt : Judgement(HttpFault{400, "a bad Content-Length"});
  }

  Judgement judge_encoding(std::string_view value) {
    has_encoding_ = true;
    facts_.framing = BodyFraming::Chunked;
    if (!is_http_1_1_) return HttpFault{400, "Transfer-Encoding in HTTP/1.0"};
    if (equals_ignoring_case(value, "chunked")) return std::nullopt;
    if (has_member(value, "chunked")) return HttpFault{400, "chunked among other encodings"};
    return HttpFault{501, "a transfer encoding that is not spoken here"};
  }

  Judgement judge_expectation(std::string_view value) {
    facts_.expects_continue = true;
    if (equals_ignoring_case(value, "100-continue")) return std::nullopt;
    return HttpFault{417, "an expectation that cannot be met"};
  }

  HeadFacts facts_;
  std::size_t count_ = 0;
  std::uint32_t seen_ = 0;  // Bits over kOnlyOnce.
  bool is_http_1_1_;
  bool has_host_ = false;
  bool has_length_ = false;
  bool has_encoding_ = false;
};

}  // namespace

std::expected<std::size_t, HttpFault> find_head_end(std::string_view bytes, std::size_t from) {
  const auto window = bytes.substr(0, kHeadBytesMax);
  // A CR at the end of what was there could not be judged then.
  for (std::size_t i = from == 0 ? 0 : from - 1; i < window.size(); ++i) {
    if (window[i] == '\r') {
      if (i + 1 < window.size() && window[i + 1] != '\n') return std::unexpected(kBadLineBreak);
    } else if (window[i] == '\n') {
      if (i == 0 || window[i - 1] != '\r') return std::unexpected(kBadLineBreak);
      if (i == 1) return std::unexpected(HttpFault{400, "an empty line before the request"});
      if (i >= 3 && window[i - 2] == '\n') return i + 1;
    }
  }
  if (bytes.size() >= kHeadBytesMax) return std::unexpected(kTooLarge);
  return std::size_t{0};
}

std::expected<HeadFacts, HttpFault> validate_head(std::string_view head) {
  const auto first_end = head.find("\r\n");
  if (first_end == std::string_view::npos || !head.ends_with("\r\n\r\n")) {
    return std::unexpected(HttpFault{400, "no head"});
  }
  const auto first = head.substr(0, first_end);
  const auto method_end = std::min(first.find(' '), first.size());
  const auto target_end = first.rfind(' ');
  if (target_end == std::string_view::npos || target_end == method_end ||
      !is_token(first.substr(0, method_end))) {
    return std::unexpected(HttpFault{400, "no request line"});
  }
  const auto version = first.substr(target_end + 1);
  if (const auto fault = judge_version(version)) return std::unexpected(*fault);
  const auto target = first.substr(method_end + 1, target_end - method_end - 1);
  if (const auto fault = judge_target(target)) return std::unexpected(*fault);

  FieldJudge judge(version == "HTTP/1.1");
  auto rest = head.substr(first_end + 2);
  while (rest != "\r\n") {
    const auto end = rest.find("\r\n");
    if (end == 0) return std::unexpected(HttpFault{400, "an empty line within the head"});
    if (const auto fault = judge.take(rest.substr(0, end))) return std::unexpected(*fault);
    rest.remove_prefix(end + 2);
  }
  return judge.finish();
}

}  // namespace parley
