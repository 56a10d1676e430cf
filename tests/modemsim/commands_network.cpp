// Signal, registration, operator and USSD.
#include "commands.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

constexpr int no_network_service = 30, not_supported = 4;

Answer signal(const Request&, State& state, Radio&) {
  const int shown = state.faults.active(Fault::no_network) ? 99 : state.signal;
  return ok("+CSQ: " + std::to_string(shown) + ",99");
}

/// AT+CREG and AT+CGREG; format 2 adds where the modem is.
Answer registration(const Request& request, State& state, int& format, const std::string& name, int shown) {
  if (request.form == Form::test) return ok(name + ": (0-2)");
  if (request.form == Form::set) {
    const auto value = number(request.arguments);
    if (!value || *value > 2) return cme(state, not_supported);
    format = *value;
    return ok();
  }
  std::string line = name + ": " + std::to_string(format) + "," + std::to_string(shown);
  if (format == 2 && state.registered()) line += ",\"1A2B\",\"3C4D\"";
  return ok(line);
}

Answer creg(const Request& request, State& state, Radio&) {
  return registration(request, state, state.settings.creg, "+CREG", state.registration_shown());
}

Answer cgreg(const Request& request, State& state, Radio&) {
  return registration(request, state, state.settings.cgreg, "+CGREG", state.packet_registration_shown());
}

Answer cereg(const Request& request, State& state, Radio&) {
  return registration(request, state, state.settings.cereg, "+CEREG", state.packet_registration_shown());
}

Answer attached(const Request& request, State& state, Radio&) {
  if (request.form == Form::test) return ok("+CGATT: (0,1)");
  return request.form == Form::read ? ok(state.registered() ? "+CGATT: 1" : "+CGATT: 0") : ok();
}

Answer network(const Request& request, State& state, Radio&) {
  if (request.form == Form::test)
    return ok("+COPS: (2,\"" + state.operator_name + "\",\"SIM\",\"00101\"),,(0-4),(0-2)");
  if (request.form == Form::set) {
    const auto fields = request.fields();
    const int wanted = fields.size() > 1 ? number(fields[1]).value_or(-1) : -1;
    if (fields[0] == "3" && (wanted < 0 || wanted > 2)) return cme(state, not_supported);
    if (fields[0] == "3") state.settings.operator_format = wanted;
    return ok();
  }
  if (!state.registered()) return ok("+COPS: 0");
  const int format = state.settings.operator_format;
  const auto name = format == 2 ? std::string("00101") : in_charset(state, state.operator_name);
  const auto access = state.access < 0 ? std::string() : "," + std::to_string(state.access);
  return ok("+COPS: 0," + std::to_string(format) + ",\"" + name + "\"" + access);
}

/// AT+CPSMS and AT+CEDRXS (3GPP TS 27.007 §7.38, 7.40), switched on or off and no more.
Answer power_saving(const Request& request, State&, Radio& radio, bool& on) {
  if (request.form != Form::set) return ok();
  on = request.fields()[0] != "0";
  Answer out = ok();
  out.after = [&radio] { radio.drain(); };
  return out;
}

Answer psm(const Request& request, State& state, Radio& radio) {
  return power_saving(request, state, radio, state.settings.power_saving);
}

Answer edrx(const Request& request, State& state, Radio& radio) {
  return power_saving(request, state, radio, state.settings.paged_seldom);
}

std::string unpacked(std::string_view hex) {
  const auto bytes = from_hex(hex).value_or("");
  auto septets = unpack({bytes.begin(), bytes.end()}, bytes.size() * 8 / 7, 0);
  if (!septets.empty() && septets.back() == '\r') septets.pop_back();
  return from_utf16(from_septets(septets));
}

Answer ussd(const Request& request, State& state, Radio& radio) {
  if (request.form == Form::test) return ok("+CUSD: (0,1,2)");
  if (request.form == Form::read) return ok("+CUSD: 1");
  const auto fields = request.fields();
  if (fields[0] == "2") state.ussd_session.clear();
  if (fields.size() < 2) return ok();
  if (!state.registered()) return cme(state, no_network_service);
  Answer out = ok();
  out.after = [&radio, text = state.ussd_packed ? unpacked(fields[1]) : from_charset(state, fields[1])] {
    radio.ussd(text);
  };
  return out;
}

}  // namespace

const Table& network_commands() {
  static const Table table{
      {"+CSQ", signal},   {"+CREG", creg}, {"+CGREG", cgreg}, {"+CEREG", cereg}, {"+CGATT", attached},
      {"+COPS", network}, {"+CUSD", ussd}, {"+CPSMS", psm},   {"+CEDRXS", edrx},
  };
  return table;
}

}  // namespace lapor::modemsim
