#include "modems.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapor::daemon {
namespace {

constexpr Duration longest_send = std::chrono::seconds(40);

bool same(const config::Modem& a, const config::Modem& b) {
  return a.device == b.device && a.profile == b.profile && a.pace == b.pace && a.pin == b.pin;
}

modem::ModemSettings settings_of(const config::Modem& m, const std::filesystem::path& worker,
                                 Duration down_after) {
  return {m.name, m.device.string(), m.profile, m.pace, m.pin, worker.string(), down_after, {}};
}

std::optional<std::string> text(const std::string& s) { return s.empty() ? std::nullopt : std::optional(s); }

std::optional<unsigned> figure(const std::optional<int>& n) {
  return n && *n >= 0 ? std::optional(static_cast<unsigned>(*n)) : std::nullopt;
}

}  // namespace

Modems::Modems(boost::asio::io_context& io, std::filesystem::path worker, const LogSink& log,
               modem::Supervisor::Sink sink, Unanswered unanswered)
    : io_(io),
      worker_(std::move(worker)),
      log_(log),
      sink_(std::move(sink)),
      unanswered_(std::move(unanswered)) {}

void Modems::start(const config::Modem& settings) {
  auto known = settings_of(settings, worker_, down_after_);
  known.unanswered = unanswered_(settings.name);
  auto supervisor = std::make_unique<modem::Supervisor>(
      io_, std::move(known), sink_, [this](const log::Record& record) { log_.write(record); });
  auto& entry = entries_[settings.name];
  entry = {settings, std::move(supervisor), false};
  entry.supervisor->start();
}

/// The supervisor lives until its worker has ended, and then a moment longer: it may be what is calling.
void Modems::retire(const std::string& name, std::optional<config::Modem> successor) {
  auto& entry = entries_[name];
  entry.leaving = true;
  entry.supervisor->stop(longest_send, [this, name, successor] {
    boost::asio::post(io_, [this, name, successor] {
      entries_.erase(name);
      if (successor && !stopping_) start(*successor);
      if (stopping_) stopped_one();
    });
  });
}

void Modems::adopt(const std::vector<config::Modem>& modems, Duration down_after) {
  down_after_ = down_after;
  for (auto& [name, entry] : entries_) entry.supervisor->tell_when_missing(down_after);
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
    else if (at->second.leaving || !same(at->second.settings, m))
      retire(m.name, m);
  }
}

void Modems::carry(const engine::Effect& effect) {
  if (const auto* erase = std::get_if<engine::Erase>(&effect)) {
    if (auto* modem = find(erase->modem)) modem->erase(erase->slot);
  } else if (const auto* submit = std::get_if<engine::Submit>(&effect)) {
    // A text that isn't begun is found cut off at the next start, and is queued again.
    if (auto* modem = find(submit->modem); modem && !stopping_)
      modem->submit(submit->attempt, submit->to, submit->segment);
  } else if (const auto* release = std::get_if<engine::ReleaseSubmit>(&effect)) {
    if (auto* modem = find(release->modem)) modem->release(release->attempt);
  } else if (const auto* ask = std::get_if<engine::QueryBalance>(&effect)) {
    if (auto* modem = find(ask->modem))
      modem->ussd(ask->code, [this, name = ask->modem](bool ok, const std::string& text) {
        sink_(engine::BalanceReceived{name, ok, text});
      });
  } else if (const auto* enter = std::get_if<engine::EnterPin>(&effect)) {
    if (auto* modem = find(enter->modem)) modem->enter_pin();
  } else if (const auto* withhold = std::get_if<engine::WithholdPin>(&effect)) {
    if (auto* modem = find(withhold->modem)) modem->withhold_pin(withhold->reason);
  }
}

void Modems::stop(Duration bound, std::function<void()> done) {
  stopping_ = true;
  all_stopped_ = std::move(done);
  to_stop_ = entries_.size();
  if (to_stop_ == 0) return all_stopped_();
  for (auto& [name, entry] : entries_) {
    if (entry.leaving) continue;  // its own end counts
    entry.leaving = true;
    entry.supervisor->stop(bound, [this] { boost::asio::post(io_, [this] { stopped_one(); }); });
  }
}

void Modems::stopped_one() {
  if (to_stop_ > 0 && --to_stop_ == 0 && all_stopped_) all_stopped_();
}

modem::Supervisor* Modems::find(const std::string& name) {
  const auto at = entries_.find(name);
  return at == entries_.end() ? nullptr : at->second.supervisor.get();
}

std::vector<control::ModemStatus> Modems::status() const {
  std::vector<control::ModemStatus> out;
  for (const auto& [name, entry] : entries_) {
    const auto s = entry.supervisor->status();
    control::ModemStatus m;
    m.name = name;
    m.state = modem::name(s.state);
    m.pid = s.pid;
    m.signal_percent = s.signal_percent;
    m.operator_name = text(s.operator_name);
    m.sim_used = figure(s.sim_used);
    m.sim_size = figure(s.sim_size);
    m.last_error = text(s.last_error);
    m.registration = text(s.registration);
    out.push_back(std::move(m));
  }
  return out;
}

}  // namespace lapor::daemon
