#include "lapord/supervisor_pool.hpp"

#include <algorithm>

#include "base/expect.hpp"
#include "modem/host/supervisor.hpp"

namespace lapor::daemon {
namespace {

constexpr Duration max_send_time = std::chrono::seconds(40);

/// True if a supervisor can go on with these settings.
bool are_same(const config::Modem& a, const config::Modem& b) {
  return a.device == b.device && a.profile == b.profile && a.pace == b.pace && a.pin == b.pin &&
         a.imei == b.imei && a.service_centre == b.service_centre && a.line == b.line && a.node == b.node;
}

modem::LineSettings line_of(const config::SmppLine& l) {
  return {l.host,        l.ca_file.string(), l.port,        l.tls,     l.system_id,
          l.password,    l.system_type,      l.pair,        l.address, l.address_ton,
          l.address_npi, l.alphabet,         l.message_ids, l.enquire, l.response};
}

/// Both kinds of workers lie beside each other.
modem::ModemSettings settings_of(const config::Modem& m, const std::filesystem::path& worker,
                                 Duration down_after) {
  const auto pace = m.pace == "stock"  ? modem::Pace::stock
                    : m.pace == "fast" ? modem::Pace::fast
                                       : modem::Pace::profile;
  const auto program = m.line ? worker.parent_path() / "lapord-smpp" : worker;
  const auto line = m.line ? std::optional(line_of(*m.line)) : std::nullopt;
  modem::ModemSettings out{m.name, m.device.string(), m.profile, pace,
                           m.pin,  program.string(),  line,      down_after,
                           m.imei, m.service_centre,  {}};
  out.node = m.node;
  return out;
}

std::optional<std::string> text_or_none(std::string_view s) {
  return s.empty() ? std::nullopt : std::optional<std::string>(s);
}

control::ModemRow row_of(const std::string& name, const char* kind, const modem::ModemStatus& s) {
  control::ModemRow row;
  row.name = name;
  row.kind = kind;
  row.state = modem::name(s.state);
  row.pid = s.pid;
  if (s.signal_percent) row.signal_percent = static_cast<int>(*s.signal_percent);
  row.operator_name = text_or_none(s.operator_name);
  row.sim_used = s.sim_slots_used;
  row.sim_size = s.sim_slots;
  row.last_error = text_or_none(s.last_error);
  row.lacks_service_centre = s.lacks_service_centre();
  row.registration = text_or_none(sim::name(s.registration));
  row.access = text_or_none(sim::name(s.access));
  row.ends = s.ends;
  return row;
}

}  // namespace

SupervisorPool::SupervisorPool(boost::asio::io_context& io, std::filesystem::path worker, const Journal& log,
                               Post post, UnansweredSends unanswered)
    : io_(io),
      worker_(std::move(worker)),
      log_(log),
      post_(std::move(post)),
      unanswered_(std::move(unanswered)),
      lent_(std::make_unique<modem::LentWorkers>(io)) {}

SupervisorPool::~SupervisorPool() = default;

void SupervisorPool::start(const config::Modem& settings) {
  auto modem_settings = settings_of(settings, worker_, down_after_);
  modem_settings.unanswered = unanswered_(settings.name);
  auto supervisor = std::make_unique<modem::Supervisor>(
      io_, std::move(modem_settings), post_, [this](const log::Record& record) { log_.write(record); },
      lent_.get());
  auto& entry = entries_[settings.name];
  entry = {settings, std::move(supervisor), false};
  entry.supervisor->start();
}

/// The supervisor lives until its worker has ended and the engine has heard of all that it said.
void SupervisorPool::retire(const std::string& name, std::optional<config::Modem> successor) {
  auto& entry = entries_[name];
  entry.leaving = true;
  entry.supervisor->stop(max_send_time, [this, name, successor] {
    entries_.erase(name);
    if (successor && !stopping_) start(*successor);
    if (stopping_) on_stopped();
  });
}

void SupervisorPool::adopt(const std::vector<config::Modem>& modems, Duration down_after) {
  down_after_ = down_after;
  for (auto& [name, entry] : entries_) entry.supervisor->set_down_after(down_after);
  std::vector<std::string> gone;
  for (const auto& [name, entry] : entries_) {
    const auto is = [&](const config::Modem& m) { return m.name == name; };
    if (!entry.leaving && std::none_of(modems.begin(), modems.end(), is)) gone.push_back(name);
  }
  for (const auto& name : gone) retire(name, std::nullopt);
  for (const auto& m : modems) {
    const auto at = entries_.find(m.name);
    if (at == entries_.end())
      start(m);
    else if (at->second.leaving || !are_same(at->second.settings, m))
      retire(m.name, m);
  }
}

void SupervisorPool::execute(const engine::Effect& effect) {
  if (const auto* submit = std::get_if<engine::Submit>(&effect)) return begin_send(*submit);
  if (const auto* query = std::get_if<engine::QueryBalance>(&effect)) return query_balance(*query);
  if (const auto* erase = std::get_if<engine::Erase>(&effect)) {
    if (auto* modem = find(erase->modem)) modem->erase(erase->slot);
  } else if (const auto* release = std::get_if<engine::ReleaseSubmit>(&effect)) {
    if (auto* modem = find(release->modem)) modem->release(release->attempt);
  } else if (const auto* use = std::get_if<engine::UsePace>(&effect)) {
    if (auto* modem = find(use->modem)) modem->use_pace(use->pace);
  } else if (const auto* enter = std::get_if<engine::EnterPin>(&effect)) {
    if (auto* modem = find(enter->modem)) modem->enter_pin();
  } else if (const auto* withhold = std::get_if<engine::WithholdPin>(&effect)) {
    if (auto* modem = find(withhold->modem)) modem->withhold_pin(withhold->reason);
  }
}

/// While the gateway stops, a send is not begun: the next start finds it cut off and queues it again.
void SupervisorPool::begin_send(const engine::Submit& submit) {
  auto* modem = find(submit.modem);
  if (modem && !stopping_) modem->submit(submit.attempt, submit.to, submit.segment);
}

void SupervisorPool::query_balance(const engine::QueryBalance& query) {
  auto* modem = find(query.modem);
  if (!modem) return;
  modem->ussd(query.code, [this, name = query.modem](bool ok, const std::string& text) {
    post_(engine::BalanceReceived{name, ok, text});
  });
}

void SupervisorPool::stop(Duration time_limit, std::function<void()> done) {
  stopping_ = true;
  all_stopped_ = std::move(done);
  to_stop_ = entries_.size();
  if (to_stop_ == 0) return all_stopped_();
  for (auto& [name, entry] : entries_) {
    if (entry.leaving) continue;  // retire() counts its end
    entry.leaving = true;
    entry.supervisor->stop(time_limit, [this] { on_stopped(); });
  }
}

void SupervisorPool::on_stopped() {
  if (to_stop_ > 0 && --to_stop_ == 0 && all_stopped_) all_stopped_();
}

void SupervisorPool::cut_off(const std::string& node, const std::string& why) {
  lent_->drop(node);
  for (const auto& [name, entry] : entries_)
    if (entry.settings.node == node) entry.supervisor->cut_off(why);
}

modem::Supervisor* SupervisorPool::find(const std::string& name) {
  const auto at = entries_.find(name);
  return at == entries_.end() ? nullptr : at->second.supervisor.get();
}

void SupervisorPool::act(const std::string& name, control::ModemAction action) {
  auto* modem = find(name);
  LAPOR_EXPECT(modem != nullptr);
  switch (action) {
    case control::ModemAction::reset:
      return modem->reset();
    case control::ModemAction::hold:
      return modem->hold();
    case control::ModemAction::resume:
      return modem->resume();
  }
}

void SupervisorPool::dial_ussd(const std::string& name, const std::string& code,
                               std::function<void(Result<std::string>)> answered) {
  auto* modem = find(name);
  LAPOR_EXPECT(modem != nullptr);
  modem->ussd(code, [answered = std::move(answered)](bool ok, const std::string& text) {
    answered(ok ? Result<std::string>(text) : Error{Errc::rejected, text});
  });
}

std::vector<control::ModemRow> SupervisorPool::rows() const {
  std::vector<control::ModemRow> out;
  for (const auto& [name, entry] : entries_) {
    out.push_back(row_of(name, entry.settings.line ? "smpp" : "modem", entry.supervisor->status()));
    out.back().profile = entry.settings.profile_name;
    out.back().node = entry.settings.node;
  }
  return out;
}

}  // namespace lapor::daemon
