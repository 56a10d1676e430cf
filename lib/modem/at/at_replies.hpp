// Reads the answers to the few AT commands that the worker asks by itself (3GPP TS 27.007, 27.005). Pure.
#pragma once
#include <string>
#include <vector>

#include "domain/sim/registration.hpp"

namespace lapor::modem {

enum class PinState { ready, wants_pin, wants_puk, no_sim, busy, unknown };

/// `error` is the final result's line where it wasn't OK.
PinState read_pin_state(const std::vector<std::string>& lines, const std::string& error);
/// Whether this final result of AT+CPIN= says that the PIN was wrong: a bare ERROR does, a busy SIM's
/// doesn't.
bool says_wrong_pin(const std::string& error);
/// AT#PCT, AT+SPIC and the like: the first plain number after the colon; AT^CPIN?: the PIN's own; -1: none.
int read_tries_left(const std::vector<std::string>& lines);
/// AT+CCID: the 18 to 20 digits of a SIM's own number, or empty.
std::string read_card(const std::vector<std::string>& lines);
/// AT+CREG?
sim::Registration read_registration(const std::vector<std::string>& lines);
/// AT+COPS?: the operator's name, or empty.
std::string read_operator(const std::vector<std::string>& lines);
/// AT+CSCS?: the name of the character set, or empty where it can't be told.
std::string read_charset(const std::vector<std::string>& lines);
/// AT+CPMS?: how full the memory that texts arrive in is.
struct Fill {
  int used = -1, size = -1;
};
Fill read_fill(const std::vector<std::string>& lines, const std::string& storage);
/// AT+CPMS="SM": how many slots the memory just chosen has; -1: it doesn't say.
int read_chosen_size(const std::vector<std::string>& lines);

}  // namespace lapor::modem
