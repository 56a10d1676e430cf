#include "modem/worker/at_stream_filter.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

#include "modem/at/quoted_text.hpp"

namespace lapor::modem {
namespace {

constexpr char ctrl_z = 0x1A, esc = 0x1B;
constexpr unsigned most_quoted = 24;  ///< lines of a USSD text: 182 characters
constexpr unsigned highest_cause = 100'000;
constexpr std::size_t longest_line = 2048;  ///< a PDU is 352 digits; more is noise

bool starts(std::string_view line, std::string_view with) { return line.substr(0, with.size()) == with; }

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

bool refuses(std::string_view line) {
  return line == "ERROR" || starts(line, "+CME ERROR") || starts(line, "+CMS ERROR") ||
         starts(line, "COMMAND NOT SUPPORT");
}

bool ends_a_command(std::string_view line) { return line == "OK" || refuses(line); }

std::optional<unsigned> number_after(std::string_view line, std::string_view prefix) {
  if (!starts(line, prefix)) return std::nullopt;
  line.remove_prefix(prefix.size());
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  unsigned value = 0;
  const auto [end, ec] = std::from_chars(line.data(), line.data() + line.size(), value);
  if (ec != std::errc{}) return std::nullopt;
  return value;
}

delivery::Refusal refusal_in(std::string_view line) {
  using delivery::Table;
  const auto table = starts(line, "+CMS ERROR")   ? Table::cms
                     : starts(line, "+CME ERROR") ? Table::cme
                                                  : Table::none;
  if (table == Table::none) return {};
  const auto number = number_after(line, table == Table::cms ? "+CMS ERROR:" : "+CME ERROR:");
  return {table, number && *number <= highest_cause ? static_cast<std::int32_t>(*number) : -1};
}

/// "^SMMEMFULL" of "^SMMEMFULL: "SM"": what a log may show of a line.
std::string name_of(std::string_view line) {
  const auto end = std::find_if(line.begin() + (line.empty() ? 0 : 1), line.end(),
                                [](unsigned char c) { return !std::isalnum(c); });
  return std::string(line.begin(),
                     std::min(end, line.begin() + std::min<std::ptrdiff_t>(24, std::ssize(line))));
}

/// Names of unsolicited lines begin with one of these; N and R stand for NO CARRIER and RING.
bool may_be_unsolicited(char first) {
  return std::string_view("^+*#$%_NR").find(first) != std::string_view::npos;
}

}  // namespace

void LineFilter::arm(std::int64_t attempt, unsigned late, int late_reference) {
  armed_ = attempt;
  held_ = false;
  late_ = late;
  late_reference_ = late_reference;
  withheld_.clear();
}

bool LineFilter::may_be_former() const { return in_flight_ && former_ > 0 && echoes_ && !echoed_; }

/// Answers come in order, so only as many as are missing can be others'.
bool LineFilter::may_be_late(std::string_view line) const {
  if (!answer_due_ || late_ == 0) return false;
  if (refuses(line)) return true;
  const auto reference = number_after(line, "+CMGS:");
  if (!reference) return false;
  return late_reference_ < 0 || (*reference + 256 - static_cast<unsigned>(late_reference_)) % 256 < late_;
}

void LineFilter::withhold(const std::string& line, Passed& out) {
  --late_;
  if (late_reference_ >= 0) late_reference_ = (late_reference_ + 1) % 256;
  withheld_ = line;
  drop_final_ = !refuses(line);
  out.events.push_back(MaybeLate{});
}

Passed LineFilter::believe_late() {
  if (!answer_due_ || withheld_.empty()) return {};
  Passed out;
  const auto line = std::exchange(withheld_, {});
  notice_passing(line, out);
  in_flight_ = answer_due_ = false;
  out.bytes = "\r\n" + line + (refuses(line) ? "\r\n" : "\r\n\r\nOK\r\n");
  return out;
}

std::string LineFilter::release(std::int64_t attempt) {
  if (!held_ || armed_ != attempt) return {};
  held_ = false;
  answer_due_ = true;
  armed_.reset();
  return {ctrl_z};
}

Passed LineFilter::from_host(std::string_view bytes) {
  Passed out;
  for (const char c : bytes) {
    if (c == ctrl_z) {
      // Only the session's own announced send may end in a Ctrl-Z; any other is libGammu's error and goes
      // nowhere.
      if (armed_ && !held_) {
        held_ = true;
        out.events.push_back(CtrlZHeld{*armed_});
      }
      host_line_.clear();
      continue;
    }
    out.bytes += c;
    if (c == esc) {
      host_line_.clear();
      held_ = false;
    } else if (c == '\r') {
      host_line();
    } else if (host_line_.size() < longest_line) {
      host_line_ += c;
    }
  }
  return out;
}

void LineFilter::host_line() {
  if (starts(upper(host_line_.substr(0, 2)), "AT")) {
    command_ = upper(host_line_);
    quoted_ = 0;
    in_flight_ = true;
    echoed_ = false;
    if (starts(command_, "ATE") || starts(command_, "ATZ") || starts(command_, "AT&F"))
      echoes_ = false;  // until seen again
    pdu_index_.reset();
    // A new command means that libGammu gave up waiting for the last answer; it is no longer due to anyone.
    if (starts(command_, "AT+CPMS=\"")) memory_ = command_.substr(9, 2);
    answer_due_ = false;
  }
  host_line_.clear();
}

bool LineFilter::asked_for(std::string_view line) const {
  const auto name = upper(name_of(line));
  return name.size() > 1 && command_.find(name.substr(1)) != std::string::npos;
}

/// Between commands every line is unsolicited and waits until it is whole. During one, only lines that may be
/// unsolicited wait; the rest passes byte by byte, because a prompt has no line end.
bool LineFilter::holds_back(char first) const {
  if (!in_flight_ || report_next_ || push_next_ || quoted_ > 0) return true;
  if (drop_final_ && first == 'O') return true;
  if (may_be_former() && (first == 'O' || first == 'E' || first == 'C')) return true;
  if (answer_due_ && late_ > 0 && (first == 'E' || first == 'C')) return true;  // ERROR, COMMAND NOT SUPPORT
  return may_be_unsolicited(first);
}

bool LineFilter::passes(std::string_view line) {
  // Nobody waits for one that comes after another command.
  if (starts(line, "+CUSD")) return starts(command_, "AT+CUSD=1");
  if (!in_flight_) return false;
  if (starts(line, "+CMS ERROR") || starts(line, "+CME ERROR")) return true;
  if (starts(line, "+CMGS:")) {
    drop_final_ = !answer_due_;
    return answer_due_;
  }
  if (std::exchange(drop_final_, false) && line == "OK") return false;
  if (line == "RING" || line == "NO CARRIER" || line == "NO ANSWER") return false;
  return std::string_view("RN").find(line.front()) != std::string_view::npos ||
         !may_be_unsolicited(line.front()) || asked_for(line);
}

/// A held line is whole: pass it, turn it into an event, or drop it.
void LineFilter::take_line(Passed& out) {
  const std::string line = std::move(line_);
  line_.clear();
  end_ = End::drop;
  if (quoted_ > 0) {
    quoted_ = open_quote(line) ? 0 : quoted_ - 1;
    out.bytes += blank_ + line;
    end_ = End::pass;
  } else if (push_next_) {
    push_next_ = false;  // the PDU of +CMT: stored messages are wanted, never pushed ones
  } else if (report_next_) {
    report_next_ = false;
    out.events.push_back(ReportSeen{line});
  } else if (starts(line, "+CDS:")) {
    report_next_ = true;
  } else if (starts(line, "+CMT:")) {
    push_next_ = true;
    out.events.push_back(Dropped{"+CMT"});
  } else if (starts(line, "+CMTI:") || starts(line, "+CDSI:") || starts(line, "^SMMEMFULL") ||
             (starts(line, "+CREG:") && !(in_flight_ && asked_for(line)))) {
    out.events.push_back(TransitTimes{name_of(line)});
  } else if (may_be_former() && ends_a_command(line)) {
    --former_;
    out.events.push_back(Dropped{name_of(line)});
  } else if (in_flight_ && may_be_late(line)) {
    withhold(line, out);
  } else if (passes(line)) {
    if (starts(line, "+CUSD") && open_quote(line)) quoted_ = most_quoted;
    if (answer_due_) withheld_.clear();
    if (answer_due_ && starts(line, "+CMGS:")) former_ = 0;  // answers come in order
    out.bytes += blank_ + line;
    end_ = End::pass;
    notice_passing(line, out);
  } else {
    out.events.push_back(Dropped{name_of(line)});
  }
  blank_.clear();
}

void LineFilter::notice_passing(std::string_view line, Passed& out) {
  if (!in_flight_) return;
  if (starts(line, "AT")) echoes_ = echoed_ = true;
  if (ends_a_command(line)) {
    if (starts(command_, "AT+CMGS") && refuses(line)) out.events.push_back(RefusalSeen{refusal_in(line)});
    in_flight_ = answer_due_ = false;
  } else if (const auto index = number_after(line, "+CMGL:")) {
    pdu_index_ = index;
  } else if (starts(line, "+CMGR:")) {
    pdu_index_ = number_after(command_, "AT+CMGR=");
  } else if (pdu_index_ && !line.empty()) {
    out.events.push_back(PduSeen{memory_, *pdu_index_, std::string(line)});
    pdu_index_.reset();
  }
}

void LineFilter::line_end(char c, Passed& out) {
  if (mode_ != Mode::start) after_cr_ = false;
  if (mode_ == Mode::holding) {
    take_line(out);
  } else if (mode_ == Mode::passing) {
    notice_passing(std::exchange(line_, {}), out);
    end_ = End::pass;
  }
  mode_ = Mode::start;
  // A line's own end goes where the line went, at once: libGammu waits for it. An empty line waits for what
  // follows, and is dropped with it; one begins at the second CR after an echo, which ends in a CR alone.
  if (c == '\r' && std::exchange(after_cr_, true) && in_flight_) end_ = End::none;
  if (end_ == End::pass) out.bytes += c;
  if (end_ == End::none && blank_.size() < 4) blank_ += c;
  if (c == '\n') end_ = End::none;
}

void LineFilter::line_begin(char first, Passed& out) {
  if (drop_final_ && first != 'O') drop_final_ = false;
  end_ = End::none;
  mode_ = holds_back(first) ? Mode::holding : Mode::passing;
  if (mode_ == Mode::passing) out.bytes += std::exchange(blank_, {});
}

Passed LineFilter::from_modem(std::string_view bytes) {
  Passed out;
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
