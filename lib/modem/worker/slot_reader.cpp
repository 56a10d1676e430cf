#include "modem/worker/slot_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "modem/at/at_replies.hpp"

namespace lapor::modem {
namespace {

using namespace std::chrono_literals;
constexpr unsigned most_slots = 500, usual_slots = 50;
constexpr unsigned most_hung = 4;  ///< then the modem is at fault, not the slots
constexpr unsigned slots_a_progress = 20;

std::string place(const std::string& storage, unsigned index) { return fmt::format("{} {}", storage, index); }

/// The PDU of an answer to AT+CMGR: the line after "+CMGR: 1,,24".
std::string pdu_of(const std::vector<std::string>& lines) {
  const auto head =
      std::find_if(lines.begin(), lines.end(), [](const auto& l) { return l.rfind("+CMGR:", 0) == 0; });
  return head == lines.end() || head + 1 == lines.end() ? std::string{} : *(head + 1);
}

}  // namespace

wire::ListDone SlotReader::read(const std::vector<std::string>& memories, const wire::List& how) {
  passed_over_ = {how.skip.begin(), how.skip.end()};
  passed_over_.insert(how.late.begin(), how.late.end());
  const std::set<std::string> never(how.skip.begin(), how.skip.end());
  for (const auto& m : memories)
    if (read_storage(m) == Went::off) return {false, "the modem doesn't answer AT+CMGR"};
  for (const auto& name : how.late) {
    const auto space = name.find(' ');
    unsigned index = 0;
    if (space == std::string::npos || never.count(name) != 0) continue;
    std::from_chars(name.data() + space + 1, name.data() + name.size(), index);
    if (!chat_.ask(fmt::format("AT+CPMS=\"{}\"", name.substr(0, space)), limit_).ok()) continue;
    if (slot(name.substr(0, space), index) == Went::off) return {false, "the modem doesn't answer AT+CMGR"};
  }
  return {true, ""};
}

SlotReader::Went SlotReader::read_storage(const std::string& storage) {
  const auto chosen = chat_.ask(fmt::format("AT+CPMS=\"{}\"", storage), limit_);
  if (chosen.end == Answer::End::silent) return Went::off;
  if (!chosen.ok()) return Went::well;  // the modem hasn't this memory
  const auto size = read_chosen_size(chosen.lines);
  const auto last = size > 0 ? std::min(static_cast<unsigned>(size), most_slots) : usual_slots;
  for (unsigned index = 0; index <= last; ++index)  // some number their slots from 0
    if (passed_over_.count(place(storage, index)) == 0 && slot(storage, index) == Went::off) return Went::off;
  return Went::well;
}

SlotReader::Went SlotReader::slot(const std::string& storage, unsigned index) {
  const auto answer = chat_.ask(fmt::format("AT+CMGR={}", index), limit_);
  if (++since_progress_ >= slots_a_progress) since_progress_ = 0, to_.progress();
  if (answer.end != Answer::End::silent) {
    answered_ = true;
    const auto pdu = pdu_of(answer.lines);
    if (!pdu.empty()) to_.found(storage, index, pdu);
    return Went::well;
  }
  to_.hung({storage, index, answered_});
  if (++hung_ >= most_hung || (hung_ >= 2 && !answered_)) return Went::off;
  const bool there = chat_.ask("AT", limit_).ok();
  chat_.drain(100ms, 1s);  // what it says late belongs to no other slot
  return there ? Went::well : Went::off;
}

}  // namespace lapor::modem
