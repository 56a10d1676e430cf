// Inbound texts: segments as they lay on a SIM, the messages joined from them, and the quarantine.
#include "base/fnv1a.hpp"
#include "domain/sms/octet_text.hpp"
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

/// No carrier tries for longer to deliver a text.
constexpr auto delivery_life = std::chrono::hours(48);

std::string payload_of(const engine::NewSegment& segment) {
  const auto& s = segment.segment;
  return s.coding == sms::Coding::octets ? s.octets : bytes_of(s.text);
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

/// A hash that distinguishes deliveries by their words. A sender who forges two alike harms only themselves.
std::int64_t content_of(const engine::NewSegment& segment) {
  const auto header = fnv1a(segment.segment.udh, fnv1a(coding_name(segment.segment.coding)));
  return static_cast<std::int64_t>(fnv1a(payload_of(segment), fnv1a(std::string_view("\0", 1), header)));
}

/// "BMCK,DISHUB,#100001,=5821": agencies, tickets and a code; NULL for nullopt.
std::optional<std::string> written(const std::optional<engine::PinMatch>& pin_match) {
  if (!pin_match) return std::nullopt;
  std::string codes;
  for (const auto& code : pin_match->agencies) codes += (codes.empty() ? "" : ",") + code;
  for (const auto ticket : pin_match->tickets)
    codes += (codes.empty() ? "#" : ",#") + std::to_string(ticket.value);
  if (!pin_match->phone_code.empty()) codes += (codes.empty() ? "=" : ",=") + pin_match->phone_code;
  return codes;
}

engine::PinMatch read_proof(std::string_view codes) {
  engine::PinMatch pin_match;
  while (!codes.empty()) {
    const auto comma = std::min(codes.find(','), codes.size());
    const auto one = codes.substr(0, comma);
    if (one.starts_with('#'))
      pin_match.tickets.push_back(TicketId{std::strtoll(std::string(one.substr(1)).c_str(), nullptr, 10)});
    else if (one.starts_with('='))
      pin_match.phone_code = one.substr(1);
    else
      pin_match.agencies.emplace_back(one);
    codes.remove_prefix(std::min(comma + 1, codes.size()));
  }
  return pin_match;
}

/// Takes the place of a payload that was erased: bytes that no other segment has, so that the fingerprint
/// stays unique.
std::string erased_payload(SegmentId segment) { return std::to_string(segment.value); }

/// Reads stored 8-bit data as text if it belongs to one.
void read_payload(const std::string& payload, std::string_view coding, sms::Piece& piece) {
  piece.octets = coding == coding_name(sms::Coding::octets);
  piece.text = piece.octets ? sms::read_octet_text(payload).value_or(u"") : units_of(payload);
}

/// 0 for what fingerprint_time() made up.
Instant known_time(Instant stored) { return std::max(stored, Instant{}); }

engine::WaitingSegment read_waiting(const Query& row) {
  engine::WaitingSegment p;
  std::string payload, udh, coding;
  Columns(row) >> p.id >> p.piece.number >> payload >> p.received >> p.piece.sent >> udh >> coding;
  read_payload(payload, coding, p.piece);
  p.piece.sent = known_time(p.piece.sent);
  p.piece.alphabet = sms::alphabet_of(udh);
  if (!row.null(7)) p.pin_match = read_proof(row.text(7));
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

/// A segment without a service centre time is stored with the time of its reception, negative, so that the
/// same words may come again.
std::optional<std::int64_t> SqlStore::fingerprint_time(const engine::NewSegment& segment,
                                                       std::string_view payload) {
  const auto& p = segment.segment;
  if (p.service_centre_time != Instant{}) return to_ms(p.service_centre_time);
  auto row = tx().query(
      "SELECT received_ms FROM part WHERE sender = ? AND smsc_ms <= 0 AND udh = ? AND payload = ? "
      "ORDER BY smsc_ms LIMIT 1",
      segment.sender, Blob{p.udh}, Blob{payload});
  if (row.step() && from_ms(row.integer(0)) < segment.same_before) return std::nullopt;
  return -to_ms(segment.received);
}

std::optional<SegmentId> SqlStore::insert_if_new(const engine::NewSegment& segment) {
  const auto payload = payload_of(segment);
  if (known_mark(address(segment.sender).text, segment, payload)) return std::nullopt;
  const auto time = fingerprint_time(segment, payload);
  return time ? insert_segment(segment, *time) : std::nullopt;
}

/// nullopt if another has this sender, time, header and payload.
std::optional<SegmentId> SqlStore::insert_segment(const engine::NewSegment& segment, std::int64_t time) {
  const auto& p = segment.segment;
  const auto id =
      tx().query(
              "INSERT INTO part (sender, modem, received_ms, smsc_ms, coding, udh, payload, "
              "reference, bits, total, "
              "number, proof) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
              segment.sender, segment.modem, segment.received, time, coding_name(p.coding), Blob{p.udh},
              Blob{payload_of(segment)}, member(segment.concat, &sms::Concat::reference),
              member(segment.concat, &sms::Concat::bits), member(segment.concat, &sms::Concat::total),
              member(segment.concat, &sms::Concat::number), written(segment.pin_match))
          .insert();
  if (tx().changes() == 0) return std::nullopt;
  return SegmentId{id};
}

/// The same words of the same sender at the same time are two texts here: the connection tells them apart, so
/// each is stored at a time of its own.
std::optional<SegmentId> SqlStore::insert_delivery(const engine::NewSegment& segment,
                                                   const engine::StorageSlot& slot) {
  const auto content = content_of(segment);
  if (known_delivery(segment, slot, content)) return std::nullopt;
  tx().query(
          "INSERT INTO unsettled_delivery (modem, connection, number, sender, content, received_ms) "
          "VALUES (?, ?, ?, ?, ?, ?)",
          segment.modem, slot.storage, slot.index, segment.sender, content, segment.received)
      .run();
  for (auto time = -to_ms(segment.received);; --time)
    if (const auto id = insert_segment(segment, time)) return id;
}

bool SqlStore::known_delivery(const engine::NewSegment& segment, const engine::StorageSlot& slot,
                              std::int64_t content) {
  auto told = tx().query("SELECT 1 FROM unsettled_delivery WHERE modem = ? AND connection = ? AND number = ?",
                         segment.modem, slot.storage, slot.index);
  if (told.step()) return true;
  auto before = tx().query(
      "SELECT connection, number FROM unsettled_delivery INDEXED BY unsettled_content WHERE modem = ? AND "
      "sender = ? AND content = ? AND received_ms >= ? AND connection <> ? ORDER BY received_ms LIMIT 1",
      segment.modem, segment.sender, content, segment.received - delivery_life, slot.storage);
  if (!before.step()) return false;
  tx().query(
          "UPDATE unsettled_delivery SET connection = ?, number = ? WHERE modem = ? AND connection = ? AND "
          "number = ?",
          slot.storage, slot.index, segment.modem, before.text(0), before.integer(1))
      .run();
  return true;
}

void SqlStore::settle_deliveries(std::string_view modem, std::span<const engine::StorageSlot> slots,
                                 Instant now) {
  for (const auto& slot : slots)
    tx().query("DELETE FROM unsettled_delivery WHERE modem = ? AND connection = ? AND number = ?", modem,
               slot.storage, slot.index)
        .run();
  tx().query("DELETE FROM unsettled_delivery WHERE modem = ? AND received_ms < ?", modem, now - delivery_life)
      .run();
}

std::vector<engine::WaitingSegment> SqlStore::waiting(const engine::ConcatGroup& group) {
  return all(tx().query("SELECT id, number, payload, received_ms, smsc_ms, udh, coding, proof FROM part "
                        "INDEXED BY part_group "
                        "WHERE sender = ? AND reference = ? "
                        "AND bits = ? AND total = ? AND total IS NOT NULL AND inbound IS NULL ORDER BY id",
                        group.sender, group.concat.reference, group.concat.bits, group.concat.total),
             read_waiting);
}

std::vector<engine::ConcatGroup> SqlStore::stale_groups(Instant before, std::size_t limit) {
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

void SqlStore::assign_to_inbound(std::span<const SegmentId> parts, InboundId into) {
  for (const SegmentId part : parts) tx().query("UPDATE part SET inbound = ? WHERE id = ?", into, part).run();
}

std::vector<engine::JoinedMessage> SqlStore::joined(const engine::ConcatGroup& group, Instant since) {
  auto row = tx().query(
      "SELECT i.id, p.number, p.payload, p.smsc_ms, p.coding, p.id FROM part AS p INDEXED BY part_group JOIN "
      "inbound AS i "
      "ON i.id = p.inbound WHERE p.sender = ? AND p.reference = ? AND p.bits = ? AND p.total = ? "
      "AND p.total IS NOT NULL AND p.inbound IS NOT NULL AND i.received_ms >= ? ORDER BY p.inbound DESC, "
      "p.id DESC",
      group.sender, group.concat.reference, group.concat.bits, group.concat.total, since);
  std::vector<engine::JoinedMessage> messages;
  while (row.step()) {
    InboundId id;
    sms::Piece piece;
    std::string payload, coding;
    SegmentId segment;
    Columns(row) >> id >> piece.number >> payload >> piece.sent >> coding >> segment;
    piece.erased = payload == erased_payload(segment);
    if (!piece.erased) read_payload(payload, coding, piece);
    piece.sent = known_time(piece.sent);
    if (messages.empty() || messages.back().id != id) messages.push_back({id, {}});
    messages.back().pieces.push_back(std::move(piece));
  }
  return messages;
}

InboundId SqlStore::add_inbound(const engine::NewInboundMessage& text) {
  return InboundId{
      tx().query(
              "INSERT INTO inbound (sender, modem, text, parts, gap, received_ms) VALUES (?, ?, ?, ?, ?, ?)",
              text.sender, text.modem, text.text, text.segments, text.gap, text.received)
          .insert()};
}

void SqlStore::set_result(InboundId text, std::string_view command, std::optional<TicketId> ticket) {
  tx().query("UPDATE inbound SET command = ?, ticket = ? WHERE id = ?", command, ticket, text).run();
}

std::optional<TicketId> SqlStore::ticket_of(InboundId text) {
  auto row = tx().query("SELECT ticket FROM inbound WHERE id = ?", text);
  if (!row.step() || row.null(0)) return std::nullopt;
  return TicketId{row.integer(0)};
}

unsigned SqlStore::count_same_text(PersonId sender, std::string_view text, Instant since) {
  auto row = tx().query("SELECT count(*) FROM inbound WHERE sender = ? AND received_ms >= ? AND text = ?",
                        sender, since, text);
  return static_cast<unsigned>(row.first("count").integer(0));
}

std::vector<std::string> SqlStore::recent_texts(PersonId sender, Instant since, std::size_t limit) {
  return all(
      tx().query("SELECT text FROM inbound WHERE sender = ? AND received_ms >= ? ORDER BY received_ms DESC, "
                 "id DESC LIMIT ?",
                 sender, since, sql_limit(limit)),
      [](const Query& row) { return row.text(0); });
}

unsigned SqlStore::count_commands(PersonId sender, std::string_view command, Instant since) {
  auto row = tx().query("SELECT count(*) FROM inbound WHERE sender = ? AND received_ms >= ? AND command = ?",
                        sender, since, command);
  return static_cast<unsigned>(row.first("count").integer(0));
}

limits::SenderCounts SqlStore::sender_counts(PersonId sender, Instant since) {
  auto row = tx().query(
      "SELECT count(*) FILTER (WHERE command IN ('LAPOR', 'TANYA', 'USUL') AND ticket IS NOT NULL), "
      "(SELECT count(*) FROM ticket WHERE reporter = ? AND created_ms >= ? AND urgent = 1), "
      "coalesce(sum(parts), 0), "
      "count(*) FILTER (WHERE command IN ('LAPOR', 'TANYA', 'USUL') AND ticket IS NULL) "
      "FROM inbound WHERE sender = ? AND received_ms >= ?",
      sender, since, sender, since);
  limits::SenderCounts counts;
  Columns(row.first("counts")) >> counts.reports >> counts.urgent >> counts.parts >> counts.quarantined;
  return counts;
}

unsigned SqlStore::count_incomplete(PersonId sender, Instant since) {
  auto row = tx().query("SELECT count(*) FROM inbound WHERE sender = ? AND received_ms >= ? AND gap = 1",
                        sender, since);
  return static_cast<unsigned>(row.first("count").integer(0));
}

bool SqlStore::wrote_before(PersonId sender, Instant before) {
  return tx()
      .query("SELECT 1 FROM inbound WHERE sender = ? AND received_ms < ? LIMIT 1", sender, before)
      .step();
}

void SqlStore::erase_payload(std::span<const SegmentId> parts) {
  for (const SegmentId part : parts)
    tx().query("UPDATE part SET payload = ? WHERE id = ?", Blob{erased_payload(part)}, part).run();
}

bool SqlStore::dismiss_quarantined(std::int64_t id, const engine::Actor& actor) {
  if (!tx().query("SELECT 1 FROM quarantine WHERE id = ?", id).step()) return false;
  tx().query("UPDATE quarantine SET dismissed_by = ? WHERE id = ?", actor.text(), id).run();
  return true;
}

void SqlStore::quarantine(const engine::Quarantined& what) {
  auto cause = std::string(name(what.cause));
  if (!what.detail.empty()) cause += ": " + what.detail;
  tx().query(
          "INSERT INTO quarantine (modem, cause, raw, sender, received_ms) VALUES (?, ?, ?, ?, ?) "
          "ON CONFLICT DO NOTHING",
          what.modem, cause, Blob{what.raw}, what.sender, what.received)
      .run();
}

}  // namespace lapor::store
