// The table of people, the only one with phone numbers.
#include <array>
#include <utility>

#include "base/utf8.hpp"
#include "store/rows.hpp"
#include "store/secret_hash.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

constexpr std::array kinds{
    std::pair{sms::AddressKind::mobile, std::string_view{"mobile"}},
    std::pair{sms::AddressKind::landline, std::string_view{"landline"}},
    std::pair{sms::AddressKind::short_code, std::string_view{"short_code"}},
    std::pair{sms::AddressKind::alphanumeric, std::string_view{"alphanumeric"}},
    std::pair{sms::AddressKind::unknown, std::string_view{"unknown"}},
};

std::string_view kind_name(sms::AddressKind kind) {
  for (const auto& [value, name] : kinds)
    if (value == kind) return name;
  return "unknown";
}

std::optional<sms::AddressKind> kind_of(std::string_view name) {
  for (const auto& [value, text] : kinds)
    if (text == name) return value;
  return std::nullopt;
}

}  // namespace

PersonId SqlStore::person(const sms::Address& address) {
  // the metadata of number ranges changes between releases: the last reading counts
  auto found = tx().query("SELECT id, kind, country, quiet FROM person WHERE address = ?", address.text);
  if (found.step()) {
    const PersonId id{found.integer(0)};
    remember(id, {address, found.integer(3) != 0});
    if (found.text(1) != kind_name(address.kind) || found.text(2) != address.country)
      tx().query("UPDATE person SET kind = ?, country = ? WHERE id = ?", kind_name(address.kind),
                 address.country, id)
          .run();
    return id;
  }
  const PersonId id{tx().query("INSERT INTO person (address, kind, country) VALUES (?, ?, ?)", address.text,
                               kind_name(address.kind), address.country)
                        .insert()};
  remember(id, {address, false});
  return id;
}

PersonId SqlStore::nobody() {
  return PersonId{
      tx().query("INSERT INTO person (address, kind, country) VALUES (NULL, 'unknown', '')").insert()};
}

std::optional<PersonId> SqlStore::find_person(const sms::Address& address) {
  auto found = tx().query("SELECT id FROM person WHERE address = ?", address.text);
  if (!found.step()) return std::nullopt;
  return PersonId{found.integer(0)};
}

/// A server keeps a text that isn't UTF-8 as another one, which has to be read.
void SqlStore::remember(PersonId id, const KnownPerson& person) {
  if (utf8::clean(person.address.text) == person.address.text) known_people_[id] = person;
}

/// A transaction asks this several times, and each time may be a round trip over a network.
const SqlStore::KnownPerson& SqlStore::known(PersonId person) {
  if (const auto at = known_people_.find(person); at != known_people_.end()) return at->second;
  KnownPerson read;
  auto row = tx().query("SELECT address, kind, country, quiet FROM person WHERE id = ?", person);
  Columns c(row.first("person"));
  c >> read.address.text;
  c.name(read.address.kind, kind_of);
  c >> read.address.country >> read.opted_out;
  return known_people_[person] = std::move(read);
}

sms::Address SqlStore::address(PersonId person) { return known(person).address; }

void SqlStore::add_wrong_pin(PersonId contact, std::string_view agency, Instant at) {
  tx().query("INSERT INTO wrong_pin (person, agency, at_ms) VALUES (?, ?, ?)", contact, agency, at).run();
}

unsigned SqlStore::count_wrong_pins(std::string_view agency, Instant since) {
  auto row = tx().query("SELECT count(*) FROM wrong_pin WHERE agency = ? AND at_ms >= ?", agency, since);
  return static_cast<unsigned>(row.first("count").integer(0));
}

std::vector<Instant> SqlStore::wrong_pin_times(PersonId contact, std::size_t limit) {
  return all(tx().query("SELECT at_ms FROM wrong_pin WHERE person = ? ORDER BY at_ms DESC LIMIT ?", contact,
                        sql_limit(limit)),
             [](const Query& row) { return from_ms(row.integer(0)); });
}

std::uint8_t SqlStore::next_reference(PersonId person) {
  const auto reference =
      tx().query("SELECT reference FROM person WHERE id = ?", person).first("person").integer(0);
  tx().query("UPDATE person SET reference = (reference + 1) % 256 WHERE id = ?", person).run();
  return static_cast<std::uint8_t>(reference);
}

bool SqlStore::opted_out(PersonId person) { return known(person).opted_out; }

void SqlStore::set_opted_out(PersonId person, bool quiet) {
  known_people_.erase(person);
  tx().query("UPDATE person SET quiet = ? WHERE id = ?", quiet, person).run();
  tx().must_change("person");
}

std::optional<engine::PhoneCode> SqlStore::phone_code(PersonId person) {
  auto row = tx().query("SELECT erase_code, erase_code_ms FROM person WHERE id = ?", person);
  if (!row.step() || row.null(1)) return std::nullopt;
  return engine::PhoneCode{row.text(0), from_ms(row.integer(1))};
}

std::string SqlStore::new_phone_code(PersonId person, Instant at) {
  auto code = four_digits();
  tx().query("UPDATE person SET erase_code = ?, erase_code_ms = ? WHERE id = ?", code, at, person).run();
  tx().must_change("person");
  return code;
}

}  // namespace lapor::store
