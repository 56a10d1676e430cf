// Which text goes to which modem. Answers and urgent reports before the rest; among equals who has waited
// longest, fairly between recipients; to a modem that serves the number if there is one, else to any that is
// free.
#include <fmt/format.h>

#include <algorithm>

#include "domain/sms/segment.hpp"
#include "engine/dispatch.hpp"
#include "engine/outcome.hpp"

namespace lapor::engine {
namespace {

/// A text of several parts goes over one SIM, or its parts are never joined. When that modem is away for
/// longer than phones keep parts, the text begins anew over another.
constexpr Duration parts_wait = std::chrono::minutes(10);
constexpr std::size_t first_look = 8, deepest_look = 4096;

class GivingOut {
 public:
  GivingOut(Turn& turn, Fleet& fleet) : turn_(turn), fleet_(fleet) {}
  void run();

 private:
  void find_free();
  std::size_t look(std::size_t limit);
  void in_turn(std::vector<Outgoing>& texts) const;
  std::string modem_for(Outgoing& text);
  std::string for_next_part(Outgoing& text);
  std::string any_free(const Outgoing& text, const std::vector<std::string>& among) const;
  std::vector<std::string> preferred(const std::string& number) const;
  std::vector<std::string> well() const;
  void probe(std::vector<Outgoing>& left);
  void claim(const std::string& modem, Outgoing text);
  void look_again(Instant at) { fleet_.look_again = std::min(fleet_.look_again.value_or(at), at); }
  bool is_free(const std::string& modem) const {
    return std::find(free_.begin(), free_.end(), modem) != free_.end();
  }
  bool sick(const std::string& modem) const { return fleet_.modems.at(modem).health.sick_since.has_value(); }

  Turn& turn_;
  Fleet& fleet_;
  std::vector<std::string> free_;  ///< may get a text now
};

void GivingOut::find_free() {
  for (const auto& [name, state] : fleet_.modems) {
    const auto free = free_from(turn_, name, state);
    if (!free) continue;
    if (*free <= turn_.now)
      free_.push_back(name);
    else
      look_again(*free);
  }
}

/// Texts of one purpose are told apart by their turn; the purposes stay in order.
void GivingOut::in_turn(std::vector<Outgoing>& texts) const {
  const auto due = [&](const Outgoing& t) { return fleet_.fairness.turn(t.to, t.not_before, turn_.now); };
  std::stable_sort(texts.begin(), texts.end(), [&](const Outgoing& a, const Outgoing& b) {
    return std::pair(a.purpose, due(a)) < std::pair(b.purpose, due(b));
  });
}

/// The modems with the longest prefix that fits.
std::vector<std::string> GivingOut::preferred(const std::string& number) const {
  std::vector<std::string> best;
  std::size_t longest = 1;
  for (const auto& [name, state] : fleet_.modems) {
    const auto sim = turn_.rules.sims.find(name);
    if (sim == turn_.rules.sims.end()) continue;
    std::size_t fits = 0;
    for (const auto& prefix : sim->second.prefixes)
      if (number.starts_with(prefix)) fits = std::max(fits, prefix.size());
    if (fits > longest) best.clear(), longest = fits;
    if (fits == longest) best.push_back(name);
  }
  return best;
}

std::vector<std::string> GivingOut::well() const {
  std::vector<std::string> out;
  for (const auto& name : free_)
    if (!sick(name)) out.push_back(name);
  return out;
}

/// Of these, the one that fits best: another than the text failed on, one without numbers of its own to
/// serve, the one that has rested longest. Empty: none.
std::string GivingOut::any_free(const Outgoing& text, const std::vector<std::string>& among) const {
  const auto rank = [&](const std::string& name) {
    const auto sim = turn_.rules.sims.find(name);
    const bool serves_others = sim != turn_.rules.sims.end() && !sim->second.prefixes.empty();
    const bool failed_here = !text.error.empty() && text.modem == name;
    return std::tuple(failed_here, serves_others, fleet_.modems.at(name).used);
  };
  const auto best = std::min_element(among.begin(), among.end(),
                                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return best == among.end() ? "" : *best;
}

/// The modem that the first parts went over; empty while it is waited for.
std::string GivingOut::for_next_part(Outgoing& text) {
  if (is_free(text.modem) && !sick(text.modem)) return text.modem;
  const auto at = fleet_.modems.find(text.modem);
  const bool comes_back = at != fleet_.modems.end() && serves(turn_, text.modem, at->second);
  const auto patience = text.not_before + parts_wait;
  if (comes_back || turn_.now < patience) {
    look_again(patience);
    return {};
  }
  const auto other = any_free(text, well());
  if (other.empty()) return {};
  turn_.log(log::Level::notice, "send-begun-anew",
            fmt::format("text {} begins anew: {} took {} of its {} parts and went away", text.id.value,
                        text.modem, text.next_part - 1, text.parts));
  text.next_part = 1;
  text.reference = turn_.store.next_reference(text.to);
  return other;
}

/// Empty: it waits for a modem that is busy, or none is well.
std::string GivingOut::modem_for(Outgoing& text) {
  if (text.next_part > 1) return for_next_part(text);
  std::vector<std::string> here;
  bool served = false;
  for (const auto& name : preferred(turn_.store.address(text.to).text)) {
    if (!serves(turn_, name, fleet_.modems.at(name))) continue;
    served = true;
    if (is_free(name)) here.push_back(name);
  }
  return any_free(text, served ? here : well());
}

void GivingOut::claim(const std::string& modem, Outgoing text) {
  const auto segments = sms::segment(text.text, text.reference);
  if (text.next_part > segments.size())
    return give_up(turn_, text, delivery::Event::given_up, "its parts don't add up");
  if (!move(turn_, text, delivery::Event::claim)) return;
  auto& state = fleet_.modems.at(modem);
  Attempt attempt;
  attempt.outgoing = text.id;
  attempt.to = text.to;
  attempt.part = text.next_part;
  attempt.modem = modem;
  attempt.started = turn_.now;
  text.modem = modem;
  turn_.store.update(text);
  state.in_hand = turn_.store.add_attempt(attempt);
  state.used = turn_.now;
  const auto sim = turn_.rules.sims.find(modem);
  if (sim != turn_.rules.sims.end()) state.paid = guard::sent(state.paid, sim->second.pace, turn_.now);
  fleet_.fairness.served(text.to, turn_.now);
  turn_.effects.push_back(
      Submit{modem, *state.in_hand, turn_.store.address(text.to).text, segments[text.next_part - 1]});
  std::erase(free_, modem);
}

/// A sick SIM whose time for a try has come: the first text where no modem is well, else the one that can
/// best wait.
void GivingOut::probe(std::vector<Outgoing>& left) {
  const bool alone = std::none_of(fleet_.modems.begin(), fleet_.modems.end(),
                                  [&](const auto& m) { return serves(turn_, m.first, m.second); });
  for (const auto& name : std::vector(free_)) {
    const auto fits = [&](const Outgoing& t) { return t.next_part == 1 || t.modem == name; };
    if (!sick(name) || left.empty()) continue;
    const auto first = std::find_if(left.begin(), left.end(), fits);
    const auto last = std::find_if(left.rbegin(), left.rend(), fits);
    if (first == left.end()) continue;
    const auto chosen = alone ? first : std::prev(last.base());
    const auto text = *chosen;
    left.erase(chosen);
    claim(name, text);
  }
}

/// How many texts there were to look at.
std::size_t GivingOut::look(std::size_t limit) {
  auto texts = turn_.store.sendable(turn_.now, limit);
  const auto seen = texts.size();
  in_turn(texts);
  std::vector<Outgoing> left;
  for (auto& text : texts) {
    const auto modem = well().empty() ? std::string{} : modem_for(text);
    if (modem.empty())
      left.push_back(std::move(text));
    else
      claim(modem, std::move(text));
  }
  probe(left);
  return seen;
}

void GivingOut::run() {
  fleet_.looked = turn_.now;
  fleet_.look_again.reset();
  find_free();
  for (auto limit = first_look; !free_.empty() && limit <= deepest_look; limit *= 8)
    if (look(limit) == 0) break;
}

}  // namespace

void give_out(Turn& turn, Fleet& fleet) { GivingOut{turn, fleet}.run(); }

}  // namespace lapor::engine
