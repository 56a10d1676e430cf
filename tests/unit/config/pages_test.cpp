// The manual pages of the files beside lapord.toml name every key that their readers know.
#include <fstream>
#include <iterator>
#include <sstream>

#include "config/files.hpp"
#include "files.hpp"
#include "support/catch.hpp"

using namespace lapor;

namespace {

std::string page(const std::string& name) {
  std::ifstream in(LAPOR_SOURCE_DIR "/docs/man/" + name + ".5.scd");
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A reader that meets an unknown key says which ones it knows.
std::vector<std::string> known_keys(const config::Report& report) {
  std::vector<std::string> out;
  for (const auto& fault : report.errors) {
    const auto text = config::show(fault);
    const auto at = text.find("known here: ");
    if (text.find("qqqqqqqqqqqqqqqq") == text.npos || at == text.npos) continue;
    std::istringstream list(text.substr(at + 12));
    for (std::string key; std::getline(list >> std::ws, key, ',');) out.push_back(key);
  }
  return out;
}

void check_page(const std::string& name, const config::Report& report, std::size_t at_least) {
  const auto keys = known_keys(report);
  CHECK(keys.size() >= at_least);
  const auto text = page(name);
  for (const auto& key : keys) {
    std::string written;
    for (const char c : key) written += c == '_' ? "\\_" : std::string(1, c);
    INFO("docs/man/" << name << ".5.scd doesn't name " << key);
    const auto named = text.find("*" + written + "*") != text.npos ||
                       text.find("_" + written + "_") != text.npos || text.find("[" + key + "]") != text.npos;
    CHECK(named);
  }
}

}  // namespace

TEST_CASE("the pages of agencies, keywords, holidays and profiles name every key", "[config]") {
  const test::Files files;
  const std::string odd = "qqqqqqqqqqqqqqqq = 1\n";
  config::Report agencies, keywords, holidays, profile;
  config::Draft draft;
  draft.rules.country = "ID";
  files.write("a.toml", odd + "[[agency]]\n" + odd + "[[agency.contact]]\n" + odd + "[[contact]]\n" + odd);
  config::read_agencies(files.path("a.toml"), draft, agencies);
  check_page("agencies.toml", agencies, 11);

  language::Vocabulary vocabulary;
  files.write("k.toml", odd + "[words]\n" + odd + "[[category]]\n" + odd);
  config::read_keywords(files.path("k.toml"), vocabulary, keywords);
  check_page("keywords.toml", keywords, 20);

  files.write("h.toml", odd + "[[holiday]]\n" + odd);
  config::read_holidays(files.path("h.toml"), holidays);
  check_page("holidays.toml", holidays, 5);

  files.write("p.toml", odd);
  config::read_profile(files.path("p.toml"), profile);
  check_page("lapor-modem-profile", profile, 20);
}
