// Listing and erasing what lies in the modem's storages.
#include <fmt/format.h>

#include <algorithm>

#include "base/overloaded.hpp"
#include "modem/at/result_codes.hpp"
#include "modem/worker/session.hpp"
#include "modem/worker/slot_content.hpp"
#include "modem/worker/slot_reader.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
constexpr Duration by_slot_reply = 5s;  ///< to AT+CMGR of one slot
constexpr unsigned most_report_slots = 256;
constexpr unsigned joined_lines_given_up = 2;  ///< so many refusals, and the modem is told one command a line
constexpr int invalid_index = 321;             ///< CMS: there is nothing in this slot
constexpr auto report_storage = "SR";

/// True of the answer to `AT+CPMS?`; the answer to `AT+CPMS="SM"` has numbers alone (27.005 §3.2.2).
bool names_a_storage(const AtReply& reply) {
  return std::any_of(reply.lines.begin(), reply.lines.end(), [](const auto& line) {
    return line.starts_with("+CPMS:") && line.find('"') != line.npos;
  });
}

bool is_empty_slot(const AtReply& reply) { return error_number(reply.error) == invalid_index; }

std::string choose(const sms::StorageSlot& slot) { return fmt::format("AT+CPMS=\"{}\"", slot.storage); }

}  // namespace

void Session::list(const wire::List& how) {
  mailbox_.forget_pdus();
  const auto is_ours = [&](const std::string& storage) {
    const auto& all = settings_.storages;
    return storage == report_storage || std::find(all.begin(), all.end(), storage) != all.end();
  };
  const auto found = [&](FoundSlot f) {
    const auto pdu = mailbox_.take_pdu(f.slot);
    if (is_ours(f.slot.storage)) report_slot(f.slot, pdu, choose_reading(pdu, std::move(f.content)));
  };
  auto done = how.by_slot ? list_by_slot(how) : gammu_.list(found);
  mailbox_.collect();
  if (!how.by_slot && !mailbox_.listing_refusal().empty())
    done = {false, "refused: " + mailbox_.listing_refusal(), true};
  if (done.complete && !how.by_slot) list_status_reports();
  mailbox_.forget_pdus();
  mailbox_.to_lapord(done);
  untrusted_ = !done.complete && !done.refused;
}

void Session::report_slot(const sms::StorageSlot& slot, const std::string& pdu, ReadPdu content) {
  std::visit(
      Overloaded{[&](sms::InboundSegment& segment) {
                   mailbox_.to_lapord(wire::StoredSegment{slot, std::move(segment)});
                 },
                 [&](const StatusReport& r) {
                   mailbox_.to_lapord(wire::StatusReport{slot, r.recipient, r.reference, r.status});
                 },
                 [&](const BadPdu& bad) { mailbox_.to_lapord(wire::UnreadableSlot{slot, bad.cause, pdu}); },
                 [&](const NotDeliver&) { mailbox_.to_lapord(wire::Leftover{slot, pdu}); }},
      content);
}

/// Lists without libGammu, which may have died of one of these slots.
wire::ListDone Session::list_by_slot(const wire::List& how) {
  SlotReader::Listener listener;
  listener.found = [this](const sms::StorageSlot& slot, const std::string& pdu) {
    mailbox_.take_pdu(slot);
    report_slot(slot, pdu, read_pdu(pdu));
  };
  listener.unanswered = [this](const wire::UnansweredSlot& slot) { mailbox_.to_lapord(slot); };
  listener.progress = [this] { mailbox_.to_lapord(wire::ListProgress{}); };
  auto storages = settings_.storages;
  if (!no_report_storage_) storages.push_back(report_storage);
  return SlotReader(channel_, std::min(settings_.command, by_slot_reply), listener).read(storages, how);
}

/// Some modems keep status reports in a storage of their own, which libGammu doesn't list.
void Session::list_status_reports() {
  if (no_report_storage_) return;
  if (!channel_.command(fmt::format("AT+CPMS=\"{}\"", report_storage), settings_.command).ok()) {
    no_report_storage_ = true;
    return;
  }
  channel_.command("AT+CMGL=4", settings_.command);
  mailbox_.collect();
  for (unsigned index = 0; index < most_report_slots; ++index) {
    const sms::StorageSlot slot{report_storage, index};
    const auto pdu = mailbox_.take_pdu(slot);
    if (pdu.empty()) continue;
    auto content = read_pdu(pdu);
    if (std::holds_alternative<StatusReport>(content) || std::holds_alternative<BadPdu>(content))
      report_slot(slot, pdu, std::move(content));
  }
}

/// The storage is chosen in the same line, so that no other can be meant. Some modems carry out the first
/// command of a line and say OK to all, so the first line has a question at its end. An OK without its answer
/// is an error here.
AtReply Session::erase_in_one_line(const sms::StorageSlot& slot) {
  const auto line = fmt::format("{};+CMGD={}", choose(slot), slot.index);
  if (joined_lines_proved_) return channel_.command(line, settings_.command);
  auto reply = channel_.command(line + ";+CPMS?", settings_.command);
  joined_lines_proved_ = reply.ok() && names_a_storage(reply);
  if (reply.ok() && !joined_lines_proved_) reply.result = AtReply::Result::error;
  return reply;
}

AtReply Session::erase_in_two_lines(const sms::StorageSlot& slot) {
  const auto chosen = channel_.command(choose(slot), settings_.command);
  return chosen.ok() ? channel_.command(fmt::format("AT+CMGD={}", slot.index), settings_.command) : chosen;
}

/// A modem that doesn't take two commands in one line is told them one by one.
void Session::erase(const wire::Erase& command) {
  const bool try_one_line = joined_lines_refused_ < joined_lines_given_up;
  auto reply = try_one_line ? erase_in_one_line(command.slot) : erase_in_two_lines(command.slot);
  if (try_one_line && reply.result == AtReply::Result::error && !is_empty_slot(reply)) {
    reply = erase_in_two_lines(command.slot);
    if (reply.ok()) ++joined_lines_refused_;
  }
  untrusted_ = reply.result == AtReply::Result::timeout;
  mailbox_.to_lapord(wire::Erased{command.slot, reply.ok() || is_empty_slot(reply), reply.error});
}

}  // namespace lapor::modem
