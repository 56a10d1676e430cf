#include "detect/ask.hpp"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <future>
#include <string_view>
#include <thread>

#include "modem/chat.hpp"
#include "modem/tty.hpp"

namespace lapor::detect {
namespace {

using namespace std::chrono_literals;
using State = Answer::State;
constexpr auto patience = 20s;
constexpr std::size_t most_words = 12, longest_word = 80;

/// On these the speed is real; a USB modem's own port takes any.
bool is_real_line(const Port& port) {
  constexpr std::array usb_modems{std::string_view("option1"), std::string_view("option"),
                                  std::string_view("cdc_acm"), std::string_view("qcserial"),
                                  std::string_view("sierra"),  std::string_view("hso"),
                                  std::string_view("ipw"),     std::string_view("GSM modem (1-port)")};
  if (port.driver.empty()) return false;  // a pty
  for (const auto driver : usb_modems)
    if (port.driver == driver) return false;
  return true;
}

std::vector<unsigned> speeds_for(const Port& port) {
  if (is_real_line(port)) return {115200, 9600, 19200, 57600, 38400};
  return {115200};
}

/// The first AT wakes a sleeping modem or lets it find the speed; an ESC leaves a prompt that somebody left
/// open.
bool listens(modem::Chat& chat) {
  chat.send_raw("\x1b");
  chat.drain(50ms, 200ms);
  for (int tries = 0; tries < 3; ++tries)
    if (chat.ask("AT", 500ms).ok()) return true;
  return false;
}

/// ATI often tells the IMEI too, which is nobody's business here.
bool is_fit(const std::string& line) {
  const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  constexpr int imei = 14;
  return line.size() <= longest_word && std::search_n(line.begin(), line.end(), imei, true,
                                                      [&](char c, bool) { return digit(c); }) == line.end();
}

void ask_words(modem::Chat& chat, std::vector<std::string>& words) {
  for (const auto* command : {"ATI", "AT+CGMI", "AT+CGMM"})
    for (auto& line : chat.ask(command, 1500ms).lines) {
      const bool known = std::find(words.begin(), words.end(), line) != words.end();
      if (!known && words.size() < most_words && is_fit(line)) words.push_back(std::move(line));
    }
}

Answer ask_at(const std::string& device, unsigned speed) {
  Answer out;
  const auto fd = modem::open_tty(device, speed, false);
  if (!fd) {
    // not_found: unplugged; retry_later: locked, exclusive or failing; rejected: no serial line
    const auto code = fd.error().code;
    out.state = code == Errc::not_found ? State::gone : code == Errc::rejected ? State::silent : State::busy;
    return out;
  }
  modem::Chat chat(*fd);
  out.state = State::silent;
  if (listens(chat)) {
    out.state = State::answered;
    out.speed = speed;
    ask_words(chat, out.words);
  }
  ::tcflush(*fd, TCIOFLUSH);  // else close() waits for what never leaves
  ::close(*fd);
  return out;
}

Answer ask_in_turn(const std::string& device, const std::vector<unsigned>& speeds) {
  Answer out;
  if (::access(device.c_str(), R_OK | W_OK) != 0) {
    out.state = errno == EACCES ? State::denied : State::gone;
    return out;
  }
  for (const auto speed : speeds)
    if (out = ask_at(device, speed); out.state != State::silent) break;
  return out;
}

/// The thread is left behind where a driver never comes back; the program ends without it.
std::future<Answer> begin(const std::string& device, const std::vector<unsigned>& speeds) {
  std::promise<Answer> promise;
  auto future = promise.get_future();
  std::thread([p = std::move(promise), device, speeds]() mutable {
    p.set_value(ask_in_turn(device, speeds));
  }).detach();
  return future;
}

Answer end(std::future<Answer>& future, std::chrono::steady_clock::time_point until) {
  if (future.wait_until(until) == std::future_status::ready) return future.get();
  Answer out;
  out.state = State::silent;
  return out;
}

}  // namespace

void ask_all(std::vector<Found>& found) {
  std::vector<std::future<Answer>> futures;
  for (auto& one : found) {
    const bool held = !one.holders.empty();
    if (held) one.answer.state = State::busy;
    futures.push_back(held || one.port.console ? std::future<Answer>{}
                                               : begin(one.port.device, speeds_for(one.port)));
  }
  const auto until = std::chrono::steady_clock::now() + patience;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (futures[i].valid()) found[i].answer = end(futures[i], until);
}

}  // namespace lapor::detect
