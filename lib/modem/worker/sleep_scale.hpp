// How long libGammu's fixed sleeps last in this process. libGammu calls usleep(), and takes it from whoever
// defines it first: pace.cpp does. 1 is stock; 0.02 makes a send 15 ms instead of 700.
#pragma once

namespace lapor::modem {

void set_pace(double factor);
double pace();

}  // namespace lapor::modem
