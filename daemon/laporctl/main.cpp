// laporctl: the operator's tool. See laporctl(1).
#include <exception>

#include "common/exit_status.hpp"
#include "laporctl/program.hpp"

int main(int argc, char** argv) {
  try {
    return lapor::laporctl::Program().run(argc, argv);
  } catch (const std::exception& e) {
    return lapor::laporctl::complain(e.what(), lapor::daemon::exit_refused);
  }
}
