#include "modem/worker/at_stream_filter.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/ascii.hpp"
#include "modem/at/quoted_text.hpp"
#include "modem/at/result_codes.hpp"

namespace lapor::modem {
namespace {

constexpr char ctrl_z = 0x1A, esc = 0x1B;
constexpr unsigned most_quoted_lines = 24;  ///< of a USSD text: 182 characters
constexpr std::size_t longest_line = 2048;  ///< a PDU is 352 digits; more is noise

constexpr std::string_view at = "AT", asks_for_prompt = "AT+CMGS=", in_pdu_mode = "+CMGF=0;";

/// Names of unsolicited lines begin with one of these; N and R stand for NO CARRIER and RING.
bool may_be_unsolicited(char first) {
  return std::string_view("^+*#$%_NR").find(first) != std::string_view::npos;
}

/// Settings that a modem forgets when it restarts: echo and verbosity are set again when that is found.
constexpr std::array<std::string_view, 8> forgotten{
    "AT+CMEE=", "AT+CSCS=", "AT+CSMS=", "AT+CMGF=", "AT+CPMS=", "AT+CNMI=", "AT+CREG=", "AT+CMMS="};

std::optional<unsigned> reference_in(std::string_view line) { return number_after(line, "+CMGS:"); }

}  // namespace

void AtStreamFilter::arm(AttemptId attempt, const LateResults& late, bool one_line) {
  armed_ = attempt;
  one_line_ = one_line;
  ctrl_z_held_ = false;
  earlier_sends_ = late;
  withheld_.clear();
}

std::string AtStreamFilter::release(AttemptId attempt) {
  if (!ctrl_z_held_ || armed_ != attempt) return {};
  ctrl_z_held_ = false;
  result_due_ = true;
  armed_.reset();
  return {ctrl_z};
}

Filtered AtStreamFilter::from_gammu(std::string_view bytes) {
  Filtered out;
  for (const char c : bytes) {
    if (c == ctrl_z) {
      // Only an armed send may end in a Ctrl-Z. Any other is libGammu's error and goes nowhere.
      if (armed_ && !ctrl_z_held_) {
        ctrl_z_held_ = true;
        out.events.push_back(CtrlZHeld{*armed_});
      }
      gammu_line_.clear(), modem_line_.clear();
      continue;
    }
    if (c == esc) {
      out.bytes += std::exchange(unpassed_, {}) + c;
      gammu_line_.clear(), modem_line_.clear();
      ctrl_z_held_ = false;
    } else if (c == '\r') {
      write(std::exchange(unpassed_, {}) + missing_storages(), out);
      out.bytes += c;
      gammu_line();
    } else {
      write_letter(c, out);
    }
  }
  return out;
}

void AtStreamFilter::write(std::string_view bytes, Filtered& out) {
  out.bytes += bytes;
  if (modem_line_.size() < longest_line) modem_line_ += bytes;
}

/// `AT+CPMS="SM"` wants two more, `AT+CPMS="SM","SM"` one.
std::string AtStreamFilter::missing_storages() const {
  if (missing_storage_.empty() || !gammu_line_.starts_with("AT+CPMS=\"") ||
      gammu_line_.find(';') != std::string::npos)
    return {};
  std::string out;
  for (auto quotes = std::count(gammu_line_.begin(), gammu_line_.end(), '"'); quotes < 6; quotes += 2)
    out += ",\"" + missing_storage_ + '"';
  return out;
}

/// libGammu writes byte by byte. "AT" has passed when PDU mode goes in behind it, so the line stays a command
/// line whatever follows.
void AtStreamFilter::write_letter(char c, Filtered& out) {
  if (c == ';') write(missing_storages(), out);
  if (gammu_line_.size() < longest_line) gammu_line_ += c;
  const bool beyond_at = one_line_ && armed_ && gammu_line_.size() > at.size();
  if (beyond_at && gammu_line_ == asks_for_prompt) {
    write(in_pdu_mode, out);
  } else if (beyond_at && asks_for_prompt.starts_with(gammu_line_)) {
    unpassed_ += c;
    return;
  }
  write(std::exchange(unpassed_, {}) + c, out);
}

/// The echo of a line that was completed is what libGammu wrote.
std::string AtStreamFilter::as_written(const std::string& line) const {
  return line == echo_ ? written_ : line;
}

void AtStreamFilter::gammu_line() {
  written_ = std::exchange(gammu_line_, {});
  echo_ = std::exchange(modem_line_, {});
  const auto line = ascii::upper(written_);
  if (!line.starts_with("AT")) return;
  command_ = line;
  quoted_lines_ = 0;
  in_flight_ = true;
  echoed_ = prompted_ = false;
  if (command_.starts_with("ATE") || command_.starts_with("ATQ") || command_.starts_with("ATV") ||
      command_.starts_with("ATZ") || command_.starts_with("AT&F"))
    modem_echoes_ = false;  // until seen again
  pdu_index_.reset();
  if (command_.starts_with("AT+CPMS=\"")) storage_ = command_.substr(9, 2);
  // A new command means that libGammu gave up waiting for the last result; it is no longer due to anyone.
  result_due_ = false;
}

/// A final result code before the echo of the command in hand, where the modem echoes, ends a command that an
/// earlier worker gave.
bool AtStreamFilter::may_be_of_earlier_worker(std::string_view line) const {
  return in_flight_ && earlier_workers_.count() > 0 && modem_echoes_ && !echoed_ && is_final(line);
}

bool AtStreamFilter::may_be_late(std::string_view line) const {
  if (!in_flight_ || !result_due_) return false;
  const auto reference = reference_in(line);
  return (reference || is_error(line)) && earlier_sends_.may_claim(reference);
}

void AtStreamFilter::withhold(const std::string& line, Filtered& out) {
  earlier_sends_.claim();
  withheld_ = line;
  drop_final_ok_ = !is_error(line);
  out.events.push_back(ResultWithheld{});
}

Filtered AtStreamFilter::pass_withheld() {
  if (!result_due_ || withheld_.empty()) return {};
  Filtered out;
  const auto line = std::exchange(withheld_, {});
  notice_passing(line, out);
  in_flight_ = result_due_ = false;
  out.bytes = "\r\n" + line + (is_error(line) ? "\r\n" : "\r\n\r\nOK\r\n");
  return out;
}

bool AtStreamFilter::is_asked_for(std::string_view line) const {
  const auto name = ascii::upper(result_name(line));
  return name.size() > 1 && command_.find(name.substr(1)) != std::string::npos;
}

/// A reply that was asked for, such as +CPIN: READY, is none.
bool AtStreamFilter::is_boot_line(std::string_view line) const {
  if (in_flight_ && may_be_unsolicited(line.front()) && is_asked_for(line)) return false;
  return std::any_of(boot_lines_.begin(), boot_lines_.end(),
                     [&](const auto& boot) { return line.starts_with(boot); });
}

/// Some of these lines come many seconds after the others, when a send may be under way again; only the first
/// of all ends one.
void AtStreamFilter::see_restart(const std::string& line, Filtered& out) {
  if (is_first_of_boot(line)) disarm(), withheld_.clear();
  out.events.push_back(RestartSeen{line});
}

/// If a line has two commands, only the first is remembered.
void AtStreamFilter::remember_setting() {
  for (const auto name : forgotten) {
    if (!command_.starts_with(name)) continue;
    std::erase_if(settings_, [&](const auto& known) { return known.starts_with(name); });
    settings_.push_back(command_.substr(0, command_.find(';')));
  }
}

/// The prompt may come for the line in hand, and hasn't yet.
bool AtStreamFilter::may_prompt() const {
  return in_flight_ && armed_ && !prompted_ && command_.starts_with(asks_for_prompt);
}

/// Between commands every line is unsolicited and waits until it is whole. During one, only lines that may be
/// unsolicited wait; the rest passes byte by byte, because a prompt has no line end.
bool AtStreamFilter::holds_back(char first) const {
  if (!in_flight_ || report_next_ || push_next_ || quoted_lines_ > 0) return true;
  if (drop_final_ok_ && first == 'O') return true;
  if (may_prompt() && first == 'O') return true;
  if (first == 'A' && written_ != echo_) return true;
  if (pdu_index_ && std::isxdigit(static_cast<unsigned char>(first)) == 0) return true;  // no PDU begins so
  if (command_.starts_with("AT+CMGL") && first == 'E') return true;                      // ERROR
  if (std::any_of(boot_lines_.begin(), boot_lines_.end(),
                  [&](const auto& b) { return b.starts_with(first); }))
    return true;
  const bool may_end_a_command =
      first == 'O' || first == 'E' || first == 'C';  // OK, ERROR, COMMAND NOT SUPPORT
  if (may_end_a_command && earlier_workers_.count() > 0 && modem_echoes_ && !echoed_) return true;
  if (may_end_a_command && first != 'O' && result_due_ && earlier_sends_.count() > 0) return true;
  return may_be_unsolicited(first);
}

bool AtStreamFilter::passes(std::string_view line) {
  // Nobody waits for one that comes after another command.
  if (line.starts_with("+CUSD")) return command_.starts_with("AT+CUSD=1");
  if (!in_flight_) return false;
  if (line.starts_with("+CMS ERROR") || line.starts_with("+CME ERROR")) return true;
  if (line.starts_with("+CMGS:")) {
    drop_final_ok_ = !result_due_;
    return result_due_;
  }
  if (std::exchange(drop_final_ok_, false) && line == "OK") return false;
  if (line == "RING" || line == "NO CARRIER" || line == "NO ANSWER") return false;
  return std::string_view("RN").find(line.front()) != std::string_view::npos ||
         !may_be_unsolicited(line.front()) || is_asked_for(line);
}

bool AtStreamFilter::is_new_message_indication(std::string_view line) const {
  return line.starts_with("+CMTI:") || line.starts_with("+CDSI:") || line.starts_with("^SMMEMFULL");
}

/// A line of the text of a +CUSD. What can't be one ends the text: some modems never close its quotes.
void AtStreamFilter::handle_quoted_line(const std::string& line, Filtered& out) {
  if (is_new_message_indication(line) || is_boot_line(line)) {
    quoted_lines_ = 0;
    line_ = line;
    return handle_line(out);
  }
  quoted_lines_ = has_open_quote(line) ? 0 : quoted_lines_ - 1;
  out.bytes += blank_ + line;
  end_ = End::pass;
}

/// A held line is whole: pass it, turn it into an event, or drop it.
void AtStreamFilter::handle_line(Filtered& out) {
  const auto line = as_written(std::exchange(line_, {}));
  end_ = End::drop;
  if (quoted_lines_ > 0) {
    handle_quoted_line(line, out);
  } else if (push_next_) {
    push_next_ = false;  // the PDU of +CMT: a message that is pushed and not stored is never wanted
  } else if (report_next_) {
    report_next_ = false;
    out.events.push_back(StatusReportSeen{line});
  } else if (line.starts_with("+CDS:")) {
    report_next_ = true;
  } else if (line.starts_with("+CMT:")) {
    push_next_ = true;
  } else if (is_boot_line(line)) {
    see_restart(line, out);
  } else if (is_new_message_indication(line)) {
    out.events.push_back(NewMessageIndicationSeen{});
  } else if (line.starts_with("+CREG:") && !(in_flight_ && is_asked_for(line))) {
    out.events.push_back(RegistrationIndicationSeen{});
  } else if (pdu_index_ && !is_final(line) && !line.starts_with('+')) {
    return blank_.clear();  // unasked, between the header of a slot and its PDU
  } else {
    handle_result_line(line, out);
  }
  blank_.clear();
}

void AtStreamFilter::handle_result_line(const std::string& line, Filtered& out) {
  if (may_be_of_earlier_worker(line))
    earlier_workers_.claim();
  else if (may_be_late(line))
    withhold(line, out);
  else if (in_flight_ && command_.starts_with("AT+CMGL") && is_error(line))
    refuse_listing(line, out);
  else if (line == "OK" && !drop_final_ok_ && may_prompt())
    pass_line("ERROR", out);  // libGammu would write the PDU without a prompt
  else if (passes(line))
    pass_line(line, out);
}

void AtStreamFilter::refuse_listing(const std::string& line, Filtered& out) {
  out.events.push_back(ListingRefused{line});
  out.bytes += blank_ + "OK";
  end_ = End::pass;
  in_flight_ = false;
}

void AtStreamFilter::pass_line(const std::string& line, Filtered& out) {
  if (line.starts_with("+CUSD") && has_open_quote(line)) quoted_lines_ = most_quoted_lines;
  if (result_due_) withheld_.clear();  // it was late: this one is the send's own
  if (result_due_ && line.starts_with("+CMGS:")) earlier_workers_.clear();
  out.bytes += blank_ + line;
  end_ = End::pass;
  notice_passing(line, out);
}

void AtStreamFilter::notice_passing(std::string_view line, Filtered& out) {
  if (!in_flight_) return;
  if (line.starts_with("AT")) modem_echoes_ = echoed_ = true;
  if (is_final(line)) {
    if (command_.starts_with("AT+CMGS") && is_error(line))
      out.events.push_back(RefusalSeen{refusal_of(line)});
    if (line == "OK") remember_setting();
    in_flight_ = result_due_ = false;
  } else if (const auto index = number_after(line, "+CMGL:")) {
    pdu_index_ = index;
  } else if (line.starts_with("+CMGR:")) {
    pdu_index_ = number_after(command_, "AT+CMGR=");
  } else if (pdu_index_ && !line.empty()) {
    out.events.push_back(PduSeen{{storage_, *pdu_index_}, std::string(line)});
    pdu_index_.reset();
  }
}

void AtStreamFilter::line_end(char c, Filtered& out) {
  if (mode_ != Mode::start) after_cr_ = false;
  if (mode_ == Mode::holding) {
    handle_line(out);
  } else if (mode_ == Mode::passing) {
    // Some modems end their prompt like a line; libGammu knows it by its space alone (27.005 §3.5.1).
    const bool bare_prompt = line_ == ">" && command_.starts_with("AT+CMGS");
    notice_passing(std::exchange(line_, {}), out);
    end_ = bare_prompt ? End::drop : End::pass;
    if (bare_prompt) out.bytes += ' ';
  }
  mode_ = Mode::start;
  // A line's own end goes where the line went, at once: libGammu waits for it. An empty line waits for what
  // follows, and is dropped with it; one begins at the second CR after an echo, which ends in a CR alone.
  if (c == '\r' && std::exchange(after_cr_, true) && in_flight_) end_ = End::none;
  if (end_ == End::pass) out.bytes += c;
  if (end_ == End::none && blank_.size() < 4) blank_ += c;
  if (c == '\n') end_ = End::none;
}

void AtStreamFilter::line_begin(char first, Filtered& out) {
  if (drop_final_ok_ && first != 'O') drop_final_ok_ = false;
  end_ = End::none;
  mode_ = holds_back(first) ? Mode::holding : Mode::passing;
  prompted_ = prompted_ || (first == '>' && may_prompt());
  if (mode_ == Mode::passing) out.bytes += std::exchange(blank_, {});
}

Filtered AtStreamFilter::from_modem(std::string_view bytes) {
  Filtered out;
  for (const char c : bytes) {
    if (c == '\r' || c == '\n') {
      line_end(c, out);
      continue;
    }
    if (mode_ == Mode::start) line_begin(c, out);
    if (line_.size() < longest_line) line_ += c;
    if (mode_ == Mode::passing) out.bytes += c;
  }
  return out;
}

}  // namespace lapor::modem
