// Builders for the engine's rooms: one open transaction on a store in memory, by rules that the test may
// change.
#pragma once
#include <chrono>
#include <memory>
#include <string>

#include "engine/ports/transaction.hpp"
#include "engine/tickets/ticket_editor.hpp"
#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"

namespace lapor::engine {

using namespace std::chrono_literals;

inline constexpr Instant tuesday = from_ms(1772499600000);  // 2026-03-03 08:00 WIB
inline constexpr auto citizen = "+628110000101";

struct Room {
  std::shared_ptr<Rules> rules = std::make_shared<Rules>(*test::rules());
  std::unique_ptr<store::SqlStore> store = store::make_store(":memory:");
  Effects effects;
  Transaction tx{*store, *rules, tuesday, effects};

  Room() { store->begin(); }

  PersonId person(const std::string& phone = citizen) { return tx.person(phone); }

  /// A report of JALAN, opened and forwarded to BMCK but not sent yet.
  Ticket opened(const std::string& text = "lubang besar", bool urgent = false) {
    Ticket t;
    t.category = "JALAN";
    t.reporter = person();
    t.text = text;
    t.urgent = urgent;
    return TicketEditor::open(tx, std::move(t), Actor::citizen());
  }
  /// The same, sent now.
  Ticket forwarded() {
    TicketEditor edit(tx, opened());
    edit.forward_sent();
    edit.save();
    return edit.ticket();
  }
  Ticket stored(TicketId id) { return store->ticket(id).value(); }
  scorecard::Assignment assignment(const Ticket& t) { return store->assignment(t.id, t.agency).value(); }
  void wait(Duration time) { tx.now += time; }

  /// The kinds of the ticket's record, in order.
  std::vector<std::string> record_of(TicketId id) {
    std::vector<std::string> kinds;
    for (const auto& event : store->events(id)) kinds.push_back(event.kind);
    return kinds;
  }
  /// The pending notifications of this phone: "forward 0", "escalation 1".
  std::vector<std::string> pending(const std::string& phone) {
    std::vector<std::string> out;
    for (const auto& n : store->pending_notifications(Instant::max(), 100))
      if (n.to == person(phone)) out.push_back(std::string(name(n.kind)) + " " + std::to_string(n.sequence));
    return out;
  }
};

}  // namespace lapor::engine
