#include "base/names.hpp"

#include <cstddef>

#include "domain/commands/command.hpp"

namespace lapor::commands {
namespace {

constexpr Names<Verb, 32> verb_names{{
    {Verb::report, "LAPOR"},
    {Verb::ask, "TANYA"},
    {Verb::suggest, "USUL"},
    {Verb::check, "CEK"},
    {Verb::add, "TAMBAH"},
    {Verb::reopen, "BUKA"},
    {Verb::cancel, "BATAL"},
    {Verb::rate, "NILAI"},
    {Verb::confirm, "YA"},
    {Verb::contest, "TIDAK"},
    {Verb::erase_data, "HAPUS"},
    {Verb::opt_out, "STOP"},
    {Verb::help, "BANTUAN"},
    {Verb::list_categories, "KODE"},
    {Verb::ignore, "IGNORE"},
    {Verb::suspect, "SUSPECT"},
    {Verb::unclear, "UNCLEAR"},
    {Verb::need_text, "NEED_TEXT"},
    {Verb::bad_ticket, "BAD_TICKET"},
    {Verb::accept, "TERIMA"},
    {Verb::progress, "PROSES"},
    {Verb::resolve, "SELESAI"},
    {Verb::transfer, "ALIH"},
    {Verb::refuse, "TOLAK"},
    {Verb::postpone, "TUNDA"},
    {Verb::read_detail, "DETAIL"},
    {Verb::list_waiting, "DAFTAR"},
    {Verb::read_scorecard, "REKAP"},
    {Verb::need_ticket, "NEED_TICKET"},
    {Verb::need_reason, "NEED_REASON"},
    {Verb::bad_agency, "BAD_AGENCY"},
    {Verb::agency_help, "AGENCY_HELP"},
}};
static_assert(verb_names.size() == static_cast<std::size_t>(Verb::agency_help) + 1, "each verb has a name");

constexpr Names<Flag, 3> flag_names{{
    {Flag::confidential, "RAHASIA"},
    {Flag::anonymous, "ANONIM"},
    {Flag::urgent, "URGENT"},
}};

constexpr Names<Talk, 5> talk_names{{
    {Talk::none, ""},
    {Talk::thanks, "thanks"},
    {Talk::greeting, "greeting"},
    {Talk::who, "who"},
    {Talk::wrong_number, "wrong_number"},
}};

}  // namespace

std::string_view name(Verb verb) { return to_name(verb_names, verb); }
std::string_view name(Flag flag) { return to_name(flag_names, flag); }
std::string_view name(Talk talk) { return to_name(talk_names, talk); }

}  // namespace lapor::commands
