// Scales libGammu's fixed sleeps in this process. libGammu calls usleep() and takes it from the
// program that defines it first, which is sleep_scale.cpp: so a program that links it must export its
// symbols. 1 is as libGammu ships; 0.02 makes a send 15 ms instead of 700 ms. Any thread may call both.
#pragma once

namespace lapor::modem {

/// From 0 (no sleep) to 10; what is outside is clamped.
void set_sleep_scale(double scale);
double sleep_scale();

}  // namespace lapor::modem
