// The table of options.def as values: how config.cc finds an option, sets it and shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/config.h"

namespace parley {

// What an option takes.
struct AnyText {};
struct Address {};
struct List {};
struct Choice {};
struct Between {
  std::uint32_t least;
  std::uint32_t most;
};
using Takes = std::variant<AnyText, Address, List, Choice, Between>;

// A value as TOML has it.
using OptionValue = std::variant<std::int64_t, std::string, std::vector<std::string>>;

struct Option {
  // The field of a Config that the option sets.
  using Field = std::variant<std::string*, std::uint32_t*, std::vector<std::string>*, LogLevel*,
                             LogFormat*, PasswordCost*>;

  std::string_view section;
  std::string_view key;
  Takes takes;
  std::string_view what;
  Field (*field)(Config&);
};

std::span<const Option> options();
const Option* find_option(std::string_view section, std::string_view key);
bool is_section(std::string_view name);

// What `option` takes, to complete the sentence "it takes …".
std::string describe(const Option& option);

// Sets the option, or leaves it and returns false if it does not take `value`.
[[nodiscard]] bool assign(const Option& option, const std::optional<OptionValue>& value,
                          Config& config);

// The value that a text stands for: a number, or a list separated by commas, or itself.
std::optional<OptionValue> value_from_text(const Option& option, std::string_view text);

// The option's value in `config`, as it is written in TOML.
std::string shown(const Option& option, const Config& config);

}  // namespace parley
