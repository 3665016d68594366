#include "wire/json_check.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

namespace parley::wire {
namespace {

namespace dom = simdjson::dom;

// Up to so many keys are compared each with each, which needs no memory; more are sorted.
constexpr std::size_t kFewKeys = 16;

constexpr std::string_view kNone;

// UTF-8 spells a surrogate as ED A0..BF xx. Only an escape can have brought it here.
bool holds_nul_or_surrogate(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return true;
  for (auto at = text.find('\xed'); at != std::string_view::npos; at = text.find('\xed', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xa0) return true;
  }
  return false;
}

bool has_twins(const dom::object& fields) {
  std::array<std::string_view, kFewKeys> few;
  std::size_t count = 0;
  for (const auto [key, value] : fields) {
    if (count == kFewKeys) break;
    if (std::find(few.begin(), few.begin() + count, key) != few.begin() + count) return true;
    few[count++] = key;
  }
  if (count < kFewKeys) return false;
  std::vector<std::string_view> all;
  for (const auto [key, value] : fields) all.push_back(key);
  std::sort(all.begin(), all.end());
  return std::adjacent_find(all.begin(), all.end()) != all.end();
}

class TreeCheck {
 public:
  explicit TreeCheck(bool has_escapes) : has_escapes_(has_escapes) {}

  std::string_view fault(const dom::element& value, int depth) const {
    switch (value.type()) {
      case dom::element_type::OBJECT: return fault_in(value.get_object().value_unsafe(), depth);
      case dom::element_type::ARRAY: return fault_in(value.get_array().value_unsafe(), depth);
      case dom::element_type::STRING: return fault_in(value.get_string().value_unsafe());
      default: return kNone;
    }
  }

 private:
  std::string_view fault_in(const dom::object& fields, int depth) const {
    if (depth > kDepthMax) return "depth of 16 at most";
    if (has_twins(fields)) return "each key once";
    for (const auto [key, value] : fields) {
      if (const auto found = fault_in(key); !found.empty()) return found;
      if (const auto found = fault(value, depth + 1); !found.empty()) return found;
    }
    return kNone;
  }

  std::string_view fault_in(const dom::array& elements, int depth) const {
    if (depth > kDepthMax) return "depth of 16 at most";
    for (const dom::element element : elements) {
      if (const auto found = fault(element, depth + 1); !found.empty()) return found;
    }
    return kNone;
  }

  std::string_view fault_in(std::string_view text) const {
    return has_escapes_ && holds_nul_or_surrogate(text) ? "no NUL and no lone surrogate" : kNone;
  }

  bool has_escapes_;
};

}  // namespace

std::string_view hostile_fault(const dom::element& root, bool has_escapes) {
  return TreeCheck(has_escapes).fault(root, 1);
}

}  // namespace parley::wire
