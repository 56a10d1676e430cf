#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "config/did_you_mean.hpp"
#include "config/files.hpp"

namespace lapor::config {
namespace {

constexpr std::size_t longest_credential = 64;  ///< what lib/smpp writes

void unowned_categories(const Draft& draft, Report& report) {
  const auto& agencies = draft.rules.directory.agencies;
  std::vector<std::string_view> unowned;
  for (const auto& category : draft.rules.vocabulary.categories) {
    const auto owned = std::any_of(agencies.begin(), agencies.end(), [&](const routing::Agency& a) {
      return std::find(a.categories.begin(), a.categories.end(), category.code) != a.categories.end();
    });
    if (!owned) unowned.push_back(category.code);
  }
  if (!unowned.empty())
    report.warn(
        draft.agencies.string(), 0,
        fmt::format("no agency owns {}; their reports go to the coordinator", fmt::join(unowned, " ")));
}

void known(const Draft& draft, Report& report, unsigned line, std::string_view key,
           const std::vector<std::string>& given, const std::vector<std::string_view>& codes) {
  for (const auto& code : given)
    if (std::find(codes.begin(), codes.end(), code) == codes.end())
      report.error(draft.file.string(), line,
                   fmt::format("[[escalation]] {}: \"{}\" is unknown{}", key, code, suggestion(code, codes)));
}

/// Warns of a step whose codes no agency or category has, since it would never be taken, and of a step that
/// is not later than the one before it.
void ladder(const Draft& draft, Report& report) {
  std::vector<std::string_view> agencies, categories;
  for (const auto& a : draft.rules.directory.agencies) agencies.push_back(a.code);
  for (const auto& c : draft.rules.vocabulary.categories) categories.push_back(c.code);
  const auto& steps = draft.rules.escalation;
  const calendar::Calendar plain{"UTC"};
  const Instant monday{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    known(draft, report, draft.step_lines[i], "agencies", steps[i].agencies, agencies);
    known(draft, report, draft.step_lines[i], "categories", steps[i].categories, categories);
    if (i > 0 && plain.add(monday, steps[i].after) < plain.add(monday, steps[i - 1].after))
      report.error(
          draft.file.string(), draft.step_lines[i],
          fmt::format(
              "[[escalation]] after: {} comes before the step above it ({}); write the steps in order",
              calendar::write(steps[i].after), calendar::write(steps[i - 1].after)));
  }
  if (steps.empty())
    report.warn(draft.file.string(), 0,
                "there is no [[escalation]] step; nobody hears of an agency's silence");
}

/// Warns where an agency has nobody in a step's role: the next role up is texted instead.
void empty_roles(const Draft& draft, Report& report) {
  const auto& directory = draft.rules.directory;
  for (const auto& agency : directory.agencies)
    for (std::size_t i = 0; i < draft.rules.escalation.size(); ++i) {
      const auto& step = draft.rules.escalation[i];
      const auto meant = step.agencies.empty() || std::find(step.agencies.begin(), step.agencies.end(),
                                                            agency.code) != step.agencies.end();
      if (!meant || !directory.exactly(agency, step.to).empty()) continue;
      const auto instead = escalation::recipients(draft.rules.escalation, i, directory, agency);
      report.warn(draft.file.string(), draft.step_lines[i],
                  instead.empty()
                      ? fmt::format("agency {} has no {} and nobody above; this step reaches nobody",
                                    agency.code, routing::name(step.to))
                      : fmt::format("agency {} has no {}; this step texts {} ({}) instead", agency.code,
                                    routing::name(step.to), instead.front().name,
                                    routing::name(instead.front().role)));
    }
}

void modems(const Draft& draft, Report& report) {
  for (const auto& draft_modem : draft.modems)
    if (const auto& m = draft_modem.modem; !m.line && m.device.empty() && m.imei.empty())
      report.error(draft.file.string(), draft_modem.line,
                   "[[modem]] device: is missing; write a path, or the modem's imei to have it looked for at "
                   "all ports");
  for (std::size_t i = 0; i < draft.modems.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto &a = draft.modems[j].modem, &b = draft.modems[i].modem;
      if (!b.name.empty() && a.name == b.name)
        report.error(draft.file.string(), draft.modems[i].line,
                     fmt::format("{} name: \"{}\" is there twice; give each modem and each line its own",
                                 b.line ? "[[smpp]]" : "[[modem]]", b.name));
      if (!b.imei.empty() && a.imei == b.imei)
        report.error(
            draft.file.string(), draft.modems[i].line,
            fmt::format("[[modem]] imei: {} is {}'s already; each modem has its own", b.imei, a.name));
      if (!b.device.empty() && a.device == b.device && a.node == b.node)
        report.error(draft.file.string(), draft.modems[i].line,
                     fmt::format("[[modem]] device: {} is {}'s already; two modems can't share a port",
                                 b.device.string(), a.name));
    }
  if (draft.modems.empty())
    report.warn(draft.file.string(), 0,
                "there is no [[modem]] and no [[smpp]]; nothing can be received or sent");
}

/// A unix socket reaches no other town.
void nodes(const Draft& draft, Report& report) {
  const auto& node = draft.config.node;
  if (node.listen.starts_with("unix:"))
    report.error(
        draft.file.string(), draft.line("node.listen"),
        fmt::format("[node] listen: {} can't be reached from another box; write an address and a port "
                    "such as \"0.0.0.0:8312\"",
                    node.listen));
  for (const auto& [modem, sim, pin_file, speed, line] : draft.modems)
    if (!modem.node.empty() && node.listen.empty())
      report.error(
          draft.file.string(), line,
          fmt::format("[[modem]] node: {} is on node {}, but no nodes are let in; write [node] listen = "
                      "\"0.0.0.0:8312\"",
                      modem.name, modem.node));
    else if (!modem.node.empty() && modem.device.empty())
      report.error(
          draft.file.string(), line,
          fmt::format("[[modem]] device: {} is on a node, where no ports are searched; write its path there",
                      modem.name));
    else if (!modem.node.empty() && modem.node == node.name)
      report.error(
          draft.file.string(), line,
          fmt::format("[[modem]] node: {} is this box; leave node out of {}", modem.node, modem.name));
}

/// SMPP bounds these values. A longer one would be cut, and the carrier would refuse it without a clear
/// reason.
void lines(const Draft& draft, Report& report) {
  const auto fits = [&](const ModemDraft& modem, std::string_view key, std::size_t size, std::size_t most) {
    if (size > most)
      report.error(draft.file.string(), modem.line,
                   fmt::format("[[smpp]] {}: has {} characters; a packet has room for {}, look at what the "
                               "carrier gave",
                               key, size, most));
  };
  for (const auto& modem : draft.modems) {
    if (!modem.modem.line) continue;
    const auto& line = *modem.modem.line;
    fits(modem, "system_id", line.system_id.size(), longest_credential);
    fits(modem, "password_file", line.password.size(), longest_credential);
    fits(modem, "system_type", line.system_type.size(), 12);
    fits(modem, "address", line.address.size(), 20);
    if (!line.ca_file.empty() && !line.tls)
      report.error(draft.file.string(), modem.line,
                   "[[smpp]] tls_ca: authorities are named, but nothing is encrypted; write tls = true, or "
                   "leave tls_ca out");
    const bool is_name = line.address.find_first_not_of("+0123456789") != std::string::npos;
    if (is_name && line.address_ton != 5)
      report.error(draft.file.string(), modem.line,
                   fmt::format("[[smpp]] address: \"{}\" is a name, not a number; write address_ton = 5",
                               line.address));
  }
}

/// Pages that listen on a network are open to everybody, unless a proxy decides who may enter.
void pages(const Draft& draft, Report& report) {
  const auto& given = draft.rules.pages;
  if (!given.listen.empty() && !is_local_listen(given.listen) && !given.behind_proxy)
    report.error(
        draft.file.string(), draft.line("http.listen"),
        fmt::format("[http] listen: {} is not loopback; put a proxy before it and write behind_proxy = "
                    "true, or listen on 127.0.0.1",
                    given.listen));
  for (const auto& tile : given.map)
    if (!tile.area.empty() && !draft.rules.vocabulary.area(tile.area))
      report.error(draft.map.empty() ? "tiles.tsv" : draft.map.string(), 0,
                   fmt::format("{}: no area has this code; take it from areas.toml", tile.area));
}

}  // namespace

void cross_check(const Draft& draft, Report& report) {
  unowned_categories(draft, report);
  ladder(draft, report);
  empty_roles(draft, report);
  modems(draft, report);
  lines(draft, report);
  nodes(draft, report);
  pages(draft, report);
}

}  // namespace lapor::config
