#include "base/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace parley {
namespace {

constexpr std::uint32_t kMany = 1'000'000'000;

const Option kOptions[] = {
#define PARLEY_OPTION(section, key, takes, what) \
  {#section, #key, takes, what, [](Config& c) -> Option::Field { return &c.section.key; }},
#include "base/options.def"
#undef PARLEY_OPTION
};

// The words of a choice, in the order of its enum.
constexpr std::string_view kLogLevels[] = {"debug", "info", "warning", "error"};
constexpr std::string_view kLogFormats[] = {"text", "json"};
constexpr std::string_view kPasswordCosts[] = {"minimum", "interactive", "moderate"};

std::span<const std::string_view> words_of(LogLevel) { return kLogLevels; }
std::span<const std::string_view> words_of(LogFormat) { return kLogFormats; }
std::span<const std::string_view> words_of(PasswordCost) { return kPasswordCosts; }

template <class T>
concept IsChoice = std::is_enum_v<T>;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// Sets one field from one value, where the kinds fit.
class Assigner {
 public:
  explicit Assigner(const Takes& takes) : takes_(takes) {}

  bool operator()(std::uint32_t* field, std::int64_t number) const {
    const Between range = std::get<Between>(takes_);
    if (number < range.least || number > range.most) return false;
    *field = static_cast<std::uint32_t>(number);
    return true;
  }
  bool operator()(std::string* field, const std::string& text) const {
    const bool is_address = std::holds_alternative<Address>(takes_);
    if (is_address && !host_port_from(text)) return false;
    *field = text;
    return true;
  }
  bool operator()(std::vector<std::string>* field, const std::vector<std::string>& list) const {
    *field = list;
    return true;
  }
  template <IsChoice E>
  bool operator()(E* field, const std::string& text) const {
    const auto words = words_of(E{});
    const auto word = std::ranges::find(words, std::string_view(text));
    if (word == words.end()) return false;
    *field = static_cast<E>(word - words.begin());
    return true;
  }
  template <class Field, class Value>
  bool operator()(Field, const Value&) const {
    return false;
  }

 private:
  const Takes& takes_;
};

class Shower {
 public:
  std::string operator()(const std::string* text) const { return quoted(*text); }
  std::string operator()(const std::uint32_t* number) const { return fmt::format("{}", *number); }
  std::string operator()(const std::vector<std::string>* list) const {
    std::vector<std::string> parts;
    for (const std::string& part : *list) parts.push_back(quoted(part));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
  template <IsChoice E>
  std::string operator()(const E* choice) const {
    return quoted(words_of(*choice)[static_cast<std::size_t>(std::to_underlying(*choice))]);
  }
};

class Describer {
 public:
  explicit Describer(const Option& option) : option_(option) {}

  std::string operator()(AnyText) const { return "a text"; }
  std::string operator()(Address) const { return "host:port"; }
  std::string operator()(List) const { return "a list of texts"; }
  std::string operator()(Between range) const {
    return fmt::format("a whole number from {} to {}", range.least, range.most);
  }
  std::string operator()(Choice) const {
    Config any;
    return std::visit(
        [](const auto* field) -> std::string {
          if constexpr (requires { words_of(*field); }) {
            return fmt::format("one of {}", fmt::join(words_of(*field), ", "));
          } else {
            std::unreachable();
          }
        },
        option_.field(any));
  }

 private:
  const Option& option_;
};

}  // namespace

std::span<const Option> options() { return kOptions; }

const Option* find_option(std::string_view section, std::string_view key) {
  const auto found = std::ranges::find_if(
      kOptions, [&](const Option& o) { return o.section == section && o.key == key; });
  return found == std::end(kOptions) ? nullptr : &*found;
}

bool is_section(std::string_view name) {
  return std::ranges::any_of(kOptions, [name](const Option& o) { return o.section == name; });
}

std::string describe(const Option& option) { return std::visit(Describer(option), option.takes); }

bool assign(const Option& option, const std::optional<OptionValue>& value, Config& config) {
  return value && std::visit(Assigner(option.takes), option.field(config), *value);
}

std::optional<OptionValue> value_from_text(const Option& option, std::string_view text) {
  if (std::holds_alternative<Between>(option.takes)) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
  }
  if (!std::holds_alternative<List>(option.takes)) return std::string(text);
  std::vector<std::string> list;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (comma > 0) list.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

std::string shown(const Option& option, const Config& config) {
  Config copy = config;
  return std::visit([](auto* field) { return Shower{}(std::as_const(field)); }, option.field(copy));
}

}  // namespace parley
