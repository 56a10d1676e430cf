// The gateway's state for Prometheus: its values, and labels from closed sets alone.
#include "control/web/metrics.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::control;

TEST_CASE("metrics give what the status knows, and leave out what it doesn't", "[web]") {
  Status status;
  status.version = "1.2.3";
  status.uptime_s = 100;
  status.outbox.queued = 7;
  ModemRow known, unknown;
  known.name = "a\"b\\c\nd";
  known.state = "ready";
  known.signal_percent = 50;
  unknown.name = "sim2";
  unknown.state = "absent";
  status.modems = {known, unknown};
  const auto text = web::metrics_text(status, Json(), 3, from_ms(1'000'000'000));
  const auto has = [&](const std::string& line) { return text.find(line + "\n") != std::string::npos; };
  CHECK(has("lapor_build_info{version=\"1.2.3\"} 1"));
  CHECK(has("lapor_start_time_seconds 999900"));
  CHECK(has("lapor_modem_up{modem=\"a\\\"b\\\\c\\nd\"} 1"));
  CHECK(has("lapor_modem_up{modem=\"sim2\"} 0"));
  CHECK(has("lapor_modem_state{modem=\"sim2\",state=\"absent\"} 1"));
  CHECK(has("lapor_outbox_messages{state=\"queued\"} 7"));
  CHECK(has("lapor_web_sessions 3"));
  CHECK(text.find("lapor_modem_signal_ratio{modem=\"sim2\"}") == std::string::npos);
  CHECK(text.find("lapor_agency_received") == std::string::npos);
}
