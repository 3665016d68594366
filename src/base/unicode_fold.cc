#include "base/unicode_fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "base/check.h"

namespace parley {
namespace {

constexpr char32_t kVoicedMark = 0x3099;      // These two make other kana of kana: they are
constexpr char32_t kSemiVoicedMark = 0x309A;  // letters, and no accents.

const UNormalizer2* normalizer(const UNormalizer2* (*get)(UErrorCode*)) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* found = get(&status);
  PARLEY_CHECK(U_SUCCESS(status));  // Its tables are part of the library.
  return found;
}

std::u16string normalized(const UNormalizer2* form, const std::u16string& text) {
  // No code point grows beyond 18 units in any form.
  std::u16string result(text.size() * 18 + 18, u'\0');
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size =
      unorm2_normalize(form, text.data(), static_cast<std::int32_t>(text.size()), result.data(),
                       static_cast<std::int32_t>(result.size()), &status);
  PARLEY_CHECK(U_SUCCESS(status));
  result.resize(static_cast<std::size_t>(size));
  return result;
}

// Accents are the marks that any script may borrow, and the points of Hebrew. The vowel signs of
// Indic scripts are marks too, but they are what words consist of.
bool is_accent(char32_t code) {
  if (code == kVoicedMark || code == kSemiVoicedMark) return false;
  const auto c = static_cast<UChar32>(code);
  if (u_charType(c) != U_NON_SPACING_MARK) return false;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW;
}

template <class Visit>
void for_each_code_point(const std::u16string& text, const Visit& visit) {
  for (std::size_t at = 0; at < text.size();) {
    UChar32 c = 0;
    U16_NEXT(text.data(), at, text.size(), c);
    visit(static_cast<char32_t>(c));
  }
}

void append_utf16(std::u16string& out, char32_t code) {
  if (code > 0xFFFF) {
    out += static_cast<char16_t>(U16_LEAD(code));
    out += static_cast<char16_t>(U16_TRAIL(code));
  } else {
    out += static_cast<char16_t>(code);
  }
}

// A base and what combines with it, folded as one.
class Segment {
 public:
  bool is_empty() const { return text_.empty(); }
  bool continues(char32_t code) const {
    return !is_empty() && !unorm2_hasBoundaryBefore(kFold, static_cast<UChar32>(code));
  }
  void add(char32_t code) { append_utf16(text_, code); }

  void flush(std::uint32_t from, std::uint32_t to, std::vector<FoldedCodePoint>& out) {
    if (is_empty()) return;
    std::u16string bare;
    for_each_code_point(normalized(kDecompose, normalized(kFold, text_)), [&](char32_t code) {
      if (!is_accent(code)) append_utf16(bare, code);
    });
    for_each_code_point(normalized(kCompose, bare),
                        [&](char32_t code) { out.push_back({code, from, to}); });
    text_.clear();
  }

 private:
  static inline const UNormalizer2* const kFold = normalizer(unorm2_getNFKCCasefoldInstance);
  static inline const UNormalizer2* const kDecompose = normalizer(unorm2_getNFDInstance);
  static inline const UNormalizer2* const kCompose = normalizer(unorm2_getNFCInstance);

  std::u16string text_;
};

constexpr bool is_ascii_letter_or_digit(char32_t code) {
  return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
         (code >= '0' && code <= '9');
}

constexpr char32_t lower_ascii(char32_t code) {
  return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
}

bool is_unspaced(UChar32 c) {
  static constexpr std::array kScripts = {
      USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_HANGUL, USCRIPT_BOPOMOFO,
      USCRIPT_YI,  USCRIPT_THAI,     USCRIPT_LAO,      USCRIPT_KHMER,  USCRIPT_MYANMAR};
  return std::ranges::any_of(kScripts, [c](UScriptCode s) { return uscript_hasScript(c, s); });
}

}  // namespace

std::vector<FoldedCodePoint> fold_text(std::string_view text) {
  std::vector<FoldedCodePoint> folded;
  folded.reserve(text.size());
  Segment segment;
  std::uint32_t begin = 0;
  std::uint32_t index = 0;
  for (std::size_t at = 0; at < text.size(); ++index) {
    const char first = text[at];
    const bool is_ascii = static_cast<std::uint8_t>(first) < 0x80;
    UChar32 c = static_cast<std::uint8_t>(first);
    if (is_ascii) {
      ++at;
    } else {
      U8_NEXT_OR_FFFD(text.data(), at, text.size(), c);
    }
    const auto code = static_cast<char32_t>(c);
    if (!segment.continues(code)) {
      segment.flush(begin, index, folded);
      begin = index;
      // Most of what people write is ASCII with ASCII behind it: then there is nothing to combine.
      const bool stands_alone =
          is_ascii && (at == text.size() || static_cast<std::uint8_t>(text[at]) < 0x80);
      if (stands_alone) {
        folded.push_back({lower_ascii(code), index, index + 1});
        continue;
      }
    }
    segment.add(code);
  }
  segment.flush(begin, index, folded);
  return folded;
}

LetterKind letter_kind(char32_t code) {
  // Most of what people write is ASCII, and needs no look at the tables.
  if (code < 0x80) {
    return is_ascii_letter_or_digit(code) ? LetterKind::Word : LetterKind::Separator;
  }
  const auto c = static_cast<UChar32>(code);
  if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0) {
    // A variation selector chooses how the sign before it looks.
    if (u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR)) return LetterKind::Separator;
    return is_unspaced(c) ? LetterKind::Unspaced : LetterKind::Word;
  }
  return (U_GET_GC_MASK(c) & (U_GC_SO_MASK | U_GC_SC_MASK)) != 0 ? LetterKind::Symbol
                                                                 : LetterKind::Separator;
}

void append_utf8(std::string& out, char32_t code) {
  char bytes[U8_MAX_LENGTH];
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, static_cast<UChar32>(code));
  out.append(bytes, size);
}

}  // namespace parley
