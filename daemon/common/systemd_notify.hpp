// A service's messages to systemd (sd_notify(3)). Without systemd every call does nothing.
#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace lapor::daemon::systemd {

void ready();
void reloading();
void stopping();
/// The line that `systemctl status` shows.
void status(const std::string& text);
/// The start takes at most so long from now on.
void extend_start(std::chrono::seconds time);
/// The watchdog's ping.
void alive();
/// The pause between calls of alive(): half of the watchdog's time. nullopt if there is no watchdog.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace lapor::daemon::systemd
