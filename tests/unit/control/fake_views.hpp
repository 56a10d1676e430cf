// Views for the tests of what is shown. Every phone number is fictitious.
#pragma once
#include <vector>

#include "engine/api/views.hpp"

namespace lapor::control {

inline const Instant noon = from_ms(1'772'539'200'000);  // 2026-03-03T12:00:00Z

inline engine::Ticket example() {
  engine::Ticket t;
  t.id = TicketId{123456};
  t.state = ticket::State::forwarded;
  t.category = "JALAN";
  t.area = "33.16";
  t.agency = "BMCK";
  t.urgent = t.confidential = true;
  t.text = "lubang, hub +62 811-0000-123";
  t.created = noon;
  t.due_at = noon;
  return t;
}

/// Answers what the tests ask of it, and remembers the question.
class FakeViews : public engine::Views {
 public:
  engine::OutboxCounts outbox() override { return {}; }
  engine::InboxCounts inbox() override { return {}; }
  engine::TicketCounts ticket_counts(Instant) override { return {}; }
  engine::ModemCounts modem_counts(std::string_view) override { return {}; }
  std::optional<engine::SimBalance> balance(std::string_view) override { return {}; }
  engine::DatabaseInfo database() override { return {}; }
  std::vector<engine::Ticket> tickets(const engine::TicketQuery& query) override {
    ticket_query = query;
    if (query.state && *query.state != example().state) return {};
    return {example()};
  }
  std::vector<engine::Ticket> tickets_after(TicketId id, std::size_t limit) override {
    std::vector<engine::Ticket> page;
    for (const auto& t : all)
      if (t.id > id && page.size() < limit) page.push_back(t);
    return page;
  }
  std::vector<engine::AccessRecord> accesses(std::optional<TicketId>, std::size_t) override {
    return {{noon, "operator uid 7", true, "ticket", TicketId{123456}, ""}};
  }
  std::vector<engine::DuplicateCandidate> duplicate_candidates(std::size_t) override { return alike; }
  std::vector<engine::TicketEvent> recent(std::size_t) override { return events({}); }
  std::vector<engine::TransitTimes> recent_arrivals(std::size_t) override { return {}; }
  std::optional<engine::Ticket> find(TicketId id) override {
    return id == TicketId{123456} ? std::optional(example()) : std::nullopt;
  }
  std::vector<engine::TicketEvent> events(TicketId) override {
    return {{TicketId{123456}, noon, "opened", engine::Actor::citizen(), ""}};
  }
  std::vector<scorecard::Assignment> assignments(std::string_view, Instant, Instant) override { return {}; }
  std::vector<engine::QuarantineRow> quarantined(std::size_t limit) override {
    quarantine_limit = limit;
    return {aside()};
  }
  std::optional<engine::QuarantineRow> quarantined_row(std::int64_t id) override {
    if (id != aside().id) return std::nullopt;
    auto row = aside();
    row.raw = std::string(
        "\0\x9f"
        "A",
        3);
    if (forgotten) row.raw.clear(), row.bytes.reset();
    return row;
  }
  static engine::QuarantineRow aside() { return {7, noon, "sim1", "fraud", "+628110000123", 3}; }
  engine::UnansweredSends unanswered_sends(std::string_view, Instant) override { return {}; }
  std::vector<engine::QuarantineCount> quarantine_counts(Instant, Instant) override { return {}; }
  std::vector<engine::MessageRow> messages(const engine::MessageQuery& query) override {
    message_query = query;
    engine::MessageRow row;
    row.id = 5;
    row.incoming = true;
    row.number = "+628110000123";
    row.text = "hub 0811-0000-123";
    row.ticket = TicketId{123456};
    row.created = noon;
    return {row};
  }
  std::vector<engine::Ticket> all;  ///< lowest serial first
  engine::TicketQuery ticket_query;
  engine::MessageQuery message_query;
  std::vector<engine::DuplicateCandidate> alike;
  std::size_t quarantine_limit = 0;
  bool forgotten = false;
};

}  // namespace lapor::control
