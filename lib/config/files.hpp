// One reader for each kind of file. Each adds its errors to the report and goes on.
#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "config/document.hpp"
#include "config/draft.hpp"

namespace lapor::config {

/// lapord.toml itself, by the table of keys.
void read_settings(const Node& root, Draft& draft, Report& report);
/// \pre draft.rules.country is read
void read_agencies(const std::filesystem::path& file, Draft& draft, Report& report);
void read_keywords(const std::filesystem::path& file, commands::Vocabulary& out, Report& report);
void read_areas(const std::filesystem::path& file, commands::Vocabulary& out, Report& report);
void read_replies(const std::filesystem::path& file, replies::Templates& out, Report& report);
/// The days that nobody works: national holidays and joint leave, estimated ones too.
std::set<std::chrono::sys_days> read_holidays(const std::filesystem::path& file, Report& report);
/// "2027-03-01".
std::optional<std::chrono::sys_days> read_day(std::string_view text);
engine::ModemProfile read_profile(const std::filesystem::path& file, Report& report);

/// What is right in each file and wrong between them: roles with nobody, categories that nobody owns.
void cross_check(const Draft& draft, Report& report);

}  // namespace lapor::config
