// Which text goes to which modem. Answers and urgent reports before the rest; among equals who has waited
// longest, fairly between recipients; to a modem that serves the number if there is one, else to any that is
// free.
#include <fmt/format.h>

#include <algorithm>

#include "domain/sms/segmentation.hpp"
#include "engine/sending/attempts.hpp"
#include "engine/sending/delivery.hpp"

namespace lapor::engine {
namespace {

/// A text of several parts goes over one SIM, or its parts are never joined. When that modem is away for
/// longer than phones keep parts, the text begins anew over another.
constexpr Duration parts_wait = std::chrono::minutes(10);
constexpr std::size_t first_look = 8, deepest_look = 4096;

class SendScheduler {
 public:
  SendScheduler(Transaction& tx, ModemPool& pool) : tx_(tx), pool_(pool) {}
  void run();

 private:
  void find_free_modems();
  std::size_t look(std::size_t limit);
  void order_fairly(std::vector<OutboundMessage>& texts) const;
  std::string modem_for(OutboundMessage& text);
  std::string for_next_part(OutboundMessage& text);
  std::string any_free(const OutboundMessage& text, const std::vector<std::string>& among) const;
  std::vector<std::string> preferred(const std::string& number) const;
  std::vector<std::string> healthy_free_modems() const;
  void probe_open_breakers(std::vector<OutboundMessage>& left);
  void claim(const std::string& modem, OutboundMessage text);
  void wake_scheduler_at(Instant at) {
    pool_.wake_scheduler_at = std::min(pool_.wake_scheduler_at.value_or(at), at);
  }
  bool is_free(const std::string& modem) const {
    return std::find(free_.begin(), free_.end(), modem) != free_.end();
  }
  bool sick(const std::string& modem) const { return pool_.modems.at(modem).breaker.open_since.has_value(); }

  Transaction& tx_;
  ModemPool& pool_;
  std::vector<std::string> free_;  ///< may get a text now
};

void SendScheduler::find_free_modems() {
  for (const auto& [name, state] : pool_.modems) {
    const auto free = available_from(tx_, name, state);
    if (!free) continue;
    if (*free <= tx_.now)
      free_.push_back(name);
    else
      wake_scheduler_at(*free);
  }
}

/// Texts of one purpose are told apart by their turn; the purposes stay in order.
void SendScheduler::order_fairly(std::vector<OutboundMessage>& texts) const {
  const auto due = [&](const OutboundMessage& t) {
    return pool_.fair_queue.queued_since(t.to, t.not_before, tx_.now);
  };
  std::stable_sort(texts.begin(), texts.end(), [&](const OutboundMessage& a, const OutboundMessage& b) {
    return std::pair(a.purpose, due(a)) < std::pair(b.purpose, due(b));
  });
}

/// The modems with the longest prefix that fits.
std::vector<std::string> SendScheduler::preferred(const std::string& number) const {
  std::vector<std::string> best;
  std::size_t longest = 1;
  for (const auto& [name, state] : pool_.modems) {
    const auto sim = tx_.rules.sims.find(name);
    if (sim == tx_.rules.sims.end()) continue;
    std::size_t fits = 0;
    for (const auto& prefix : sim->second.prefixes)
      if (number.starts_with(prefix)) fits = std::max(fits, prefix.size());
    if (fits > longest) best.clear(), longest = fits;
    if (fits == longest) best.push_back(name);
  }
  return best;
}

std::vector<std::string> SendScheduler::healthy_free_modems() const {
  std::vector<std::string> out;
  for (const auto& name : free_)
    if (!sick(name)) out.push_back(name);
  return out;
}

/// Of these, the one that fits best: another than the text failed on, one without numbers of its own to
/// serve, the one that has rested longest. Empty: none.
std::string SendScheduler::any_free(const OutboundMessage& text,
                                    const std::vector<std::string>& among) const {
  const auto rank = [&](const std::string& name) {
    const auto sim = tx_.rules.sims.find(name);
    const bool serves_others = sim != tx_.rules.sims.end() && !sim->second.prefixes.empty();
    const bool failed_here = !text.error.empty() && text.modem == name;
    return std::tuple(failed_here, serves_others, pool_.modems.at(name).used);
  };
  const auto best = std::min_element(among.begin(), among.end(),
                                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return best == among.end() ? "" : *best;
}

/// The modem that the first parts went over; empty while it is waited for.
std::string SendScheduler::for_next_part(OutboundMessage& text) {
  if (is_free(text.modem) && !sick(text.modem)) return text.modem;
  const auto at = pool_.modems.find(text.modem);
  const bool comes_back = at != pool_.modems.end() && is_available(tx_, text.modem, at->second);
  const auto patience = text.not_before + parts_wait;
  if (comes_back || tx_.now < patience) {
    wake_scheduler_at(patience);
    return {};
  }
  const auto other = any_free(text, healthy_free_modems());
  if (other.empty()) return {};
  tx_.log(log::Level::notice, "send-begun-anew",
          fmt::format("text {} begins anew: {} took {} of its {} parts and went away", text.id.value,
                      text.modem, text.next_segment - 1, text.parts));
  text.next_segment = 1;
  text.reference = tx_.store.next_reference(text.to);
  return other;
}

/// Empty: it waits for a modem that is busy, or none is well.
std::string SendScheduler::modem_for(OutboundMessage& text) {
  if (text.next_segment > 1) return for_next_part(text);
  std::vector<std::string> here;
  bool record_send = false;
  for (const auto& name : preferred(tx_.store.address(text.to).text)) {
    if (!is_available(tx_, name, pool_.modems.at(name))) continue;
    record_send = true;
    if (is_free(name)) here.push_back(name);
  }
  return any_free(text, record_send ? here : healthy_free_modems());
}

void SendScheduler::claim(const std::string& modem, OutboundMessage text) {
  const auto segments = sms::segment(text.text, text.reference);
  if (text.next_segment > segments.size())
    return give_up(tx_, text, delivery::Event::given_up, "its parts don't add up");
  if (!move(tx_, text, delivery::Event::claim)) return;
  auto& state = pool_.modems.at(modem);
  Attempt attempt;
  attempt.message = text.id;
  attempt.to = text.to;
  attempt.part = text.next_segment;
  attempt.modem = modem;
  attempt.started = tx_.now;
  text.modem = modem;
  tx_.store.update(text);
  state.in_hand = tx_.store.add_attempt(attempt);
  state.used = tx_.now;
  const auto sim = tx_.rules.sims.find(modem);
  if (sim != tx_.rules.sims.end())
    state.earliest_conforming = limits::after_send(state.earliest_conforming, sim->second.pace, tx_.now);
  pool_.fair_queue.record_send(text.to, tx_.now);
  tx_.effects.push_back(
      Submit{modem, *state.in_hand, tx_.store.address(text.to).text, segments[text.next_segment - 1]});
  std::erase(free_, modem);
}

/// A sick SIM whose time for a try has come: the first text where no modem is well, else the one that can
/// best wait.
void SendScheduler::probe_open_breakers(std::vector<OutboundMessage>& left) {
  const bool alone = std::none_of(pool_.modems.begin(), pool_.modems.end(),
                                  [&](const auto& m) { return is_available(tx_, m.first, m.second); });
  for (const auto& name : std::vector(free_)) {
    const auto fits = [&](const OutboundMessage& t) { return t.next_segment == 1 || t.modem == name; };
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
std::size_t SendScheduler::look(std::size_t limit) {
  auto texts = tx_.store.sendable(tx_.now, limit);
  const auto seen = texts.size();
  order_fairly(texts);
  std::vector<OutboundMessage> left;
  for (auto& text : texts) {
    const auto modem = healthy_free_modems().empty() ? std::string{} : modem_for(text);
    if (modem.empty())
      left.push_back(std::move(text));
    else
      claim(modem, std::move(text));
  }
  probe_open_breakers(left);
  return seen;
}

void SendScheduler::run() {
  pool_.looked = tx_.now;
  pool_.wake_scheduler_at.reset();
  find_free_modems();
  for (auto limit = first_look; !free_.empty() && limit <= deepest_look; limit *= 8)
    if (look(limit) == 0) break;
}

}  // namespace

void schedule_sends(Transaction& tx, ModemPool& pool) { SendScheduler{tx, pool}.run(); }

}  // namespace lapor::engine
