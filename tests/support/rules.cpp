#include "support/rules.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "config/config.hpp"
#include "support/cast.hpp"
#include "support/shipped.hpp"
#include "support/temp_dir.hpp"

namespace lapor::test {
namespace {

constexpr auto head = R"(
[gateway]
name = "Lapor Uji"
state_dir = "state"
socket = "control.sock"
view_socket = "view.sock"
timezone = "Asia/Jakarta"
country = "ID"
own_numbers = ["+628110000001"]
agencies = "agencies.toml"
[[modem]]
name = "sim1"
device = "/dev/null"
profile = "generic-at"
[[escalation]]
after = "12h"
to = "operator"
[[escalation]]
after = "24h"
to = "secretary"
[[escalation]]
after = "48h"
to = "head"
[[escalation]]
after = "72h"
to = "governor"
[forwarding]
)";

}  // namespace

std::shared_ptr<const engine::Rules> rules(const std::string& forwarding, const std::string& more) {
  const TempDir dir;
  std::filesystem::copy_file(agencies_file(), dir.path() / "agencies.toml");
  std::ofstream(dir.path() / "lapord.toml") << head << forwarding << more;
  const auto loaded = config::load(dir.path() / "lapord.toml", shipped_files());
  std::string why = "the tests' configuration is refused:";
  for (const auto& fault : loaded.report.errors) why += "\n" + config::show(fault);
  if (!loaded.config) throw std::runtime_error(why);
  return loaded.config->rules;
}

}  // namespace lapor::test
