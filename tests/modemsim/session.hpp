// The wire side: bytes in, command lines out of them, answers back. Knows prompts, echo and pacing; what a
// command means is in the commands_*.cpp files.
#pragma once
#include <functional>
#include <string>

#include "radio.hpp"
#include "state.hpp"

namespace lapor::modemsim {

enum class Form { execute, read, test, set };

/// One command of a line: "+CNMI", set, "2,1,0,1,0".
struct Request {
  std::string name;  ///< upper case, as "+CMGS", "E" or "" for a bare AT
  Form form = Form::execute;
  std::string arguments;
  std::vector<std::string> fields() const;  ///< split at commas outside quotes, quotes taken off
};

/// The answer to one command. An empty `final`: the modem never answers.
struct Answer {
  std::vector<std::string> lines;
  std::string final = "OK";
  std::function<void()> after;  ///< runs once the answer is out
};

Answer ok(std::string line = {});
Answer error();
Answer cme(const State& state, int code);
Answer cms(int code);

class Session {
 public:
  struct Wires {
    std::function<void(const std::string&)> write;
    std::function<void(int)> reboot;  ///< silent for so many milliseconds
  };
  Session(State& state, Timers& timers, Radio& radio, Wires wires)
      : state_(state), timers_(timers), radio_(radio), wires_(std::move(wires)) {}

  void feed(std::string_view bytes);
  /// Forgets what was typed and what was still to be answered: the port went away, or the modem restarts.
  void reset();
  /// No command is typed, running or waiting for its PDU.
  bool idle() const { return !busy_ && !prompting_ && line_.empty() && input_.empty(); }

 private:
  void pump();
  void take(char c);
  void take_pdu(char c);
  void run(const std::string& line);
  bool suppressed(const Request& request);
  bool prompts(const Request& request) const;
  void execute(const Request& request);
  void prompt(const Request& request, const std::string& command);
  void submit(const std::string& hex);
  void transmit(const Submit& submit);
  void reply(const std::string& command, Answer answer);
  void later(Millis delay, std::function<void()> task);
  void put(const std::string& bytes);
  void echo(char c);

  State& state_;
  Timers& timers_;
  Radio& radio_;
  Wires wires_;
  std::string input_, line_, pdu_;
  std::string pdu_command_;  ///< "+CMGS" or "+CMGW"
  std::string text_to_;      ///< in text mode what AT+CMGS was given; else empty
  std::size_t announced_ = 0;
  bool busy_ = false, prompting_ = false, mute_line_ = false;
  unsigned epoch_ = 0;  ///< answers of an earlier one are void
};

/// Splits what follows "AT" into commands: "E0+CMEE=1;+CSQ" are three.
std::vector<Request> read_commands(std::string_view line);
std::string format(const Answer& answer);
std::string in_digits(const Answer& answer);

}  // namespace lapor::modemsim
