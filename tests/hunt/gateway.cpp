#include "hunt/gateway.hpp"

#include <algorithm>

#include "engine/api/store_failure.hpp"
#include "store/backup.hpp"
#include "store/migrate.hpp"
#include "store/offline_maintenance.hpp"

namespace lapor::hunt {

using namespace std::chrono_literals;
using engine::StoreFailure;

constexpr auto retry_pause = 10s;          ///< of a gateway whose disk failed
constexpr int most_steps_at_once = 20000;  ///< at one instant; more is a loop

/// Dies or lies at the commit that it was told of.
class Gateway::Store : public store::SqlStore {
 public:
  Store(std::unique_ptr<store::Connection> db, Gateway& owner) : SqlStore(std::move(db)), owner_(&owner) {}
  Store& operator=(Store&&) = default;

  void begin() override {
    if (owner_->server_away_) throw StoreFailure(StoreFailure::Kind::io, "the server is out of reach");
    SqlStore::begin();
  }

  void commit() override {
    const bool goes = owner_->commits_to_outage_ > 0 && --owner_->commits_to_outage_ == 0;
    if (goes) owner_->server_away_ = true;
    if (goes && !owner_->outage_after_commit_)
      throw StoreFailure(StoreFailure::Kind::io, "the server is gone");
    const bool now = owner_->commits_to_death_ > 0 && --owner_->commits_to_death_ == 0;
    if (now && owner_->how_ == before_commit) throw Death{};
    SqlStore::commit();
    if (owner_->on_disk_) std::exchange(owner_->on_disk_, nullptr)();
    if (now && owner_->how_ == after_commit) throw Death{};
    if (now || goes) throw StoreFailure(StoreFailure::Kind::io, "the sync failed, the rows may be there");
  }

 private:
  Gateway* owner_;
};

Gateway::Gateway(std::shared_ptr<const engine::Rules> rules, int modems, Instant at, Witness& witness)
    : now(at), rules_(std::move(rules)), witness_(witness) {
  if (test::on_postgresql())
    database_.emplace();
  else
    format_disk();
  for (int n = 1; n <= modems; ++n) modems_.emplace_back("sim" + std::to_string(n));
  start();
}

Gateway::~Gateway() {
  engine_.reset();
  store_.reset();
}

engine::Views& Gateway::views() { return *store_; }

std::unique_ptr<store::Connection> Gateway::connect() {
  if (server_away_) throw StoreFailure(StoreFailure::Kind::io, "the server is out of reach");
  if (database_) return database_->open();
  auto db = std::make_unique<store::Database>(file_, store::OpenOptions{.vfs = disk_.name()});
  db->use_wal();
  store::migrate(*db);
  return db;
}

/// Each gateway begins with the file that a migration made, which is made once.
void Gateway::format_disk() {
  static std::optional<MemoryDisk::Image> fresh;
  if (!fresh) {
    const auto db = connect();
    fresh = memory_.image();
  }
  memory_.put(*fresh);
}

void Gateway::open() {
  auto db = connect();
  if (store_)
    *store_ = Store(std::move(db), *this);
  else
    store_ = std::make_unique<Store>(std::move(db), *this);
}

/// A start may die, too.
void Gateway::start() {
  while (true) {
    try {
      return start_once();
    } catch (const Death&) {
      ++deaths_;
    }
  }
}

void Gateway::start_once() {
  started_ = false;
  try {
    open();
    engine_ = std::make_unique<engine::Engine>(*store_, rules_);
    retry_at_.reset();
    started_ = transaction([&] { return engine_->start(now); }, [] {});
    if (!started_) retry_at_ = now + retry_pause;
  } catch (const StoreFailure&) {
    retry_at_ = now + retry_pause;
  }
}

void Gateway::die() {
  ++deaths_;
  engine_.reset();
  store_.reset();
  on_disk_ = nullptr;
  for (auto& modem : modems_) {
    modem.worker_dies();
    hand_over(modem);
  }
  const auto back = now + std::exchange(away_, Duration{0});
  now = back;  // SIMs and networks go on, and tell of it later
  heal_disk_in_time();
  start();
}

void Gateway::hand_over(Modem& modem) {
  for (const auto& part : std::exchange(modem.sent, {})) witness_.sent(part);
  for (const auto& part : std::exchange(modem.doubtful, {})) witness_.doubtful(part);
  for (const auto& one : std::exchange(modem.told, {})) witness_.receipt(one);
}

void Gateway::carry_out(const engine::Effects& effects) {
  for (const auto& effect : effects) {
    if (effects_to_death_ > 0 && --effects_to_death_ == 0) throw Death{};
    if (const auto* record = std::get_if<log::Record>(&effect)) witness_.logged(*record);
    const auto modem_of = [&](const auto& e) -> Modem* {
      for (auto& modem : modems_)
        if (modem.name() == e.modem) return &modem;
      throw Broken("an effect for a modem that isn't there: " + e.modem);
    };
    Modem* modem = nullptr;
    if (const auto* e = std::get_if<engine::Erase>(&effect)) {
      modem = modem_of(*e);
      const auto slot = modem->slots().find(e->slot.index);
      // A commit that reported an error may be on disk all the same: now that is certain.
      if (slot != modem->slots().end()) witness_.taken(slot->second.text, slot->second.part, now);
    }
    if (const auto* e = std::get_if<engine::Submit>(&effect)) modem = modem_of(*e);
    if (const auto* e = std::get_if<engine::ReleaseSubmit>(&effect)) modem = modem_of(*e);
    if (modem) modem->carry_out(effect, now), hand_over(*modem);
  }
}

/// False if the store failed: the caller gives the event again.
template <class Entry, class Done>
bool Gateway::transaction(Entry entry, Done done) {
  ++transactions_;
  try {
    const auto effects = entry();
    on_disk_ = nullptr;
    done();
    carry_out(effects);
    return true;
  } catch (const StoreFailure&) {
    on_disk_ = nullptr;
    retry_at_ = now + (disk_heals_ ? Duration{retry_pause} : Duration{0});
    return false;
  }
}

void Gateway::reopen() {
  if (!started_) return start();
  try {
    open();
    retry_at_.reset();
  } catch (const StoreFailure&) {
    retry_at_ = now + retry_pause;
  }
}

bool Gateway::tell(const engine::Event& event, const std::function<void()>& done) {
  if (const auto* part = std::get_if<engine::SegmentReceived>(&event))
    for (auto& modem : modems_)
      if (const auto at = modem.slots().find(part->slot.index);
          modem.name() == part->modem && at != modem.slots().end())
        on_disk_ = [this, text = at->second.text, part = at->second.part] {
          witness_.taken(text, part, now);
        };
  if (const auto* ok = std::get_if<engine::SendAccepted>(&event)) {
    for (auto& modem : modems_)
      if (const auto* hand = modem.in_hand(); modem.name() == ok->modem && hand)
        on_disk_ = [this, to = hand->to, part = hand->segment.text] { witness_.accepted(to, part, now); };
  }
  return transaction([&] { return engine_->on(event, now); }, done);
}

bool Gateway::step() {
  if (retry_at_) {
    if (*retry_at_ > now) return false;
    reopen();
    return true;
  }
  for (auto& modem : modems_) {
    const auto event = modem.next(now);
    if (!event) continue;
    tell(*event, [&] { modem.done(), hand_over(modem); });
    return true;
  }
  const auto due = engine_->next_wakeup(now);
  if (!due || *due > now) return false;
  transaction([&] { return engine_->tick(now); }, [] {});
  return true;
}

void Gateway::settle() {
  for (int steps = 0;; ++steps) {
    if (steps > most_steps_at_once) throw Broken("it never comes to rest: something wakes for nothing");
    try {
      if (!step()) return;
    } catch (const Death&) {
      die();
    }
  }
}

std::optional<Instant> Gateway::next_time() {
  if (retry_at_) return retry_at_;
  auto first = engine_->next_wakeup(now);
  const auto sooner = [&](std::optional<Instant> at) {
    if (at && (!first || *at < *first)) first = at;
  };
  for (const auto& modem : modems_) sooner(modem.next_time());
  return first;
}

void Gateway::live_until(Instant end) {
  settle();
  while (now < end) {
    const auto next = next_time();
    auto to = next ? std::clamp(*next, now, end) : end;
    if (disk_heals_) to = std::clamp(*disk_heals_, now, to);
    now = to;
    heal_disk_in_time();
    settle();
  }
}

void Gateway::die_at_commit(Dying how, int nth, Duration away) {
  how_ = how;
  commits_to_death_ = nth;
  away_ = away;
}

void Gateway::die_between_effects(int nth, Duration away) {
  effects_to_death_ = nth;
  away_ = away;
}

void Gateway::fail_disk(test::Fault fault, int nth, Duration lasts) {
  if (database_) {
    commits_to_outage_ = nth;
    outage_after_commit_ = fault == test::Fault::sync;
  } else {
    disk_.fail(fault, nth, true);
  }
  disk_heals_ = now + lasts;
}

void Gateway::heal_disk_in_time() {
  if (!disk_heals_ || *disk_heals_ > now) return;
  disk_.heal();
  commits_to_outage_ = 0;
  server_away_ = false;
  disk_heals_.reset();
}

void Gateway::set_clock(Duration by) {
  settle();
  now += by;
  if (disk_heals_) *disk_heals_ += by;
  if (retry_at_) *retry_at_ += by;
  for (int tries = 0; tries < 1000; ++tries) {
    try {
      if (!retry_at_ && tell(engine::ClockJumped{by}, [] {})) return;
    } catch (const Death&) {
      return die();
    }
    if (retry_at_) now = std::max(now, *retry_at_), reopen();
    heal_disk_in_time();
  }
}

void Gateway::adopt(std::shared_ptr<const engine::Rules> rules) {
  rules_ = std::move(rules);
  if (engine_) engine_->adopt(rules_);
}

/// A server's backups are its own.
void Gateway::back_up() {
  if (database_) return;
  memory_.write_out();
  backup_ = store::take_backup(file_, store::backup_folder(file_), now, 1).file.string();
}

bool Gateway::restore() {
  if (backup_.empty()) return false;
  engine_.reset();
  store_.reset();
  for (auto& modem : modems_) {
    modem.worker_dies();
    hand_over(modem);
  }
  memory_.write_out();
  store::restore(backup_, file_, now);
  memory_.read_in();
  start();
  return true;
}

}  // namespace lapor::hunt
