// Storages, messages and how they are announced (3GPP TS 27.005), in PDU mode.
#include <algorithm>

#include "commands.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

constexpr int sim_busy = 314, not_allowed = 302, not_supported = 303, invalid_parameter = 304,
              invalid_index = 321, memory_full = 322, no_network = 331;

Storage& memory(State& state, std::size_t which) { return state.storages[state.settings.memory[which]]; }

std::string quoted_names(const State& state, bool reports) {
  std::string out;
  for (const char* name : {"SM", "ME", "SR"}) {
    if (!state.has(name) || (!reports && std::string_view(name) == "SR")) continue;
    out += (out.empty() ? "\"" : ",\"") + std::string(name) + "\"";
  }
  return "(" + out + ")";
}

/// The answer to a read names the storages, the one to a set doesn't.
std::string usage(State& state, bool names) {
  std::string out = "+CPMS: ";
  for (std::size_t i = 0; i < 3; ++i) {
    if (i) out += ",";
    if (names) out += "\"" + state.settings.memory[i] + "\",";
    out += std::to_string(memory(state, i).used()) + "," + std::to_string(memory(state, i).size);
  }
  return out;
}

Answer storages(const Request& request, State& state, Radio& radio) {
  if (request.form == Form::test) {
    const auto all = quoted_names(state, true), texts = quoted_names(state, false);
    return ok("+CPMS: " + all + "," + texts + "," + texts);
  }
  if (request.form == Form::read) return ok(usage(state, true));
  const auto fields = request.fields();
  if (fields.size() > 3 || (state.habits.three_storages && fields.size() < 3)) return cms(invalid_parameter);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!state.has(fields[i]) || (i > 0 && fields[i] == "SR")) return cms(not_allowed);
  }
  std::copy(fields.begin(), fields.end(), state.settings.memory.begin());
  Answer out = ok(usage(state, false));
  if (fields.size() == 3) out.after = [&radio] { radio.drain(); };
  return out;
}

Answer indications(const Request& request, State& state, Radio&) {
  auto& cnmi = state.settings.cnmi;
  if (request.form == Form::test) {
    return ok(std::string("+CNMI: (0,1,2),(0,1,2),(0,2),") + (state.has("SR") ? "(0,1,2)" : "(0,1)") +
              ",(0,1)");
  }
  if (request.form == Form::read) {
    std::string line = "+CNMI: ";
    for (std::size_t i = 0; i < cnmi.size(); ++i) line += (i ? "," : "") + std::to_string(cnmi[i]);
    return ok(line);
  }
  const std::array<int, 5> limits{2, 2, 2, state.has("SR") ? 2 : 1, 1};
  auto wanted = cnmi;
  const auto fields = request.fields();
  if (fields.size() > limits.size()) return cms(invalid_parameter);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto value = number(fields[i]);
    if (!value || *value > limits[i]) return cms(not_supported);
    wanted[i] = *value;
  }
  cnmi = wanted;
  return ok();
}

std::string entry(const Slot& slot) {
  return std::to_string(static_cast<int>(slot.status)) + ",," + std::to_string(tpdu_length(slot.pdu)) +
         "\r\n" + to_hex(slot.pdu);
}

void mark_read(Slot& slot) {
  if (slot.status == SlotStatus::unread) slot.status = SlotStatus::read;
}

Answer list(const Request& request, State& state, Radio&) {
  if (request.form == Form::test) return ok("+CMGL: (0-4)");
  const auto wanted = request.arguments.empty() ? 0 : number(request.arguments).value_or(9);
  if (state.settings.text_mode) return cms(not_allowed);
  if (state.habits.refused_listings > 0) {
    --state.habits.refused_listings;
    return cms(sim_busy);
  }
  if (state.habits.hides_slots) return ok();
  if (wanted > 4) return cms(invalid_parameter);
  Answer out;
  for (auto& [index, slot] : memory(state, 0).slots) {
    if (wanted != 4 && static_cast<int>(slot.status) != wanted) continue;
    if (state.faults.active(Fault::poisoned_slot, index)) return Answer{{}, "", {}};
    out.lines.push_back("+CMGL: " + std::to_string(index) + "," + entry(slot));
    mark_read(slot);
  }
  // One block: an entry follows the line end of the one before it without an empty line.
  for (std::size_t i = 1; i < out.lines.size(); ++i) out.lines[0] += "\r\n" + out.lines[i];
  if (out.lines.size() > 1) out.lines.resize(1);
  return out;
}

/// The slot that an argument names, or nullptr.
Slot* slot_at(State& state, std::size_t which, std::string_view index) {
  auto& slots = memory(state, which).slots;
  const auto found = slots.find(number(index).value_or(-1));
  return found == slots.end() ? nullptr : &found->second;
}

Answer read(const Request& request, State& state, Radio&) {
  if (request.form == Form::test) return ok();
  Slot* slot = slot_at(state, 0, request.arguments);
  if (!slot) return cms(invalid_index);
  if (state.faults.active(Fault::poisoned_slot, *number(request.arguments))) return Answer{{}, "", {}};
  const auto line = "+CMGR: " + entry(*slot);
  mark_read(*slot);
  return ok(line);
}

/// AT+CMGD=index,flag: 1 read, 2 and sent, 3 and unsent, 4 all; the index counts for nothing then.
int erase_by_flag(Storage& storage, int flag) {
  const auto doomed = [flag](const auto& item) {
    const auto status = item.second.status;
    return flag == 4 || status == SlotStatus::read || (status == SlotStatus::sent && flag >= 2) ||
           (status == SlotStatus::unsent && flag >= 3);
  };
  return static_cast<int>(std::erase_if(storage.slots, doomed));
}

Answer erase(const Request& request, State& state, Radio& radio) {
  auto& storage = memory(state, 0);
  if (request.form == Form::test)
    return ok("+CMGD: (" + std::to_string(storage.first) + "-" + std::to_string(storage.last()) + "),(0-4)");
  const auto fields = request.fields();
  const auto index = number(fields[0]);
  const auto flag = fields.size() > 1 ? number(fields[1]) : 0;
  if (!index || !flag || *flag > 4 || (*flag == 0 && (*index < storage.first || *index > storage.last()))) {
    return cms(invalid_index);
  }
  if (state.faults.strike(Fault::delete_lies)) return ok();
  state.stats.deleted +=
      *flag ? erase_by_flag(storage, *flag) : static_cast<int>(storage.slots.erase(*index));
  Answer out = ok();
  out.after = [&radio] { radio.drain(); };
  return out;
}

/// AT+CMSS=index: sends what AT+CMGW kept.
Answer send_stored(const Request& request, State& state, Radio& radio) {
  Slot* slot = slot_at(state, 1, request.fields()[0]);
  if (!slot) return cms(invalid_index);
  const auto submit = decode_submit(slot->pdu, tpdu_length(slot->pdu));
  if (!submit) return cms(invalid_parameter);
  if (!state.registered()) return cms(no_network);
  const auto index = radio.transmit(*submit);
  state.sent[index].answered = true;
  slot->status = SlotStatus::sent;
  return ok("+CMSS: " + std::to_string(state.sent[index].reference));
}

constexpr int not_readable_yet = 14;

Answer service_centre(const Request& request, State& state, Radio&) {
  if (request.form == Form::test) return ok();
  if (request.form == Form::read) {
    if (now_ms() - state.started_ms < state.habits.csca_after_ms) return cme(state, not_readable_yet);
    const int type = state.options.smsc.starts_with("+") ? 145 : 129;
    return ok("+CSCA: \"" + in_charset(state, state.options.smsc) + "\"," + std::to_string(type));
  }
  state.options.smsc = from_charset(state, request.fields()[0]);
  return ok();
}

Answer service(const Request& request, State&, Radio&) {
  if (request.form == Form::test) return ok("+CSMS: (0)");
  if (request.form == Form::read) return ok("+CSMS: 0,1,1,1");
  return request.arguments == "0" ? ok("+CSMS: 1,1,1") : cms(not_supported);
}

/// Text mode is there only for modems that begin in it.
Answer mode(const Request& request, State& state, Radio&) {
  if (request.form == Form::test) return ok(state.stored.text_mode ? "+CMGF: (0,1)" : "+CMGF: (0)");
  if (request.form == Form::read) return ok(state.settings.text_mode ? "+CMGF: 1" : "+CMGF: 0");
  if (request.arguments == "1" && state.stored.text_mode) return state.settings.text_mode = true, ok();
  if (request.arguments != "0") return cms(not_supported);
  state.settings.text_mode = false;
  return ok();
}

Answer keep_link(const Request& request, State&, Radio&) {
  if (request.form == Form::test) return ok("+CMMS: (0-2)");
  return request.form == Form::read ? ok("+CMMS: 0") : ok();
}

/// A set is handled by the prompt before it comes here. Only AT+CMGS=? and nonsense come here.
Answer prompting(const Request& request, State&, Radio&) {
  return request.form == Form::test ? ok() : cms(invalid_parameter);
}

}  // namespace

Answer write_to_memory(const std::string& bytes, std::size_t announced, State& state) {
  if (tpdu_length(bytes) != announced) return cms(invalid_parameter);
  auto& storage = memory(state, 1);
  const auto slot = storage.free_slot();
  if (!slot) return cms(memory_full);
  storage.slots[*slot] = Slot{SlotStatus::unsent, bytes};
  return ok("+CMGW: " + std::to_string(*slot));
}

const Table& message_commands() {
  static const Table table{
      {"+CPMS", storages}, {"+CNMI", indications}, {"+CMGL", list},           {"+CMGR", read},
      {"+CMGD", erase},    {"+CMSS", send_stored}, {"+CSCA", service_centre}, {"+CSMS", service},
      {"+CMGF", mode},     {"+CMMS", keep_link},   {"+CMGS", prompting},      {"+CMGW", prompting},
  };
  return table;
}

}  // namespace lapor::modemsim
