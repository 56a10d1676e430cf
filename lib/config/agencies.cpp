#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "config/did_you_mean.hpp"
#include "config/fields.hpp"
#include "config/files.hpp"
#include "domain/replies/templates.hpp"
#include "domain/sms/address.hpp"
#include "domain/sms/gsm7.hpp"

namespace lapor::config {
namespace {

constexpr std::string_view roles = "operator, secretary, head, coordinator, sekda or governor";

/// Reads agencies.toml. A class only because its functions share the report.
class Reader {
 public:
  Reader(std::string file, Draft& draft, Report& report)
      : file_(std::move(file)), draft_(draft), report_(report) {}

  void read(const Node& root) {
    Fields fields(root, "", file_, report_);
    for (const auto* table : fields.tables("agency")) agency(*table);
    for (const auto* table : fields.tables("contact")) above(*table);
    fields.finish();
    some_coordinator();
  }

 private:
  routing::Directory& directory() { return draft_.rules.directory; }
  const language::Vocabulary& vocabulary() const { return draft_.rules.vocabulary; }

  void agency(const Node& table) {
    Fields fields(table, "[[agency]]", file_, report_);
    routing::Agency a;
    a.code = code(fields);
    a.name = fields.needed_text("name");
    a.short_name = short_name(fields);
    a.categories = fields.texts("categories");
    a.areas = fields.texts("areas");
    a.coordinator = fields.truth("coordinator", false);
    if (a.coordinator) only_coordinator(fields, a.code);
    a.pin = pin(fields);
    a.proof_by_word = proof_by_word(fields, a);
    for (const auto* c : fields.tables("contact"))
      if (auto read = contact(*c, "[[agency.contact]]")) a.contacts.push_back(*read);
    fields.finish();
    known_codes(fields, a);
    if (a.contacts.empty())
      report_.warn(file_, table.line,
                   fmt::format("agency {} has no contact; its reports climb at once", a.code));
    directory().agencies.push_back(std::move(a));
  }

  std::string code(Fields& fields) {
    auto text = fields.needed_text("code");
    const auto good =
        text.size() <= 14 && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == text.npos;
    if (!good)
      fields.error(fields.line("code"), "code",
                   "write at most 14 upper-case letters and digits, such as \"BMCK\"");
    if (!text.empty() && directory().find(text))
      fields.error(fields.line("code"), "code",
                   fmt::format("{} is there twice; write one table for each agency", text));
    return text;
  }

  static std::string short_name(Fields& fields) {
    auto text = fields.text("short");
    const auto length = sms::septets(text);
    const auto most = replies::field_limit("dinas");
    if (!length || *length > most)
      fields.error(
          fields.line("short"), "short",
          fmt::format("write at most {} characters of the GSM alphabet, such as \"Dinas PU\"", most));
    return text;
  }

  std::string pin(Fields& fields) {
    auto text = fields.text("pin");
    const auto digits = text.find_first_not_of("0123456789") == text.npos;
    if (!text.empty() && (!digits || text.size() < 4 || text.size() > 8))
      fields.error(fields.line("pin"), "pin", "write 4 to 8 digits, in quotes, such as \"4321\"");
    return text;
  }

  /// The coordinator decides about reports that were never forwarded to it: no word can have reached it.
  static bool proof_by_word(Fields& fields, const routing::Agency& a) {
    const auto proof = fields.text("proof", "pin");
    if (proof != "pin" && proof != "word")
      fields.error(fields.line("proof"), "proof",
                   fmt::format("\"{}\" is unknown; write \"pin\" or \"word\"", proof));
    if (proof == "word" && (!a.pin.empty() || a.coordinator))
      fields.error(fields.line("proof"), "proof",
                   a.coordinator ? "the coordinator decides about reports of others; give it a pin"
                                 : "the word takes the place of the pin; remove one of the two");
    return proof == "word";
  }

  void known_codes(Fields& fields, const routing::Agency& a) {
    std::vector<std::string_view> categories, areas;
    for (const auto& c : vocabulary().categories) categories.push_back(c.code);
    for (const auto& c : vocabulary().areas) areas.push_back(c.code);
    check(fields, "categories", a.categories, categories);
    check(fields, "areas", a.areas, areas);
  }

  static void check(Fields& fields, std::string_view key, const std::vector<std::string>& given,
                    const std::vector<std::string_view>& known) {
    for (const auto& code : given)
      if (std::find(known.begin(), known.end(), code) == known.end())
        fields.error(fields.line(key), key,
                     fmt::format("\"{}\" is in no keywords or areas{}", code, suggestion(code, known)));
  }

  std::optional<routing::Contact> contact(const Node& table, const std::string& where) {
    Fields fields(table, where, file_, report_);
    const auto name = fields.needed_text("role");
    const auto role = routing::role(name);
    if (!role && !name.empty())
      fields.error(fields.line("role"), "role", fmt::format("\"{}\" is unknown; write {}", name, roles));
    routing::Contact out{role.value_or(routing::Role::operator_), fields.needed_text("name"), phone(fields)};
    fields.finish();
    return role && !out.phone.empty() ? std::optional(out) : std::nullopt;
  }

  std::string phone(Fields& fields) {
    const auto text = fields.needed_text("phone");
    const auto address = sms::read_address(text, draft_.rules.country);
    if (address.kind == sms::AddressKind::mobile) return address.text;
    if (address.kind == sms::AddressKind::landline) {
      report_.warn(file_, fields.line("phone"),
                   fmt::format("\"{}\" is no mobile number; it may not get texts", text));
      return address.text;
    }
    if (!text.empty())
      fields.error(fields.line("phone"), "phone",
                   fmt::format("\"{}\" is no phone number; write one such as \"+628110000211\"", text));
    return {};
  }

  void above(const Node& table) {
    const auto read = contact(table, "[[contact]]");
    if (!read) return;
    if (read->role < routing::Role::coordinator)
      return report_.error(
          file_, table.line,
          fmt::format("[[contact]] role: {} belongs to an agency; write it under [[agency.contact]]",
                      routing::name(read->role)));
    directory().above.push_back(*read);
  }

  void only_coordinator(Fields& fields, const std::string& code) {
    const auto line = fields.line("coordinator");
    if (coordinator_line_ == 0)
      coordinator_ = code, coordinator_line_ = line;
    else
      fields.error(line, "coordinator",
                   fmt::format("{} has it already (line {}); exactly one agency gets what no rule routes",
                               coordinator_, coordinator_line_));
  }

  void some_coordinator() {
    if (coordinator_line_ == 0)
      report_.error(file_, 0,
                    "no agency has coordinator = true; exactly one must, for it gets what no rule routes");
  }

  std::string coordinator_;  ///< the first agency that says so
  unsigned coordinator_line_ = 0;
  std::string file_;
  Draft& draft_;
  Report& report_;
};

}  // namespace

void read_agencies(const std::filesystem::path& file, Draft& draft, Report& report) {
  if (const auto root = read_document(file, report)) Reader(file.string(), draft, report).read(*root);
}

}  // namespace lapor::config
