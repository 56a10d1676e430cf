// What systemd is told (sd_notify(3)); without systemd all of it does nothing.
#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace lapor::daemon::notify {

void ready();
void reloading();
void stopping();
void status(const std::string& text);
/// Starting takes so long from now on.
void extend(std::chrono::seconds time);
void alive();  ///< the watchdog's ping
/// How often alive() must be called, with room to spare; nothing if nobody watches.
std::optional<std::chrono::microseconds> watchdog();

}  // namespace lapor::daemon::notify
