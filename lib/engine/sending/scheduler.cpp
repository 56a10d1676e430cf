#include "engine/sending/scheduler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "domain/sms/segmentation.hpp"
#include "engine/outbox/message_lifecycle.hpp"
#include "engine/sending/delivery.hpp"

namespace lapor::engine {
namespace {

/// A message of several parts goes over one SIM, or its parts are never joined. When that modem is away for
/// longer than phones keep parts, the message is sent from its beginning over another.
constexpr Duration segments_wait = std::chrono::minutes(10);
constexpr std::size_t first_batch = 8, largest_batch = 4096, growth = 8;

/// News, questions and reminders may wait so much longer than an answer for the number that their recipient
/// knows.
constexpr int patience_of_news = 10;

/// One scheduling: as long as a modem is free, ever larger batches of the queue are looked at.
class SendScheduler {
 public:
  SendScheduler(Transaction& tx, ModemPool& pool) : tx_(tx), pool_(pool) {}
  void run();

 private:
  void find_free_modems();
  std::size_t schedule_batch(std::size_t limit);
  void order_fairly(std::vector<SendableMessage>& messages) const;
  std::string modem_for(OutboundMessage& message);
  std::string for_next_segment(OutboundMessage& message);
  std::string own_sim(const OutboundMessage& message) const;
  Instant waits_for_own_sim_until(const OutboundMessage& message) const;
  bool may_go_by(const OutboundMessage& message, const std::string& modem) const;
  std::string any_free(const OutboundMessage& message, const std::vector<std::string>& among) const;
  std::vector<std::string> preferred(const std::string& number) const;
  std::vector<std::string> healthy_free_modems() const;
  void probe_open_breakers(std::vector<SendableMessage>& left);
  void claim(const std::string& modem, SendableMessage sendable);
  void wake_scheduler_at(Instant at) {
    pool_.wake_scheduler_at = std::min(pool_.wake_scheduler_at.value_or(at), at);
  }
  bool is_free(const std::string& modem) const {
    return std::find(free_.begin(), free_.end(), modem) != free_.end();
  }
  bool breaker_open(const std::string& modem) const {
    return pool_.modems.at(modem).breaker.open_since.has_value();
  }

  Transaction& tx_;
  ModemPool& pool_;
  std::vector<std::string> free_;  ///< may get a message now
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

/// Orders by purpose, then by waiting time. Moves back what goes to a recipient, or is about an agency, of
/// many recent messages.
void SendScheduler::order_fairly(std::vector<SendableMessage>& messages) const {
  const auto due = [&](const SendableMessage& t) {
    return pool_.fair_queue.queued_since(t.message.to, t.message.not_before, tx_.now);
  };
  // The hundredth urgent text to one phone waits behind anybody's first answer. Different people's
  // emergencies don't wait for each other.
  const auto waits_for_others = [&](const SendableMessage& t) {
    const auto agency = t.message.purpose == Purpose::urgent ? std::string_view{} : t.agency;
    return t.message.purpose != Purpose::alert && pool_.fair_queue.had_plenty(t.message.to, agency, tx_.now);
  };
  std::stable_sort(messages.begin(), messages.end(), [&](const SendableMessage& a, const SendableMessage& b) {
    return std::tuple(waits_for_others(a), a.message.purpose, due(a)) <
           std::tuple(waits_for_others(b), b.message.purpose, due(b));
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
    if (!breaker_open(name)) out.push_back(name);
  return out;
}

/// The one of these modems that fits best: not the one on which the message failed, one without numbers of
/// its own to serve, the one that has rested longest. Empty if there is none.
std::string SendScheduler::any_free(const OutboundMessage& message,
                                    const std::vector<std::string>& among) const {
  const auto rank = [&](const std::string& name) {
    const auto sim = tx_.rules.sims.find(name);
    const bool serves_others = sim != tx_.rules.sims.end() && !sim->second.prefixes.empty();
    const bool failed_here = !message.error.empty() && message.modem == name;
    return std::tuple(failed_here, serves_others, pool_.modems.at(name).used);
  };
  const auto best = std::min_element(among.begin(), among.end(),
                                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return best == among.end() ? "" : *best;
}

/// The modem that the first segments went over; empty while it is waited for.
std::string SendScheduler::for_next_segment(OutboundMessage& message) {
  if (is_free(message.modem) && !breaker_open(message.modem)) return message.modem;
  const auto at = pool_.modems.find(message.modem);
  const bool comes_back = at != pool_.modems.end() && is_available(tx_, message.modem, at->second);
  const auto patience = message.not_before + segments_wait;
  if (comes_back || tx_.now < patience) {
    wake_scheduler_at(patience);
    return {};
  }
  const auto other = any_free(message, healthy_free_modems());
  if (other.empty()) return {};
  tx_.log(log::Level::notice, "send-begun-anew",
          fmt::format("text {} begins anew: {} took {} of its {} parts and went away", message.id.value,
                      message.modem, message.next_segment - 1, message.segments));
  message.next_segment = 1;
  message.concat_reference = tx_.store.next_reference(message.to);
  return other;
}

/// The modem whose SIM the recipient has texted; empty if none may send. Somebody who texts one number and
/// gets the answer from another takes it for a fraud, and their phone shows two threads.
std::string SendScheduler::own_sim(const OutboundMessage& message) const {
  const auto modem = tx_.store.texted_modem(message.to);
  const auto sim = tx_.rules.sims.find(modem);
  return sim != tx_.rules.sims.end() && sim->second.use == SimUse::both ? modem : std::string{};
}

Instant SendScheduler::waits_for_own_sim_until(const OutboundMessage& message) const {
  const auto wait = tx_.rules.delivery.own_sim_wait;
  switch (message.purpose) {
    case Purpose::alert:
    case Purpose::urgent:
      return message.created;
    case Purpose::reply:
    case Purpose::agency_reply:
      return message.created + wait;
    default:
      return message.created + patience_of_news * wait;
  }
}

bool SendScheduler::may_go_by(const OutboundMessage& message, const std::string& modem) const {
  const auto own = own_sim(message);
  return own.empty() || own == modem || tx_.now >= waits_for_own_sim_until(message);
}

/// Empty if the message waits for a modem that is busy, or no modem is healthy.
std::string SendScheduler::modem_for(OutboundMessage& message) {
  if (message.next_segment > 1) return for_next_segment(message);
  if (const auto own = own_sim(message); !own.empty()) {
    const auto state = pool_.modems.find(own);
    const bool available = state != pool_.modems.end() && is_available(tx_, own, state->second);
    if (available) return is_free(own) ? own : std::string{};
    if (const auto until = waits_for_own_sim_until(message); tx_.now < until) {
      wake_scheduler_at(until);
      return {};
    }
  }
  std::vector<std::string> here;
  bool is_served = false;
  for (const auto& name : preferred(tx_.store.address(message.to).text)) {
    if (!is_available(tx_, name, pool_.modems.at(name))) continue;
    is_served = true;
    if (is_free(name)) here.push_back(name);
  }
  return any_free(message, is_served ? here : healthy_free_modems());
}

void SendScheduler::claim(const std::string& modem, SendableMessage sendable) {
  auto& message = sendable.message;
  const auto segments = sms::segment(message.text, message.concat_reference);
  if (message.next_segment > segments.size())
    return give_up(tx_, message, delivery::Event::given_up, "its parts don't add up");
  if (!apply_event(tx_, message, delivery::Event::claim)) return;
  auto& state = pool_.modems.at(modem);
  Attempt attempt;
  attempt.message = message.id;
  attempt.to = message.to;
  attempt.segment = message.next_segment;
  attempt.modem = modem;
  attempt.started = tx_.now;
  message.modem = modem;
  tx_.store.update(message);
  attempt.id = tx_.store.add_attempt(attempt);
  state.in_hand.insert(attempt.id);
  state.used = tx_.now;
  const auto sim = tx_.rules.sims.find(modem);
  if (sim != tx_.rules.sims.end())
    state.earliest_conforming = limits::after_send(state.earliest_conforming, sim->second.pace, tx_.now);
  pool_.fair_queue.record_send(message.to, sendable.agency, tx_.now);
  tx_.effects.push_back(
      Submit{modem, attempt.id, tx_.store.address(message.to).text, segments[message.next_segment - 1]});
  const auto next = available_from(tx_, modem, state);
  if (next && *next <= tx_.now) return;
  std::erase(free_, modem);
  if (next) wake_scheduler_at(*next);
}

/// A SIM whose breaker is open and whose probe is due gets one message: the first where no modem is
/// available, else the one that can best wait.
void SendScheduler::probe_open_breakers(std::vector<SendableMessage>& left) {
  const bool alone = std::none_of(pool_.modems.begin(), pool_.modems.end(),
                                  [&](const auto& m) { return is_available(tx_, m.first, m.second); });
  for (const auto& name : std::vector(free_)) {
    const auto fits = [&](const SendableMessage& t) {
      return t.message.next_segment == 1 ? may_go_by(t.message, name) : t.message.modem == name;
    };
    if (!breaker_open(name) || left.empty()) continue;
    const auto first = std::find_if(left.begin(), left.end(), fits);
    const auto last = std::find_if(left.rbegin(), left.rend(), fits);
    if (first == left.end()) continue;
    const auto chosen = alone ? first : std::prev(last.base());
    const auto message = *chosen;
    left.erase(chosen);
    claim(name, message);
  }
}

/// Returns how many messages there were to look at.
std::size_t SendScheduler::schedule_batch(std::size_t limit) {
  auto messages = tx_.store.sendable(tx_.now, limit);
  const auto seen = messages.size();
  order_fairly(messages);
  std::vector<SendableMessage> left;
  for (auto& message : messages) {
    const auto modem = healthy_free_modems().empty() ? std::string{} : modem_for(message.message);
    if (modem.empty())
      left.push_back(std::move(message));
    else
      claim(modem, std::move(message));
  }
  probe_open_breakers(left);
  return seen;
}

void SendScheduler::run() {
  pool_.scheduled = tx_.now;
  pool_.wake_scheduler_at.reset();
  find_free_modems();
  for (auto limit = first_batch; !free_.empty() && limit <= largest_batch; limit *= growth)
    if (schedule_batch(limit) == 0) break;
}

}  // namespace

void schedule_sends(Transaction& tx, ModemPool& pool) { SendScheduler{tx, pool}.run(); }

}  // namespace lapor::engine
