#include "base/config.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include "base/options.h"

namespace parley {
namespace {

constexpr std::string_view kPrefix = "PARLEY_";
constexpr std::string_view kFileSuffix = "_FILE";

// Everything that is wrong with a configuration, collected while it is read.
using Problems = std::vector<std::string>;

std::string upper_case(std::string_view text) {
  std::string upper;
  for (const char c : text) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return upper;
}

std::string variable_of(const Option& option) {
  return fmt::format("{}{}_{}", kPrefix, upper_case(option.section), upper_case(option.key));
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  if (file.bad()) return std::nullopt;
  return std::move(text).str();
}

std::optional<OptionValue> value_of(const toml::node& node) {
  if (const auto number = node.value_exact<std::int64_t>()) return *number;
  if (const auto text = node.value_exact<std::string>()) return *text;
  const toml::array* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> list;
  for (const toml::node& element : *array) {
    const auto text = element.value_exact<std::string>();
    if (!text) return std::nullopt;
    list.push_back(*text);
  }
  return list;
}

// Reads a TOML document into a Config.
class TomlReader {
 public:
  TomlReader(std::string_view file_name, Config& config, Problems& problems)
      : file_name_(file_name), config_(config), problems_(problems) {}

  void read(std::string_view toml) {
    try {
      const toml::table document = toml::parse(toml, std::string(file_name_));
      for (const auto& [name, node] : document) read_section(name.str(), node);
    } catch (const toml::parse_error& error) {
      complain(error.source(), error.description());
    }
  }

 private:
  void read_section(std::string_view name, const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr || !is_section(name)) {
      complain(node.source(), fmt::format("there is no section [{}]", name));
      return;
    }
    for (const auto& [key, value] : *table) read_option(name, key.str(), value);
  }

  void read_option(std::string_view section, std::string_view key, const toml::node& node) {
    const Option* option = find_option(section, key);
    if (option == nullptr) {
      complain(node.source(), fmt::format("[{}] has no key \"{}\"", section, key));
    } else if (!assign(*option, value_of(node), config_)) {
      complain(node.source(), fmt::format("[{}] {} takes {}", section, key, describe(*option)));
    }
  }

  void complain(const toml::source_region& where, std::string_view what) {
    problems_.push_back(fmt::format("{}:{}: {}", file_name_, where.begin.line, what));
  }

  std::string_view file_name_;
  Config& config_;
  Problems& problems_;
};

// Reads the variables of the environment into a Config.
class EnvironmentReader {
 public:
  EnvironmentReader(const Environment& environment, Config& config, Problems& problems)
      : environment_(environment), config_(config), problems_(problems) {}

  void read() {
    for (const Option& option : options()) read_option(option);
    for (const auto& [name, value] : environment_) refuse_unknown(name);
  }

 private:
  void read_option(const Option& option) {
    const std::string name = variable_of(option);
    const auto direct = environment_.find(name);
    const auto by_file = environment_.find(name + std::string(kFileSuffix));
    if (direct != environment_.end() && by_file != environment_.end()) {
      problems_.push_back(fmt::format("{0} and {0}_FILE are both set", name));
    } else if (direct != environment_.end()) {
      set(option, name, direct->second);
    } else if (by_file != environment_.end()) {
      auto text = read_file(by_file->second);
      if (!text) {
        problems_.push_back(fmt::format("{}: cannot read the file it names", by_file->first));
        return;
      }
      while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
      set(option, by_file->first, *text);
    }
  }

  void set(const Option& option, std::string_view name, std::string_view text) {
    if (!assign(option, value_from_text(option, text), config_)) {
      problems_.push_back(fmt::format("{} takes {}", name, describe(option)));
    }
  }

  // Variables of no section of ours are left alone: a cluster's tools set some that begin alike.
  void refuse_unknown(std::string_view name) {
    if (!name.starts_with(kPrefix)) return;
    bool is_of_a_section = false;
    for (const Option& option : options()) {
      const std::string known = variable_of(option);
      if (name == known || name == known + std::string(kFileSuffix)) return;
      const auto section = fmt::format("{}{}_", kPrefix, upper_case(option.section));
      is_of_a_section |= name.starts_with(section);
    }
    if (is_of_a_section) problems_.push_back(fmt::format("{} is no option", name));
  }

  const Environment& environment_;
  Config& config_;
  Problems& problems_;
};

void check_together(const Limits& limits, Problems& problems) {
  if (limits.username_characters_min > limits.username_characters) {
    problems.emplace_back("[limits] username_characters_min is above username_characters");
  }
  if (limits.password_code_points_min > limits.password_code_points) {
    problems.emplace_back("[limits] password_code_points_min is above password_code_points");
  }
}

}  // namespace

Environment environment_of(const char* const* entries) {
  Environment environment;
  for (; *entries != nullptr; ++entries) {
    const std::string_view entry = *entries;
    const auto equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    environment.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return environment;
}

Result<Config> load_config(const std::string& path, const Environment& environment) {
  if (path.empty()) return parse_config({}, {}, environment);
  const auto text = read_file(path);
  if (!text) return fail(Errc::NotFound, fmt::format("{}: cannot be read", path));
  return parse_config(*text, path, environment);
}

Result<Config> parse_config(std::string_view toml, std::string_view file_name,
                            const Environment& environment) {
  Config config;
  Problems problems;
  TomlReader(file_name, config, problems).read(toml);
  EnvironmentReader(environment, config, problems).read();
  check_together(config.limits, problems);
  if (!problems.empty())
    return fail(Errc::BadRequest, fmt::format("{}", fmt::join(problems, "\n")));
  return config;
}

std::string commented_config() {
  std::string text =
      "# Configuration of Parley. Every option is shown at its default: remove the # to change "
      "it.\n";
  std::string_view section;
  for (const Option& option : options()) {
    if (option.section != section) {
      section = option.section;
      text += fmt::format("\n[{}]\n", section);
    }
    text += fmt::format("\n# {} It takes {}.\n# {}\n#{} = {}\n", option.what, describe(option),
                        variable_of(option), option.key, shown(option, Config{}));
  }
  return text;
}

std::optional<HostPort> host_port_from(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view port_text = text.substr(colon + 1);
  const bool has_brackets = host.size() >= 2 && host.front() == '[' && host.back() == ']';
  if (has_brackets) host = host.substr(1, host.size() - 2);
  if (host.empty() || has_brackets != (host.find(':') != std::string_view::npos)) {
    return std::nullopt;
  }
  std::uint16_t port = 0;
  const auto [end, error] =
      std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
  if (error != std::errc{} || end != port_text.data() + port_text.size()) return std::nullopt;
  return HostPort{std::string(host), port};
}

}  // namespace parley
