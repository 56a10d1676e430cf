// The SIM of each modem, and the PIN tries. A PIN is stored as a salted hash by crypt(3) only.
#include "store/secret_hash.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

constexpr std::size_t most_tries = 50;

}  // namespace

std::optional<engine::SimIdentity> SqlStore::sim(std::string_view modem) {
  auto row = tx().query("SELECT imei, imsi FROM modem_sim WHERE modem = ?", modem);
  if (!row.step()) return std::nullopt;
  return engine::SimIdentity{row.text(0), row.text(1)};
}

void SqlStore::set_sim(std::string_view modem, const engine::SimIdentity& sim, Instant now) {
  tx().query(
          "INSERT INTO modem_sim (modem, imei, imsi, seen_ms) VALUES (?, ?, ?, ?) ON CONFLICT (modem) DO "
          "UPDATE "
          "SET imei = excluded.imei, imsi = excluded.imsi, seen_ms = excluded.seen_ms",
          modem, sim.imei, sim.imsi, now)
      .run();
}

/// One salt for the whole database, so that a value is hashed once and compared with all tries.
std::string SqlStore::pin_hash(const std::string& pin) {
  if (const auto known = get<engine::settings::PinSalt>()) return secret_hash(pin, known->salt);
  const engine::settings::PinSalt fresh{new_salt()};
  set(fresh);
  return secret_hash(pin, fresh.salt);
}

/// If the card's number isn't known, every try in this modem counts.
std::vector<sim::PinTry> SqlStore::pin_tries(const engine::PinRequired& asked) {
  const auto hash = pin_hash(asked.pin);
  std::vector<sim::PinTry> out;
  auto row = tx().query(
      "SELECT hash, accepted, forgiven FROM pin_try WHERE modem = ?1 AND asked_ms <> ?2 "
      "AND (card = ?3 OR card = '' OR ?3 = '') ORDER BY id DESC LIMIT ?4",
      asked.modem, asked.at, asked.iccid, static_cast<std::int64_t>(most_tries));
  while (row.step()) {
    sim::PinTry t;
    t.same = row.text(0) == hash;
    if (!row.null(1)) t.end = row.integer(1) != 0 ? sim::PinTry::End::accepted : sim::PinTry::End::refused;
    t.forgiven = row.integer(2) != 0;
    out.push_back(t);
  }
  return out;
}

void SqlStore::add_pin_try(const engine::PinRequired& asked) {
  tx().query("INSERT INTO pin_try (modem, card, hash, asked_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
             asked.modem, asked.iccid, pin_hash(asked.pin), asked.at)
      .run();
}

void SqlStore::end_pin_try(std::string_view modem, bool accepted) {
  tx().query(
          "UPDATE pin_try SET accepted = ? WHERE id = (SELECT max(id) FROM pin_try WHERE modem = ?) AND "
          "accepted IS NULL",
          accepted, modem)
      .run();
}

void SqlStore::forgive_pin_tries(std::string_view modem) {
  tx().query("UPDATE pin_try SET forgiven = 1 WHERE modem = ? AND forgiven = 0", modem).run();
}

}  // namespace lapor::store
