#include "modem/worker/slot_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "modem/at/at_replies.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
constexpr unsigned most_slots = 500, usual_slots = 50;
constexpr unsigned most_unanswered = 4;  ///< then the modem is at fault, not the slots
constexpr unsigned slots_a_progress = 20;

const wire::ListDone modem_is_silent{false, "the modem doesn't answer AT+CMGR", false};

/// The PDU of a reply to AT+CMGR: the line after "+CMGR: 1,,24".
std::string pdu_of(const Lines& lines) {
  const auto head =
      std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("+CMGR:"); });
  return head == lines.end() || head + 1 == lines.end() ? std::string{} : *(head + 1);
}

}  // namespace

AtReply SlotReader::choose(const std::string& storage) {
  return channel_.command(fmt::format("AT+CPMS=\"{}\"", storage), limit_);
}

wire::ListDone SlotReader::read(const std::vector<std::string>& storages, const wire::List& how) {
  const std::set<sms::StorageSlot> never(how.never.begin(), how.never.end());
  passed_over_ = never;
  passed_over_.insert(how.last.begin(), how.last.end());
  for (const auto& storage : storages)
    if (read_storage(storage) == Next::break_off) return modem_is_silent;
  for (const auto& slot : how.last) {
    if (never.count(slot) != 0 || !choose(slot.storage).ok()) continue;
    if (read_slot(slot) == Next::break_off) return modem_is_silent;
  }
  return {true, "", false};
}

SlotReader::Next SlotReader::read_storage(const std::string& storage) {
  const auto chosen = choose(storage);
  if (chosen.result == AtReply::Result::timeout) return Next::break_off;
  if (!chosen.ok()) return Next::go_on;  // the modem hasn't this storage
  const auto slots = read_slot_count(chosen.lines).value_or(0);
  const auto last = slots > 0 ? std::min(slots, most_slots) : usual_slots;
  for (unsigned index = 0; index <= last; ++index) {  // some modems number their slots from 0
    const sms::StorageSlot slot{storage, index};
    if (passed_over_.count(slot) == 0 && read_slot(slot) == Next::break_off) return Next::break_off;
  }
  return Next::go_on;
}

SlotReader::Next SlotReader::read_slot(const sms::StorageSlot& slot) {
  const auto reply = channel_.command(fmt::format("AT+CMGR={}", slot.index), limit_);
  if (++since_progress_ >= slots_a_progress) since_progress_ = 0, listener_.progress();
  if (reply.result == AtReply::Result::timeout) return on_unanswered(slot);
  answered_ = true;
  const auto pdu = pdu_of(reply.lines);
  if (!pdu.empty()) listener_.found(slot, pdu);
  return Next::go_on;
}

SlotReader::Next SlotReader::on_unanswered(const sms::StorageSlot& slot) {
  listener_.unanswered({slot, answered_});
  if (++unanswered_ >= most_unanswered || (unanswered_ >= 2 && !answered_)) return Next::break_off;
  const bool there = channel_.command("AT", limit_).ok();
  channel_.drain(100ms, 1s);  // what it says late belongs to no other slot
  return there ? Next::go_on : Next::break_off;
}

}  // namespace lapor::modem
