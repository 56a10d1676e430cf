#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "config/config.hpp"
#include "config/file_text.hpp"
#include "config/files.hpp"

namespace lapor::config {
namespace {

namespace fs = std::filesystem;

/// The first line of a small file, without blanks at its end; nullopt when it can't be read.
std::optional<std::string> first_line(const fs::path& file) {
  constexpr std::size_t largest_secret = 4096;
  const auto text = read_text(file, largest_secret);
  if (!text) return std::nullopt;
  auto line = text->substr(0, text->find('\n'));
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.pop_back();
  return line;
}

/// The PIN: the first that is given of pin, pin_file and the credential pin_<name>.
void find_pin(ModemDraft& draft, const SearchPaths& paths, const std::string& file, Report& report) {
  auto& modem = draft.modem;
  const auto say = [&](const std::string& what) { report.error(file, draft.line, what); };
  if (modem.pin.empty() && !draft.pin_file.empty()) {
    const auto line = first_line(draft.pin_file);
    if (!line)
      return say(
          fmt::format("[[modem]] pin_file: {} can't be read; write the PIN into it, or leave pin_file out",
                      draft.pin_file));
    modem.pin = *line;
  } else if (modem.pin.empty() && !paths.credentials.empty() && !modem.name.empty()) {
    modem.pin = first_line(paths.credentials / ("pin_" + modem.name)).value_or("");
  }
  const auto digits = modem.pin.find_first_not_of("0123456789") == std::string::npos;
  if (!modem.pin.empty() && (!digits || modem.pin.size() < 4 || modem.pin.size() > 8))
    say(fmt::format("[[modem]] pin: the PIN of {} is not 4 to 8 digits; write it so, in quotes", modem.name));
}

/// The password of an [[smpp]]: in password_file, else the credential smpp_<name>. An empty file is an empty
/// password, which some carriers give.
void find_password(ModemDraft& draft, const SearchPaths& paths, const std::string& file, Report& report) {
  auto& modem = draft.modem;
  if (modem.name.empty() ||
      (draft.pin_file.empty() && paths.credentials.empty() && modem.line->system_id.empty()))
    return;
  const auto from =
      !draft.pin_file.empty() ? fs::path(draft.pin_file) : paths.credentials / ("smpp_" + modem.name);
  if (const auto password = first_line(from))
    modem.line->password = *password;
  else
    report.error(
        file, draft.line,
        draft.pin_file.empty()
            ? fmt::format("[[smpp]] password_file: {} has no password; write the name of a file that "
                          "holds it, or give the credential smpp_{}",
                          modem.name, modem.name)
            : fmt::format("[[smpp]] password_file: {} can't be read; write the password into it",
                          from.string()));
}

/// An operator's own profile beside the configuration wins over a shipped one of the same name.
void find_profile(ModemDraft& draft, const fs::path& file, const SearchPaths& paths, Report& report) {
  auto& modem = draft.modem;
  if (modem.profile_name.empty()) return;
  const auto name = modem.profile_name + ".toml";
  const auto own = file.parent_path() / "modem-profiles" / name, shipped = paths.profiles / name;
  std::error_code ec;
  if (fs::exists(own, ec)) {
    modem.profile = read_profile(own, report);
  } else if (fs::exists(shipped, ec)) {
    modem.profile = read_profile(shipped, report);
  } else {
    report.error(file.string(), draft.line,
                 fmt::format("[[modem]] profile: there is neither {} nor {}; write the name of a profile "
                             "that exists, such as \"generic-at\"",
                             own.string(), shipped.string()));
  }
}

void set_speed(ModemDraft& draft, const std::string& file, Report& report) {
  if (draft.speed == 0) return;
  if (!engine::is_line_speed(draft.speed))
    return report.error(file, draft.line,
                        fmt::format("[[modem]] speed: {} is no speed of a serial line; write one of {}",
                                    draft.speed, fmt::join(engine::line_speeds, ", ")));
  draft.modem.profile.speed = draft.speed;
}

/// True if a file that lapord.toml names can be read. Else reports a fault at the line that names it.
bool is_readable(const Draft& draft, std::string_view key, const fs::path& file, Report& report) {
  const auto why = why_unreadable(file);
  if (!why) return true;
  const auto dot = key.find('.');
  report.error(draft.file.string(), draft.line(key),
               fmt::format("[{}] {}: {} {}; write the name of a file that exists", key.substr(0, dot),
                           key.substr(dot + 1), file.string(), *why));
  return false;
}

void read_templates(const Draft& draft, const SearchPaths& paths, replies::Templates& out, Report& report) {
  read_replies(paths.data / "replies.toml", out, report);
  if (!draft.replies.empty() && is_readable(draft, "gateway.replies", draft.replies, report))
    read_replies(draft.replies, out, report);
  for (const auto code : out.missing())
    report.error((paths.data / "replies.toml").string(), 0,
                 fmt::format("{}: has no template; write one", code));
}

/// The newest change of these files; those whose time can't be read don't count.
Instant newest_change(const std::vector<fs::path>& files) {
  Instant newest{};
  for (const auto& file : files) {
    std::error_code ec;
    const auto written = fs::last_write_time(file, ec);
    if (ec) continue;
    const auto at = std::chrono::floor<Duration>(std::chrono::file_clock::to_sys(written));
    newest = std::max(newest, Instant{at.time_since_epoch()});
  }
  return newest;
}

void read_named_files(Draft& draft, const SearchPaths& paths, Report& report) {
  // One that can't be read is reported; the shipped one keeps errors that only follow from that away.
  const auto or_shipped = [&](std::string_view key, const fs::path& given, const char* name) {
    return given.empty() || !is_readable(draft, key, given, report) ? paths.data / name : given;
  };
  const auto areas = paths.data / "areas.toml";
  const auto keywords = or_shipped("gateway.keywords", draft.keywords, "keywords.toml");
  read_dictionary(paths.data / "dictionary.txt", draft.rules.vocabulary, report);
  read_areas(areas, draft.rules.vocabulary, report);
  read_keywords(keywords, draft.rules.vocabulary, report);
  draft.rules.vocabulary.index_terms();
  read_templates(draft, paths, draft.rules.templates, report);
  const auto off = read_holidays(or_shipped("gateway.holidays", draft.holidays, "holidays.toml"), report);
  draft.rules.pages.map = read_map(or_shipped("http.map", draft.map, "tiles.tsv"), report);
  draft.rules.pages.changed = newest_change({draft.file, draft.agencies, keywords, areas});
  if (!draft.config.timezone.empty()) draft.rules.calendar = calendar::Calendar(draft.config.timezone, off);
  if (!draft.agencies.empty() && is_readable(draft, "gateway.agencies", draft.agencies, report))
    read_agencies(draft.agencies, draft, report);
  for (auto& modem : draft.modems) {
    if (modem.modem.line) {
      find_password(modem, paths, draft.file.string(), report);
      continue;
    }
    find_pin(modem, paths, draft.file.string(), report);
    find_profile(modem, draft.file, paths, report);
    set_speed(modem, draft.file.string(), report);
  }
}

/// Sorts by file, in the order in which the files were read, then by line.
void sort(std::vector<Fault>& faults) {
  std::map<std::string, std::size_t> order;
  for (const auto& fault : faults) order.try_emplace(fault.file, order.size());
  std::stable_sort(faults.begin(), faults.end(), [&](const Fault& a, const Fault& b) {
    return std::pair(order[a.file], a.line) < std::pair(order[b.file], b.line);
  });
}

/// Nothing depends on it: without it the keywords decide.
void add_learned_model(Draft& draft, Report& report) {
  if (draft.rules.vocabulary.learned.use == language::LearnedUse::off) return;
  const auto file = draft.config.learned_model();
  auto found = read_learned_model(file);
  if (!found.fault.empty()) report.warn(file.string(), 0, found.fault + "; the keywords alone decide");
  draft.rules.vocabulary.learned.model = std::move(found.model);
}

Config finish(Draft draft) {
  auto config = std::move(draft.config);
  config.file = draft.file;
  for (auto& modem : draft.modems) {
    draft.rules.sims[modem.modem.name] = std::move(modem.sim);
    config.modems.push_back(std::move(modem.modem));
  }
  config.rules = std::make_shared<const engine::Rules>(std::move(draft.rules));
  return config;
}

}  // namespace

Loaded load(const fs::path& file, const SearchPaths& paths) {
  Loaded out;
  Draft draft;
  draft.file = file;
  if (const auto root = read_document(file, out.report)) {
    read_settings(*root, draft, out.report);
    read_named_files(draft, paths, out.report);
    if (out.report.errors.empty()) cross_check(draft, out.report);
    add_learned_model(draft, out.report);
  }
  sort(out.report.errors);
  sort(out.report.warnings);
  if (out.report.errors.empty()) out.config = finish(std::move(draft));
  return out;
}

}  // namespace lapor::config
