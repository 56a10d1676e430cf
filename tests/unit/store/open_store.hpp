// Builders for the store's tests. All numbers are fictitious.
#pragma once
#include <chrono>
#include <string>

#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"
#include "support/test_database.hpp"

namespace lapor::store {

using engine::StoreFailure;
using namespace std::chrono_literals;

inline constexpr Instant noon = from_ms(1772517600000);  // 2026-03-03 06:00 UTC

inline sms::Address mobile(int n) {
  const std::string digits = std::to_string(1000 + n).substr(1);
  return {"+628110000" + digits, sms::AddressKind::mobile, "ID"};
}

/// Runs the body in a transaction of its own.
template <class Body>
auto in_tx(engine::Store& store, Body body) {
  store.begin();
  struct Finish {
    engine::Store& s;
    bool done = false;
    ~Finish() {
      if (!done) s.rollback();
    }
  } finish{store};
  if constexpr (std::is_void_v<decltype(body())>) {
    body();
    store.commit();
    finish.done = true;
  } else {
    auto result = body();
    store.commit();
    finish.done = true;
    return result;
  }
}

/// A store in memory with a transaction open: for tests of single calls.
struct OpenStore {
  test::TestDatabase database{test::TestDatabase::in_memory};
  std::unique_ptr<SqlStore> store = std::make_unique<SqlStore>(database.open());
  OpenStore() { store->begin(); }
  SqlStore* operator->() { return store.get(); }
  SqlStore& operator*() { return *store; }

  PersonId person(int n = 1) { return store->person(mobile(n)); }

  engine::Ticket ticket(PersonId reporter, ticket::State state = ticket::State::forwarded,
                        const std::string& agency = "BMCK") {
    engine::Ticket t;
    t.state = state;
    t.category = "JALAN";
    t.agency = agency;
    t.reporter = reporter;
    t.text = "berlubang depan pasar";
    t.created = noon;
    return t;
  }
  engine::Ticket added(engine::Ticket t) {
    t.id = store->add_ticket(t);
    return t;
  }

  engine::NewOutboundMessage text_to(PersonId to, engine::Purpose purpose = engine::Purpose::reply) {
    engine::NewOutboundMessage o;
    o.to = to;
    o.text = "Terima kasih";
    o.purpose = purpose;
    o.created = o.not_before = noon;
    o.expires = noon + 24h;
    return o;
  }
  OutboundId queued(PersonId to, engine::Purpose purpose = engine::Purpose::reply, Duration delay = 0ms) {
    auto o = text_to(to, purpose);
    o.not_before += delay;
    return store->enqueue(o);
  }
  void set_state(OutboundId id, delivery::State state) {
    auto o = store->message(id);
    o.state = state;
    store->update(o);
  }
};

inline engine::NewSegment part_of(PersonId sender, std::u16string text, int second = 0) {
  engine::NewSegment p;
  p.sender = sender;
  p.modem = "sim1";
  p.received = noon;
  p.segment.service_centre_time = noon + std::chrono::seconds(second);
  p.segment.text = std::move(text);
  return p;
}

/// InboundSegment `number` of `total` of the long SMS `reference`.
inline engine::NewSegment long_part(PersonId sender, unsigned reference, unsigned total, unsigned number,
                                    Duration later = 0ms) {
  auto p = part_of(sender, u"bagian");
  p.concat = sms::Concat{reference, 8, total, number};
  p.segment.udh = {0, 3, static_cast<char>(reference), static_cast<char>(total), static_cast<char>(number)};
  p.received += later;
  return p;
}

inline engine::NewInboundMessage text_from(PersonId sender, const std::string& text, Duration later = 0ms) {
  engine::NewInboundMessage in;
  in.sender = sender;
  in.modem = "sim1";
  in.text = text;
  in.received = noon + later;
  return in;
}

}  // namespace lapor::store
