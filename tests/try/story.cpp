#include "try/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

namespace lapor::story {
namespace {
using std::chrono::seconds;
using Clock = std::chrono::steady_clock;

// The ladder of the story, in seconds where a real one has hours; and no closed hours, so that it plays at
// night too.
constexpr auto rules = R"toml([limits]
replies_per_number_per_hour = 60

[forwarding]
window     = "00:00-24:00"
ladder_gap = "1s"

[[escalation]]
after = "4s"
to    = "operator"
[[escalation]]
after = "8s"
to    = "secretary"
)toml";

constexpr seconds soon{20};
constexpr auto operator_name = "Operator BMCK";
constexpr auto secretary_name = "Sekretaris BMCK";

Stage::Wanted says_all(std::vector<std::string> words) {
  return [words = std::move(words)](const std::string& text) {
    return std::all_of(words.begin(), words.end(),
                       [&](const std::string& word) { return text.find(word) != std::string::npos; });
  };
}

std::string ticket_in(const std::string& text) {
  static const std::regex number{R"((^|[^0-9])([0-9]{7,9})(?![0-9]))"};
  std::smatch match;
  return std::regex_search(text, match, number) ? match[2].str() : std::string{};
}

bool names_a_ticket(const std::string& text) { return !ticket_in(text).empty(); }

/// One case, and the values that its steps pass on.
struct Case {
  Stage& stage;
  std::string officer, secretary, ticket;
  Clock::time_point forwarded{};

  void report();
  void silence();
  void accept();
  void resolve();
  void confirm();
  void on_time(const std::string& step, const Text& text, seconds after) const;
};

void Case::report() {
  stage.narrate("A citizen reports a hole in the road.");
  stage.says(citizen, "LAPOR JALAN lubang besar di depan pasar Blora, sudah dua motor jatuh");
  ticket = ticket_in(stage.hears("the citizen gets a ticket number", citizen, names_a_ticket, soon).text);
  stage.narrate("The agency for roads gets the report, with a time limit and without the citizen's number.");
  const auto forward = stage.hears("the agency gets the report", officer, says_all({ticket, "lubang"}), soon);
  forwarded = forward.seen;
  if (forward.text.find("8110000123") != std::string::npos)
    throw Missing("the agency gets the report without the citizen's number: it stands in the text");
}

void Case::silence() {
  stage.narrate(
      "The agency stays silent. The ladder climbs: after 4 s its operator is reminded, after 8 s its "
      "secretary hears of it (a real ladder says 12 and 24 hours).");
  on_time("the reminder",
          stage.hears("the reminder goes to the operator", officer, says_all({ticket}), seconds{15}),
          seconds{4});
  on_time("the escalation",
          stage.hears("the escalation goes to the secretary", secretary, says_all({ticket}), seconds{15}),
          seconds{8});
}

/// The clock of the ladder starts when the modem took the forward, which we see a little later.
void Case::on_time(const std::string& step, const Text& text, seconds after) const {
  constexpr std::chrono::milliseconds early{500};
  constexpr seconds late{5};
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(text.seen - forwarded);
  if (took < after - early || took > after + late)
    throw Missing(fmt::format("{} comes on time: after {:.1f} s instead of {} s", step,
                              static_cast<double>(took.count()) / 1000.0, after.count()));
}

void Case::accept() {
  stage.narrate("The operator accepts. The ladder stops, and the citizen is told.");
  stage.says(officer, "TERIMA " + ticket);
  stage.hears("the citizen hears that it was accepted", citizen, says_all({ticket}), soon);
  stage.narrate("The citizen asks how it stands.");
  stage.says(citizen, "CEK " + ticket);
  stage.hears("the citizen gets the state of the ticket", citizen, says_all({ticket}), soon);
}

void Case::resolve() {
  stage.narrate("The agency reports it done. The citizen is asked whether that is so.");
  stage.says(officer, "SELESAI " + ticket + " lubang sudah ditambal aspal kemarin");
  stage.hears("the citizen is asked to confirm", citizen, says_all({ticket, "ditambal", "YA"}), soon);
}

void Case::confirm() {
  stage.says(citizen, "YA " + ticket);
  stage.hears("the citizen gets an answer to the YES", citizen, says_all({ticket}), soon);
  const auto answer = stage.ask({"--json", "ticket", ticket});
  static const std::regex closed{R"re("state"\s*:\s*"closed")re"};
  if (!std::regex_search(answer, closed))
    throw Missing("the ticket is closed: laporctl says otherwise\n" + answer);
  stage.narrate("Closed by the citizen. Every step of the story happened.");
}

}  // namespace

void play(Stage& stage) {
  stage.open({rules});
  Case it{stage, stage.cast().phone(operator_name), stage.cast().phone(secretary_name), {}};
  it.report();
  it.silence();
  it.accept();
  it.resolve();
  it.confirm();
}

}  // namespace lapor::story
