// Identity, echo, errors, power and the PIN.
#include <algorithm>

#include "commands.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

constexpr std::string_view puk = "12345678";  // of the simulated SIM
constexpr int sim_pin_required = 11, sim_puk_required = 12, incorrect_password = 16,
              operation_not_allowed = 3;

Answer plain_ok(const Request&, State&, Radio&) { return ok(); }

Answer identify(const Request&, State& state, Radio&) {
  return {
      {state.maker + "\r\n" + state.model + "\r\nRevision: 1.0\r\nIMEI: " + state.options.imei}, "OK", {}};
}

Answer reset_settings(const Request&, State& state, Radio&) {
  const auto memory = state.settings.memory;  // storages survive ATZ, as on most modems
  state.settings = state.stored;
  state.settings.memory = memory;
  return ok();
}

Answer set_echo(const Request& request, State& state, Radio&) {
  if (request.arguments != "" && request.arguments != "0" && request.arguments != "1") return error();
  state.settings.echo = request.arguments == "1";
  return ok();
}

Answer set_verbose(const Request& request, State& state, Radio&) {
  state.settings.verbose = request.arguments != "0";
  return ok();
}

Answer set_quiet(const Request& request, State& state, Radio&) {
  state.settings.quiet = request.arguments == "1";
  return ok();
}

Answer error_format(const Request& request, State& state, Radio&) {
  if (request.form == Form::test) return ok("+CMEE: (0,1)");
  if (request.form == Form::read) return ok("+CMEE: " + std::to_string(state.settings.errors));
  const auto value = number(request.arguments);
  if (!value || *value > 1) return error();
  state.settings.errors = *value;
  return ok();
}

Answer charset(const Request& request, State& state, Radio&) {
  if (request.form == Form::test) return ok("+CSCS: (\"GSM\",\"IRA\",\"UCS2\")");
  if (request.form == Form::read) return ok("+CSCS: \"" + state.settings.charset + "\"");
  const auto name = upper(request.fields()[0]);
  if (name != "GSM" && name != "IRA" && name != "UCS2") return cme(state, operation_not_allowed);
  state.settings.charset = name;
  return ok();
}

Answer pin_state(const State& state) {
  if (state.pin == PinState::ready) return ok("+CPIN: READY");
  return ok(state.pin == PinState::need_pin ? "+CPIN: SIM PIN" : "+CPIN: SIM PUK");
}

Answer enter_puk(const Request& request, State& state, Radio& radio) {
  const auto fields = request.fields();
  if (fields.size() != 2) return cme(state, sim_puk_required);
  if (fields[0] != puk) return cme(state, incorrect_password);
  state.options.pin = fields[1];
  state.pin = PinState::ready;
  state.pin_tries = 3;
  Answer out = ok();
  out.after = [&radio] { radio.announce_registration(), radio.drain(); };
  return out;
}

/// The tries left, as Huawei's sticks tell them: of the code that is wanted, then of PUK, PIN, PUK2, PIN2.
Answer tries_left(const Request& request, State& state, Radio&) {
  if (request.form != Form::read) return error();
  const auto left = std::to_string(state.pin_tries);
  if (state.pin == PinState::ready) return ok("^CPIN: READY,,10," + left + ",10,3");
  return ok(state.pin == PinState::need_pin ? "^CPIN: SIM PIN," + left + ",10," + left + ",10,3"
                                            : "^CPIN: SIM PUK,10,10,0,10,3");
}

/// Three wrong PINs lock the SIM until its PUK comes.
Answer pin(const Request& request, State& state, Radio& radio) {
  if (request.form == Form::test) return ok();
  if (request.form == Form::read) return pin_state(state);
  if (state.pin == PinState::need_puk) return enter_puk(request, state, radio);
  if (state.pin == PinState::ready) return cme(state, operation_not_allowed);
  if (request.fields()[0] != state.options.pin) {
    if (--state.pin_tries == 0) state.pin = PinState::need_puk;
    return cme(state, incorrect_password);
  }
  state.pin = PinState::ready;
  state.pin_tries = 3;
  Answer out = ok();
  out.after = [&radio] { radio.announce_registration(), radio.drain(); };
  return out;
}

Answer power(const Request& request, State& state, Radio& radio) {
  if (request.form == Form::test) return ok("+CFUN: (0,1,4),(0,1)");
  if (request.form == Form::read) return ok("+CFUN: 1");
  const auto value = number(request.fields()[0]);
  if (!value || (*value != 0 && *value != 1 && *value != 4)) return cme(state, operation_not_allowed);
  if (*value != 1) state.habits.lost_until_radio = false, state.radio_on_ms = now_ms();
  Answer out = ok();
  if (*value == 1) out.after = [&radio] { radio.drain(); };  // what waited at the service centre
  return out;
}

/// AT+CLCK="SC",2 asks whether the SIM wants a PIN; nothing can be locked here.
Answer lock(const Request& request, State& state, Radio&) {
  if (request.form == Form::test) return ok("+CLCK: (\"SC\")");
  const auto fields = request.fields();
  if (fields.size() < 2 || fields[0] != "SC" || fields[1] != "2") return cme(state, operation_not_allowed);
  return ok(state.options.pin.empty() ? "+CLCK: 0" : "+CLCK: 1");
}

Answer clock(const Request& request, State&, Radio&) {
  if (request.form != Form::read) return ok();
  const auto local = std::chrono::system_clock::now() + std::chrono::hours{7};
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(local - day)};
  auto two = [](long value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return ok("+CCLK: \"" + two(static_cast<int>(date.year()) % 100) + "/" +
            two(static_cast<long>(static_cast<unsigned>(date.month()))) + "/" +
            two(static_cast<long>(static_cast<unsigned>(date.day()))) + "," + two(time.hours().count()) +
            ":" + two(time.minutes().count()) + ":" + two(time.seconds().count()) + "+28\"");
}

/// A phonebook that exists and is empty: enough for programs that look for it.
Answer phonebook(const Request& request, State&, Radio&) {
  if (request.form == Form::test) return ok("+CPBS: (\"SM\")");
  return request.form == Form::read ? ok("+CPBS: \"SM\",0,250") : ok();
}

Answer unknown(const Request&, State&, Radio&) { return error(); }

}  // namespace

const Table& general_commands() {
  static const Table table{
      {"", plain_ok},
      {"E", set_echo},
      {"Z", reset_settings},
      {"&F", reset_settings},
      {"V", set_verbose},
      {"Q", set_quiet},
      {"&D", plain_ok},
      {"&C", plain_ok},
      {"&W", plain_ok},
      {"I", identify},
      {"H", plain_ok},
      {"+CHUP", plain_ok},
      {"+CMEE", error_format},
      {"+CSCS", charset},
      {"+CGMI", [](const Request&, State& state, Radio&) { return ok(state.maker); }},
      {"+CGMM", [](const Request&, State& state, Radio&) { return ok(state.model); }},
      {"+CGMR", [](const Request&, State&, Radio&) { return ok("Revision: 1.0"); }},
      {"+CGSN", [](const Request&, State& state, Radio&) { return ok(state.options.imei); }},
      {"+CIMI", [](const Request&, State& state, Radio&) { return ok(state.options.imsi); }},
      {"+CNUM",
       [](const Request&, State& s, Radio&) { return ok("+CNUM: ,\"" + s.options.number + "\",145"); }},
      {"+CPIN", pin},
      {"^CPIN", tries_left},
      {"+CFUN", power},
      {"+CLCK", lock},
      {"+CCLK", clock},
      {"+CPBS", phonebook},
      {"+CPAS", [](const Request&, State&, Radio&) { return ok("+CPAS: 0"); }},
      {"+CBC", [](const Request&, State&, Radio&) { return ok("+CBC: 0,100"); }},
      {"+CLIP", plain_ok},
      {"+CRC", plain_ok},
      {"+CPROT", unknown},
  };
  return table;
}

Answer answer_to(const Request& request, State& state, Radio& radio) {
  for (const auto* table : {&general_commands(), &network_commands(), &message_commands()}) {
    const auto found = table->find(request.name);
    if (found == table->end()) continue;
    const bool general = table == &general_commands() && request.name != "+CIMI" && request.name != "+CNUM";
    if (state.pin == PinState::ready || general) return found->second(request, state, radio);
    return cme(state, state.pin == PinState::need_pin ? sim_pin_required : sim_puk_required);
  }
  return error();
}

}  // namespace lapor::modemsim
