// What came in: segments as they lay on a SIM, the messages joined from them, and the quarantine.
#include "store/rows.hpp"
#include "store/store.hpp"

namespace lapor::store {
namespace {

std::string bytes_of(const std::u16string& units) {
  std::string bytes;
  bytes.reserve(units.size() * 2);
  for (const char16_t u : units) {
    bytes.push_back(static_cast<char>(u & 0xff));
    bytes.push_back(static_cast<char>(u >> 8));
  }
  return bytes;
}

std::u16string units_of(const std::string& bytes) {
  std::u16string units;
  units.reserve(bytes.size() / 2);
  const auto byte = [&](std::size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
  };
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
    units.push_back(static_cast<char16_t>(byte(i) | byte(i + 1) << 8));
  return units;
}

std::string_view coding_name(sms::Coding coding) {
  switch (coding) {
    case sms::Coding::gsm7:
      return "gsm7";
    case sms::Coding::ucs2:
      return "ucs2";
    case sms::Coding::octets:
      break;
  }
  return "octets";
}

/// "BMCK,DISHUB"; NULL for nullopt.
std::optional<std::string> written(const std::optional<engine::PinMatch>& pin_match) {
  if (!pin_match) return std::nullopt;
  std::string codes;
  for (const auto& code : pin_match->agencies) codes += (codes.empty() ? "" : ",") + code;
  return codes;
}

engine::PinMatch read_proof(std::string_view codes) {
  engine::PinMatch pin_match;
  while (!codes.empty()) {
    const auto comma = std::min(codes.find(','), codes.size());
    pin_match.agencies.emplace_back(codes.substr(0, comma));
    codes.remove_prefix(std::min(comma + 1, codes.size()));
  }
  return pin_match;
}

engine::WaitingSegment read_waiting(const Query& row) {
  engine::WaitingSegment p;
  std::string payload;
  Columns(row) >> p.id >> p.number >> payload >> p.received;
  p.text = units_of(payload);
  if (!row.null(4)) p.pin_match = read_proof(row.text(4));
  return p;
}

bool same(const engine::ConcatGroup& a, const engine::ConcatGroup& b) {
  return a.sender == b.sender && a.concat.reference == b.concat.reference && a.concat.bits == b.concat.bits &&
         a.concat.total == b.concat.total;
}

std::optional<unsigned> member(const std::optional<sms::Concat>& concat, unsigned sms::Concat::* which) {
  if (!concat) return std::nullopt;
  return (*concat).*which;
}

}  // namespace

std::optional<SegmentId> SqliteStore::insert_if_new(const engine::NewSegment& segment) {
  const auto& p = segment.segment;
  const std::string payload = p.coding == sms::Coding::octets ? p.octets : bytes_of(p.text);
  if (known_mark(address(segment.sender).text, segment, payload)) return std::nullopt;
  const auto id =
      tx().query(
              "INSERT INTO part (sender, modem, received_ms, smsc_ms, coding, udh, payload, "
              "reference, bits, total, "
              "number, proof) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
              segment.sender, segment.modem, segment.received, p.service_centre_time, coding_name(p.coding),
              Blob{p.udh}, Blob{payload}, member(segment.concat, &sms::Concat::reference),
              member(segment.concat, &sms::Concat::bits), member(segment.concat, &sms::Concat::total),
              member(segment.concat, &sms::Concat::number), written(segment.pin_match))
          .insert();
  if (tx().changes() == 0) return std::nullopt;
  return SegmentId{id};
}

std::vector<engine::WaitingSegment> SqliteStore::waiting(const engine::ConcatGroup& group) {
  return all(
      tx().query("SELECT id, number, payload, received_ms, proof FROM part INDEXED BY part_group WHERE "
                 "sender = ? AND reference = ? "
                 "AND bits = ? AND total = ? AND total IS NOT NULL AND inbound IS NULL ORDER BY id",
                 group.sender, group.concat.reference, group.concat.bits, group.concat.total),
      read_waiting);
}

std::vector<engine::ConcatGroup> SqliteStore::stale_groups(Instant before, std::size_t limit) {
  auto rows = tx().query(
      "SELECT sender, reference, bits, total FROM part INDEXED BY part_waiting WHERE total IS NOT NULL AND "
      "inbound IS NULL "
      "AND received_ms < ? ORDER BY received_ms, id",
      before);
  std::vector<engine::ConcatGroup> groups;
  while (groups.size() < limit && rows.step()) {
    engine::ConcatGroup g;
    Columns(rows) >> g.sender >> g.concat.reference >> g.concat.bits >> g.concat.total;
    const bool seen =
        std::any_of(groups.begin(), groups.end(), [&](const auto& known) { return same(known, g); });
    if (!seen) groups.push_back(g);
  }
  return groups;
}

void SqliteStore::assign_to_inbound(std::span<const SegmentId> parts, InboundId into) {
  for (const SegmentId part : parts) tx().query("UPDATE part SET inbound = ? WHERE id = ?", into, part).run();
}

std::optional<InboundId> SqliteStore::find_incomplete(const engine::ConcatGroup& group, Instant since) {
  auto row = tx().query(
      "SELECT i.id FROM part AS p JOIN inbound AS i ON i.id = p.inbound WHERE p.sender = ? AND p.reference = "
      "? "
      "AND p.bits = ? AND p.total = ? AND p.total IS NOT NULL AND i.gap = 1 AND i.received_ms >= ? "
      "ORDER BY p.inbound DESC LIMIT 1",
      group.sender, group.concat.reference, group.concat.bits, group.concat.total, since);
  if (!row.step()) return std::nullopt;
  return InboundId{row.integer(0)};
}

InboundId SqliteStore::add_inbound(const engine::NewInboundMessage& text) {
  return InboundId{
      tx().query(
              "INSERT INTO inbound (sender, modem, text, parts, gap, received_ms) VALUES (?, ?, ?, ?, ?, ?)",
              text.sender, text.modem, text.text, text.segments, text.gap, text.received)
          .insert()};
}

void SqliteStore::set_result(InboundId text, std::string_view command, std::optional<TicketId> ticket) {
  tx().query("UPDATE inbound SET command = ?, ticket = ? WHERE id = ?", command, ticket, text).run();
}

std::optional<TicketId> SqliteStore::ticket_of(InboundId text) {
  auto row = tx().query("SELECT ticket FROM inbound WHERE id = ?", text);
  if (!row.step() || row.null(0)) return std::nullopt;
  return TicketId{row.integer(0)};
}

unsigned SqliteStore::count_same_text(PersonId sender, std::string_view text, Instant since) {
  auto row = tx().query("SELECT count(*) FROM inbound WHERE sender = ? AND received_ms >= ? AND text = ?",
                        sender, since, text);
  return static_cast<unsigned>(row.first("count").integer(0));
}

std::vector<std::string> SqliteStore::recent_texts(PersonId sender, Instant since, std::size_t limit) {
  return all(
      tx().query("SELECT text FROM inbound WHERE sender = ? AND received_ms >= ? ORDER BY received_ms DESC, "
                 "id DESC LIMIT ?",
                 sender, since, sql_limit(limit)),
      [](const Query& row) { return row.text(0); });
}

unsigned SqliteStore::count_commands(PersonId sender, std::string_view command, Instant since) {
  auto row = tx().query("SELECT count(*) FROM inbound WHERE sender = ? AND received_ms >= ? AND command = ?",
                        sender, since, command);
  return static_cast<unsigned>(row.first("count").integer(0));
}

void SqliteStore::erase_payload(std::span<const SegmentId> parts) {
  for (const SegmentId part : parts)
    tx().query("UPDATE part SET payload = CAST(CAST(id AS TEXT) AS BLOB) WHERE id = ?", part).run();
}

void SqliteStore::quarantine(const engine::Quarantined& what) {
  tx().query(
          "INSERT INTO quarantine (modem, cause, raw, sender, received_ms) VALUES (?, ?, ?, ?, ?) "
          "ON CONFLICT DO NOTHING",
          what.modem, what.cause, Blob{what.raw}, what.sender, what.received)
      .run();
}

}  // namespace lapor::store
