#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "base/ascii.hpp"
#include "config/did_you_mean.hpp"
#include "config/fields.hpp"
#include "config/files.hpp"
#include "domain/language/word_lists.hpp"

namespace lapor::config {
namespace {

using Names = std::vector<std::string_view>;
using language::Vocabulary;

const Names citizen_commands{"LAPOR", "TANYA", "USUL",  "CEK",   "TAMBAH", "BUKA",    "BATAL",
                             "NILAI", "YA",    "TIDAK", "HAPUS", "STOP",   "BANTUAN", "KODE"};
const Names agency_commands{"TERIMA", "PROSES", "SELESAI", "ALIH",  "TOLAK",  "TANYA",
                            "TUNDA",  "DETAIL", "DAFTAR",  "REKAP", "BANTUAN"};
const Names flag_names{"RAHASIA", "ANONIM"};
const Names reason_names{"SPAM", "WENANG", "JELAS", "DUPL", "HUKUM"};
const Names classes{"information", "ordinary", "supervision"};

/// An alias as the grammar compares it; "" if it isn't one to three words of letters and digits.
std::string alias(std::string text) {
  text = ascii::upper(text);
  std::size_t words = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto letter = ascii::is_upper(c) || ascii::is_digit(c) || (c & 0x80) != 0;
    const auto blank = c == ' ' && i > 0 && i + 1 < text.size() && text[i - 1] != ' ';
    if (!letter && !blank) return {};
    words += blank ? 1 : 0;
  }
  return words <= 3 ? text : std::string{};
}

class Reader {
 public:
  Reader(std::string file, Vocabulary& out, Report& report)
      : file_(std::move(file)), out_(out), report_(report) {}

  void keywords(const Node& root) {
    Fields fields(root, "", file_, report_);
    commands(fields, "citizen", citizen_commands, out_.citizen);
    commands(fields, "agency", agency_commands, out_.agency);
    commands(fields, "flags", flag_names, out_.flags);
    commands(fields, "reasons", reason_names, out_.reasons);
    words(fields);
    answers(fields);
    talk(fields);
    for (const auto* table : fields.tables("category")) category(*table);
    for (const auto* table : fields.tables("other_body")) other_body(*table);
    fields.finish();
    if (out_.categories.empty()) report_.error(file_, 0, "there is no [[category]]; write at least one");
  }

  void areas(const Node& root) {
    Fields fields(root, "", file_, report_);
    for (const auto* table : fields.tables("area")) area(*table);
    fields.finish();
    std::stable_sort(out_.places.begin(), out_.places.end(),
                     [](const auto& a, const auto& b) { return a.name < b.name; });
  }

 private:
  /// A section such as [citizen]: COMMAND = ["ALIAS", ...]. The command's own name is always an alias.
  void commands(Fields& root, std::string_view section, const Names& known,
                std::map<std::string, std::string>& into) {
    for (const auto name : known)
      if (name != "HAPUS") into.emplace(name, name);  // a bare HAPUS erases nothing: it needs DATA
    const auto* table = root.get(section, Node::Kind::table);
    if (!table) return;
    Fields fields(*table, fmt::format("[{}]", section), file_, report_);
    for (const auto name : known)
      for (const auto& word : aliases(fields, name)) add(fields, name, word, into);
    fields.finish();
  }

  static void add(Fields& fields, std::string_view name, const std::string& word,
                  std::map<std::string, std::string>& into) {
    const auto [at, fresh] = into.emplace(word, name);
    if (!fresh && at->second != name)
      fields.error(fields.line(name), name,
                   fmt::format("\"{}\" means {} already; leave it out of one of them", word, at->second));
  }

  static std::vector<std::string> aliases(Fields& fields, std::string_view key) {
    auto list = fields.texts(key);
    for (auto& word : list) {
      auto fit = alias(word);
      if (fit.empty())
        fields.error(
            fields.line(key), key,
            fmt::format(
                "\"{}\" is no alias; write one to three words of letters and digits, one blank between",
                word));
      word = std::move(fit);
    }
    std::erase_if(list, [](const std::string& word) { return word.empty(); });
    return list;
  }

  void words(Fields& root) {
    const auto* table = root.get("words", Node::Kind::table);
    if (!table) return;
    Fields fields(*table, "[words]", file_, report_);
    for (const auto& list : language::word_lists) out_.*list.into = aliases(fields, list.key);
    fields.finish();
  }

  void answers(Fields& root) {
    const auto* table = root.get("answers", Node::Kind::table);
    if (!table) return;
    Fields fields(*table, "[answers]", file_, report_);
    for (const auto& list : language::answer_lists) out_.answers.*list.into = aliases(fields, list.key);
    for (std::size_t i = 0; i < language::mark_keys.size(); ++i)
      out_.answers.marks.at(i) = aliases(fields, language::mark_keys.at(i));
    fields.finish();
  }

  void talk(Fields& root) {
    const auto* table = root.get("talk", Node::Kind::table);
    if (!table) return;
    Fields fields(*table, "[talk]", file_, report_);
    for (const auto& list : language::talk_lists) out_.talk.*list.into = aliases(fields, list.key);
    fields.finish();
  }

  /// Of a category or of another body's matter; each code stands for one of them.
  std::string code(Fields& fields) {
    auto text = fields.needed_text("code");
    const auto good =
        text.size() <= 12 && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (!good)
      fields.error(fields.line("code"), "code", "write at most 12 upper-case letters, such as \"JALAN\"");
    const auto same = [&](const language::Matter& other) { return other.code == text; };
    if (std::any_of(out_.categories.begin(), out_.categories.end(), same) ||
        std::any_of(out_.other_bodies.begin(), out_.other_bodies.end(), same))
      fields.error(fields.line("code"), "code",
                   fmt::format("{} is there twice; write one table for each code", text));
    return text;
  }

  static void matter(Fields& fields, language::Matter& m) {
    m.aliases = aliases(fields, "aliases");
    m.signs = aliases(fields, "signs");
    m.hints = aliases(fields, "hints");
    m.against = aliases(fields, "against");
  }

  void other_body(const Node& table) {
    Fields fields(table, "[[other_body]]", file_, report_);
    language::OtherBody body;
    body.code = code(fields);
    body.name = fields.needed_text("name");
    matter(fields, body);
    fields.finish();
    out_.other_bodies.push_back(std::move(body));
  }

  void category(const Node& table) {
    Fields fields(table, "[[category]]", file_, report_);
    language::Category c;
    c.code = code(fields);
    c.label = fields.text("label", c.code);
    matter(fields, c);
    c.urgent = fields.truth("urgent", false);
    c.confidential = fields.truth("confidential", false);
    c.weak = fields.truth("weak", false);
    c.service_class = service_class(fields);
    fields.finish();
    out_.categories.push_back(std::move(c));
  }

  static ticket::ServiceClass service_class(Fields& fields) {
    const auto text = fields.text("class", "ordinary");
    const auto known = ticket::service_class(text);
    if (!known)
      fields.error(fields.line("class"), "class",
                   fmt::format("\"{}\" is unknown{}", text, suggestion(text, classes)));
    return known.value_or(ticket::ServiceClass::ordinary);
  }

  void area(const Node& table) {
    Fields fields(table, "[[area]]", file_, report_);
    language::Area a;
    a.code = fields.needed_text("code");
    a.name = fields.needed_text("name");
    a.city = fields.truth("city", false);
    a.aliases = aliases(fields, "aliases");
    a.ordinary_word = fields.truth("ordinary_word", false);
    places(fields, "districts", a.code);
    places(fields, "villages", a.code);
    fields.finish();
    out_.areas.push_back(std::move(a));
  }

  void places(Fields& fields, std::string_view key, const std::string& area) {
    for (auto& name : aliases(fields, key)) {
      std::erase(name, ' ');
      out_.places.push_back({std::move(name), area, key == "villages"});
    }
  }

  std::string file_;
  Vocabulary& out_;
  Report& report_;
};

}  // namespace

void read_keywords(const std::filesystem::path& file, Vocabulary& out, Report& report) {
  if (const auto root = read_document(file, report)) Reader(file.string(), out, report).keywords(*root);
}

void read_dictionary(const std::filesystem::path& file, Vocabulary& out, Report& report) {
  std::ifstream in(file);
  if (!in) return report.error(file.string(), 0, "can't be read; it ships with the program");
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line.front() != '#') out.dictionary.push_back(std::move(line));
  std::sort(out.dictionary.begin(), out.dictionary.end());
}

void read_areas(const std::filesystem::path& file, Vocabulary& out, Report& report) {
  if (const auto root = read_document(file, report)) Reader(file.string(), out, report).areas(*root);
}

}  // namespace lapor::config
