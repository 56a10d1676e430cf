#include "session.hpp"

#include <algorithm>
#include <utility>

#include "commands.hpp"
#include "text.hpp"

namespace lapor::modemsim {
namespace {

constexpr char ctrl_z = 0x1A, esc = 0x1B;

/// Splits at `mark` outside quotes.
std::vector<std::string> split_outside_quotes(std::string_view text, char mark) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == mark && !quoted) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

/// A basic command is a letter and a number, and the next may follow without a mark: "E0V1", "&F0". It leaves
/// `text`.
Request take_basic(std::string_view& text) {
  Request out;
  const std::size_t letters = text[0] == '&' && text.size() > 1 ? 2 : 1;
  out.name = upper(text.substr(0, letters));
  text.remove_prefix(letters);
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  out.arguments = std::string(text.substr(0, digits));
  text.remove_prefix(digits);
  out.form = out.arguments.empty() ? Form::execute : Form::set;
  return out;
}

Request read_extended(std::string_view text) {
  Request out;
  const auto end = std::min(text.find_first_of("=?"), text.size());
  out.name = upper(trim(text.substr(0, end)));
  const auto rest = text.substr(end);
  if (rest == "?") return out.form = Form::read, out;
  if (rest == "=?") return out.form = Form::test, out;
  if (!rest.empty()) out.form = Form::set, out.arguments = trim(rest.substr(1));
  return out;
}

void read_piece(std::string_view text, std::vector<Request>& out) {
  constexpr std::string_view marks = "+^$*#%";
  while (!text.empty() && marks.find(text[0]) == std::string_view::npos) {
    if (text[0] == ' ') {
      text.remove_prefix(1);
    } else {
      out.push_back(take_basic(text));
    }
  }
  if (!text.empty()) out.push_back(read_extended(text));
}

/// A name for counters, latencies and faults: "CMGS" rather than "+CMGS".
std::string plain_name(const Request& request) {
  return request.name.empty() ? "AT" : request.name[0] == '+' ? request.name.substr(1) : request.name;
}

}  // namespace

std::vector<std::string> Request::fields() const {
  auto out = split_outside_quotes(arguments, ',');
  for (auto& field : out) {
    field = trim(field);
    std::erase(field, '"');
  }
  return out;
}

Answer ok(std::string line) {
  Answer out;
  if (!line.empty()) out.lines.push_back(std::move(line));
  return out;
}

Answer error() { return {{}, "ERROR", {}}; }

Answer cme(const State& state, int code) {
  if (state.settings.errors == 0) return error();
  return {{}, "+CME ERROR: " + std::to_string(code), {}};
}

Answer cms(int code) { return {{}, "+CMS ERROR: " + std::to_string(code), {}}; }

std::vector<Request> read_commands(std::string_view line) {
  std::vector<Request> out;
  for (const auto& text : split_outside_quotes(line, ';')) read_piece(text, out);
  if (out.empty()) out.emplace_back();  // a bare AT
  return out;
}

std::string format(const Answer& answer) {
  std::string out;
  for (const auto& line : answer.lines) out += "\r\n" + line + "\r\n";
  return out + "\r\n" + answer.final + "\r\n";
}

/// ATV0: results are digits, and lines have fewer ends (V.250 §6.2.6).
std::string in_digits(const Answer& answer) {
  std::string out;
  for (const auto& line : answer.lines) out += line + "\r\n";
  return out + (answer.final == "OK" ? "0" : answer.final == "ERROR" ? "4" : answer.final) + "\r";
}

void Session::feed(std::string_view bytes) {
  state_.stats.bytes_in += bytes.size();
  if (!state_.running) return;
  input_ += bytes;
  pump();
}

void Session::reset() {
  ++epoch_;
  input_.clear(), line_.clear(), pdu_.clear();
  busy_ = prompting_ = mute_line_ = false;
}

/// A byte leaves the queue before it acts: an answer without delay comes back in here for the rest.
void Session::pump() {
  const auto epoch = epoch_;
  while (!busy_ && !input_.empty() && epoch == epoch_) {
    const char c = input_.front();
    input_.erase(0, 1);
    if (prompting_) {
      take_pdu(c);
    } else {
      take(c);
    }
  }
}

void Session::echo(char c) {
  if (state_.settings.echo && !mute_line_) put(std::string(1, c));
}

void Session::take(char c) {
  if (c == '\n' || c == esc || c == ctrl_z) return;
  if (line_.empty() && c != '\r' && state_.stale.lines > 0 && --state_.stale.lines == 0)
    put("\r\n" + state_.stale.text + "\r\n");
  if (line_.empty() && c != '\r') mute_line_ = state_.settings.echo && state_.faults.strike(Fault::echo_lost);
  echo(c);
  if (c == '\r') {
    const std::string line = trim(std::exchange(line_, {}));
    mute_line_ = false;
    if (upper(line.substr(0, 2)) == "AT") run(line.substr(2));
  } else if (c == '\b') {
    if (!line_.empty()) line_.pop_back();
  } else if (line_.size() < 4096) {
    line_ += c;
  }
}

void Session::take_pdu(char c) {
  if (c == esc) {
    prompting_ = false;
    pdu_.clear();
    put("\r\nOK\r\n");
  } else if (c == ctrl_z) {
    prompting_ = false;
    submit(trim(std::exchange(pdu_, {})));
  } else if (pdu_.size() < 1024) {
    echo(c);
    pdu_ += c;
  }
}

void Session::later(Millis delay, std::function<void()> task) {
  if (delay.count() == 0) return task();
  timers_.after(delay, [this, epoch = epoch_, task = std::move(task)] {
    if (epoch == epoch_) task();
  });
}

void Session::put(const std::string& bytes) { wires_.write(bytes); }

/// A line of several commands is answered as one; the last may prompt.
void Session::run(const std::string& line) {
  const auto requests = read_commands(line);
  if (requests.size() == 1) return execute(requests[0]);
  if (state_.joined == Joined::refused) return reply("", error());
  if (state_.joined == Joined::no_prompt && prompts(requests.back())) return;
  Answer all;
  for (const auto& request : requests) {
    ++state_.stats.commands[plain_name(request)];
    state_.stats.last_command = request.name + (request.arguments.empty() ? "" : "=" + request.arguments);
    if (suppressed(request)) return;
    if (prompts(request)) return prompt(request, plain_name(request));
    auto one = answer_to(request, state_, radio_);
    all.lines.insert(all.lines.end(), one.lines.begin(), one.lines.end());
    all.final = one.final;
    if (one.after)
      all.after = [before = std::move(all.after), after = std::move(one.after)] {
        before ? before() : void(), after();
      };
    if (one.final != "OK" || state_.joined == Joined::first_alone) break;
  }
  reply(plain_name(requests.back()), std::move(all));
}

/// True if an armed fault eats the command or answers in its place.
bool Session::suppressed(const Request& request) {
  const auto name = plain_name(request);
  if (state_.faults.strike(Fault::hang, name)) return true;
  if (!state_.faults.strike(Fault::error, name)) return false;
  reply(name, error());
  return true;
}

bool Session::prompts(const Request& request) const {
  const bool asks = request.form == Form::set && (request.name == "+CMGS" || request.name == "+CMGW");
  return asks && state_.pin == PinState::ready;
}

void Session::execute(const Request& request) {
  const auto name = plain_name(request);
  ++state_.stats.commands[name];
  state_.stats.last_command = request.name + (request.arguments.empty() ? "" : "=" + request.arguments);
  if (suppressed(request)) return;
  if (prompts(request)) return prompt(request, name);
  auto answer = answer_to(request, state_, radio_);
  if (name == "CFUN" && request.fields().back() == "1" && request.fields().size() == 2) {
    answer.after = [this] { wires_.reboot(3000); };
  }
  reply(name, std::move(answer));
}

void Session::prompt(const Request& request, const std::string& command) {
  const auto length = number(request.fields()[0]);
  text_to_ = state_.settings.text_mode ? request.fields()[0] : "";
  if (text_to_.empty() && (!length || *length < 7 || *length > 164)) return reply(command, cms(304));
  if (command == "CMGS" && state_.faults.strike(Fault::hang_before_prompt)) return;
  pdu_command_ = command;
  announced_ = static_cast<std::size_t>(length.value_or(0));
  busy_ = true;
  later(state_.latency_of("prompt"), [this] {
    busy_ = false;
    prompting_ = true;
    put(state_.habits.bare_prompt ? "\r\n>\r\n" : "\r\n> ");
    pump();
  });
}

void Session::submit(const std::string& hex) {
  if (!text_to_.empty()) {  // text mode: the digits of a PDU are the words
    Submit words;
    words.to = "TEXTMODE " + text_to_;
    words.text = std::u16string(hex.begin(), hex.end());
    return transmit(words);
  }
  const auto bytes = from_hex(hex);
  const auto decoded = bytes ? decode_submit(*bytes, announced_) : std::nullopt;
  if (pdu_command_ == "CMGW") {
    return reply("CMGW", bytes ? write_to_memory(*bytes, announced_, state_) : cms(304));
  }
  if (!decoded) {
    ++state_.stats.refused;
    return reply("CMGS", cms(304));
  }
  transmit(*decoded);
}

/// The faults of a send, in the order in which a message can meet them.
void Session::transmit(const Submit& submit) {
  auto& faults = state_.faults;
  if (faults.strike(Fault::hang_after_ctrlz)) return;
  if (state_.habits.brown_outs > 0) {
    --state_.habits.brown_outs;
    return wires_.reboot(1000);
  }
  const auto refusal = faults.strike(Fault::cms, submit.to);
  if (refusal || !state_.registered()) {
    ++state_.stats.refused;
    return reply("CMGS", cms(refusal ? refusal->value : 331));
  }
  if (const auto own = faults.strike(Fault::cme, submit.to)) {
    ++state_.stats.refused;
    return reply("CMGS", cme(state_, own->value));
  }
  const auto index = radio_.transmit(submit);
  if (faults.strike(Fault::answer_lost)) return;
  if (faults.strike(Fault::error_but_sent)) return reply("CMGS", error());
  auto answer =
      state_.habits.no_reference ? ok() : ok("+CMGS: " + std::to_string(state_.sent[index].reference));
  answer.after = [this, index] {
    if (index < state_.sent.size()) state_.sent[index].answered = true;
  };
  if (const auto late = faults.strike(Fault::answer_late)) {
    return later(Millis{late->value}, [this, answer] {
      put(format(answer));
      answer.after();
    });
  }
  reply("CMGS", std::move(answer));
}

void Session::reply(const std::string& command, Answer answer) {
  if (answer.final.empty()) return;
  std::string text = format(answer);
  if (!state_.settings.verbose) text = in_digits(answer);
  if (state_.settings.quiet) text.clear();
  if (state_.faults.strike(Fault::truncate)) text.resize(text.size() / 2);
  if (const auto junk = state_.faults.strike(Fault::garbage)) {
    std::string noise;
    for (int i = 0; i < junk->value; ++i) noise += static_cast<char>(state_.random() & 0xFF);
    text = noise + text;
  }
  busy_ = true;
  later(state_.latency_of(command), [this, text = std::move(text), after = std::move(answer.after)] {
    busy_ = false;
    put(text);
    const auto epoch = epoch_;
    if (after) after();
    if (epoch == epoch_ && !input_.empty()) pump();
  });
}

}  // namespace lapor::modemsim
