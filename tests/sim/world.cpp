#include "sim/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/utf8.hpp"
#include "domain/sms/gsm7.hpp"
#include "domain/sms/segmentation.hpp"
#include "store/backup.hpp"
#include "store/migrate.hpp"
#include "store/offline_maintenance.hpp"
#include "support/query_plans.hpp"
#include "support/statement_probe.hpp"

namespace lapor::test {

void MortalStore::commit() {
  const bool now = ++commits == dies_at;
  if (now && dies == Dies::before) throw Death{};
  SqlStore::commit();
  if (now && dies == Dies::after) throw Death{};
  if (now && dies == Dies::commit_unknown)
    throw engine::StoreFailure(engine::StoreFailure::Kind::io, "the sync failed, the rows may be there");
}

void FakeModem::holds(const std::string& from, const std::string& text, Instant at) {
  for (const auto& segment : sms::segment(text, static_cast<std::uint8_t>(next_slot))) {
    sms::InboundSegment part;
    part.sender = from;
    part.service_centre_time = at;
    part.coding = segment.coding;
    part.udh = segment.udh;
    part.text = utf8::to_utf16(segment.text);
    slots[next_slot++] = part;
  }
}

void FakeModem::worker_dies() {
  up = prompted = released = false;
  told.clear();
  in_hand.reset();
}

World::World(std::shared_ptr<const engine::Rules> rules, const std::vector<std::string>& modems)
    : now(std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + std::chrono::hours(1)),
      rules_(std::move(rules)) {
  for (const auto& name : modems) modems_[name].name = name;
  open();
}

void World::open() {
  engine_.reset();
  if (store_) commits_before_ += store_->commits;
  store_.reset();
  judged_ = 0;
  store_ = std::make_unique<MortalStore>(database_.open());
  engine_ = std::make_unique<engine::Engine>(*store_, rules_);
  carry_out(persist({}, [&] { return engine_->start(now); }));
}

void World::adopt(std::shared_ptr<const engine::Rules> rules) {
  rules_ = std::move(rules);
  engine_->adopt(rules_);
}

void World::restart() {
  for (auto& [name, modem] : modems_) modem.worker_dies();
  open();
}

void World::back_up() {
  const auto database = database_.file();
  backup_ = store::take_backup(database, store::backup_folder(database), now, 1).file;
}

void World::restore() {
  engine_.reset();
  commits_before_ += store_->commits;
  store_.reset();
  for (auto& [name, modem] : modems_) modem.worker_dies();
  store::restore(backup_.string(), database_.file(), now);
  open();
}

void World::die_at_commit(Dies how, int nth) {
  store_->dies = how;
  store_->dies_at = store_->commits + nth;
}

void World::text(const std::string& from, const std::string& words) {
  modems_.begin()->second.holds(from, words, now);
}

engine::Effects World::handle(const engine::Event& event) {
  return persist({&event, false}, [&] { return engine_->on(event, now); });
}

void World::post(const engine::Event& event) { carry_out(handle(event)); }

engine::Effects World::told(const engine::Event& event) {
  auto effects = handle(event);
  carry_out(effects);
  return effects;
}

std::string World::order(const engine::Event& event) {
  const auto effects = handle(event);
  carry_out(effects);
  for (const auto& effect : effects) {
    if (const auto* no = std::get_if<engine::OrderRefused>(&effect)) return no->reason;
    if (std::holds_alternative<engine::TicketFiled>(effect)) return {};
    if (std::holds_alternative<engine::AccountChanged>(effect)) return {};
  }
  throw std::runtime_error("the order got no answer");
}

engine::Effects World::persist(const Beginning& beginning, const std::function<engine::Effects()>& entry) {
  if (fate_ && fate_->meets(beginning) && --fate_->nth == 0) {
    die_at_commit(fate_->how, 1);
    fate_.reset();
  }
  for (int tries = 0;; ++tries) {
    try {
      const auto begin = std::chrono::steady_clock::now();
      auto effects = entry();
      longest = std::max(longest, std::chrono::steady_clock::now() - begin);
      return effects;
    } catch (const engine::StoreFailure&) {
      if (tries == 3) throw;  // as lapord does: what failed is told again
    }
  }
}

void World::carry_out(const engine::Effects& effects) {
  for (const auto& effect : effects) {
    if (const auto* e = std::get_if<log::Record>(&effect)) log_.push_back(*e);
    if (const auto* e = std::get_if<engine::Erase>(&effect)) modems_.at(e->modem).slots.erase(e->slot.index);
    if (const auto* e = std::get_if<engine::QueryBalance>(&effect)) {
      modems_.at(e->modem).code_in_hand = e->code;
      modems_.at(e->modem).asked.push_back(e->code);
    }
    if (const auto* e = std::get_if<engine::Submit>(&effect)) {
      auto& modem = modems_.at(e->modem);
      modem.in_hand = *e;
      modem.prompted = modem.released = false;
    }
    if (const auto* e = std::get_if<engine::ReleaseSubmit>(&effect)) {
      auto& modem = modems_.at(e->modem);
      if (!modem.in_hand || modem.in_hand->attempt != e->attempt || modem.released) continue;
      modem.released = true;
      if (modem.refuse && modem.refuse(modem.in_hand->to)) continue;
      modem.transmitted.push_back({modem.in_hand->to, modem.in_hand->segment.text, now});
      modem.next_reference = (modem.next_reference + 1) % 256;
      if (modem.reports)
        modem.receipts.push_back({modem.name, modem.in_hand->to, modem.next_reference, 0, std::nullopt});
    }
  }
}

bool World::step(FakeModem& modem) {
  if (!modem.present) {
    if (!modem.up) return false;
    modem.worker_dies();
    post(engine::ModemDown{modem.name, "unplugged"});
    return true;
  }
  if (!modem.up) {
    modem.up = true;
    post(engine::ModemUp{modem.name, {}});
    return true;
  }
  for (const auto& [index, part] : modem.slots) {
    if (!modem.told.insert(index).second) continue;
    const engine::SegmentReceived event{modem.name, {"SM", index}, part};
    if (erase_before_commit) modem.slots.erase(index);
    post(event);
    return true;
  }
  if (!modem.receipts.empty()) {
    const auto receipt = modem.receipts.front();
    post(receipt);
    modem.receipts.erase(modem.receipts.begin());
    return true;
  }
  if (modem.code_in_hand) {
    const auto answer = modem.ussd ? modem.ussd(*modem.code_in_hand) : std::nullopt;
    modem.code_in_hand.reset();
    post(engine::BalanceReceived{modem.name, answer.has_value(),
                                 answer.value_or("the network didn't answer")});
    return true;
  }
  if (!modem.in_hand) return false;
  const auto attempt = modem.in_hand->attempt;
  if (!modem.prompted) {
    modem.prompted = true;
    post(engine::Prompted{modem.name, attempt});
  } else if (modem.released) {
    const auto cms = modem.refuse ? modem.refuse(modem.in_hand->to) : std::nullopt;
    modem.in_hand.reset();
    if (cms)
      post(engine::SendRefused{modem.name, attempt, {delivery::Table::cms, *cms}, ""});
    else
      post(engine::SendAccepted{modem.name, attempt, modem.next_reference});
  } else {
    return false;
  }
  return true;
}

bool World::step() {
  for (auto& [name, modem] : modems_)
    if (step(modem)) return true;
  const auto next = engine_->next_wakeup(now);
  if (!next || *next > now) return false;
  carry_out(persist({nullptr, true}, [&] { return engine_->tick(now); }));
  return true;
}

void World::settle() {
  for (int steps = 0; step(); ++steps)
    if (steps > 100000) throw std::runtime_error("the world never comes to rest");
  judge_statements();
}

void World::judge_statements() {
  if (on_postgresql()) return;
  auto& db = store_->database_file();
  if (store::StatementProbe::count(db) == judged_) return;
  if (const auto slow = slow_statement(db); !slow.empty()) throw std::logic_error(slow);
  judged_ = store::StatementProbe::count(db);
}

void World::advance(Duration span) {
  const auto end = now + span;
  settle();
  while (true) {
    const auto next = engine_->next_wakeup(now);
    if (!next || *next > end) break;
    now = std::max(now, *next);
    settle();
  }
  now = end;
  settle();
}

void World::live(Duration span) {
  const auto end = now + span;
  while (true) {
    try {
      return advance(end - now);
    } catch (const Death&) {
      ++deaths_;
      restart();
    }
  }
}

namespace {

std::string hex(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return out;
}

/// Looks in every row of every table. PostgreSQL writes bytes as hexadecimal digits.
bool a_row_keeps(store::Connection& db, const std::string& words, const std::string& wide) {
  std::vector<std::string> tables;
  for (auto row = db.query("SELECT tablename FROM pg_tables WHERE schemaname = 'lapor'"); row.step();)
    tables.push_back(row.text(0));
  return std::any_of(tables.begin(), tables.end(), [&](const auto& table) {
    return db
        .query("SELECT 1 FROM " + table +
                   " AS t WHERE instr(t::text, ?::text) > 0 OR instr(t::text, ?::text) > 0 "
                   "OR instr(t::text, ?::text) > 0 LIMIT 1",
               words, hex(words), hex(wide))
        .step();
  });
}

}  // namespace

bool World::keeps(const std::string& words) {
  std::string wide;
  for (const char c : words) wide += {c, '\0'};
  if (on_postgresql()) return a_row_keeps(store_->connection(), words, wide);
  store_->database_file().exec("PRAGMA wal_checkpoint(TRUNCATE)");
  std::ifstream in(store_->database().path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return bytes.find(words) != bytes.npos || bytes.find(wide) != bytes.npos;
}

std::vector<engine::Ticket> World::tickets() { return store_->tickets({std::nullopt, "", 1000000}); }

std::vector<engine::MessageRow> World::out() {
  engine::MessageQuery query;
  query.in = false;
  query.limit = 1000000;
  return store_->messages(query);
}

std::vector<std::string> World::phone(const std::string& number) {
  std::vector<std::string> texts;
  for (const auto& [name, modem] : modems_)
    for (const auto& sms : modem.transmitted)
      if (sms.number == number) texts.push_back(sms.text);
  return texts;
}

std::string World::last(const std::string& number) {
  const auto texts = phone(number);
  return texts.empty() ? "" : texts.back();
}

}  // namespace lapor::test
