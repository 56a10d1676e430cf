// Each kind of record and each cause of the engine has words for people. Without words a page would show its
// key.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "domain/delivery/lifecycle.hpp"
#include "domain/sms/quarantine_cause.hpp"
#include "domain/ticket/lifecycle.hpp"
#include "support/catch.hpp"
#include "web/pages/say.hpp"

using namespace lapor;
using namespace lapor::web;

namespace {

/// All matches of the pattern's first group in the engine's sources.
std::set<std::string> in_engine(const std::string& pattern) {
  const std::regex wanted(pattern);
  std::set<std::string> found;
  for (const auto& file : std::filesystem::recursive_directory_iterator(LAPOR_SOURCE_DIR "/lib/engine")) {
    if (file.path().extension() != ".cpp") continue;
    std::ifstream in(file.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::sregex_iterator it{text.begin(), text.end(), wanted}, end; it != end; ++it)
      found.insert((*it)[1]);
  }
  return found;
}

}  // namespace

TEST_CASE("every kind of event that the engine records has words in both languages", "[web]") {
  auto kinds = in_engine(R"re(RecordKind::\w+, "([a-z-]+)")re");
  CHECK(kinds.size() > 20);
  for (auto act = ticket::Act::verify; act <= ticket::Act::merge; act = ticket::Act(int(act) + 1))
    kinds.insert(std::string(ticket::name(act)));
  for (const auto& kind : kinds) {
    INFO(kind);
    CHECK(step_words({}, kind) != kind);
    CHECK(step_words(Say{Language::english}, kind) != kind);
  }
}

TEST_CASE("every cause for which a text is kept back has words", "[web]") {
  using sms::QuarantineCause;
  for (auto cause = QuarantineCause::silent; cause <= QuarantineCause::fraud;
       cause = QuarantineCause(int(cause) + 1)) {
    const auto kind = sms::name(cause).substr(0, sms::name(cause).find(':'));
    INFO(kind);
    CHECK(quarantine_words({}, kind).find("Lainnya") == std::string::npos);
  }
}

TEST_CASE("every state and every purpose of a text has words in both languages", "[web]") {
  for (auto state = delivery::State::queued; state <= delivery::State::expired;
       state = delivery::State(int(state) + 1)) {
    INFO(delivery::name(state));
    CHECK(message_state_words({}, delivery::name(state)) != delivery::name(state));
  }
  const auto purposes = in_engine(R"re(Purpose::\w+, "([a-z_]+)")re");
  CHECK(purposes.size() == 8);
  for (const auto& purpose : purposes) {
    INFO(purpose);
    CHECK(purpose_words({}, purpose) != purpose);
    if (purpose != "urgent") CHECK(purpose_words(Say{Language::english}, purpose) != purpose);
  }
}
