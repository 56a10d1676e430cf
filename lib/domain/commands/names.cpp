#include <utility>

#include "domain/commands/command.hpp"

namespace lapor::commands {

std::string_view name(Verb verb) {
  switch (verb) {
    case Verb::lapor:
      return "LAPOR";
    case Verb::tanya:
      return "TANYA";
    case Verb::usul:
      return "USUL";
    case Verb::cek:
      return "CEK";
    case Verb::tambah:
      return "TAMBAH";
    case Verb::buka:
      return "BUKA";
    case Verb::batal:
      return "BATAL";
    case Verb::nilai:
      return "NILAI";
    case Verb::ya:
      return "YA";
    case Verb::tidak:
      return "TIDAK";
    case Verb::hapus:
      return "HAPUS";
    case Verb::stop:
      return "STOP";
    case Verb::bantuan:
      return "BANTUAN";
    case Verb::kode:
      return "KODE";
    case Verb::ignore:
      return "IGNORE";
    case Verb::suspect:
      return "SUSPECT";
    case Verb::unclear:
      return "UNCLEAR";
    case Verb::need_text:
      return "NEED_TEXT";
    case Verb::bad_ticket:
      return "BAD_TICKET";
    case Verb::terima:
      return "TERIMA";
    case Verb::proses:
      return "PROSES";
    case Verb::selesai:
      return "SELESAI";
    case Verb::alih:
      return "ALIH";
    case Verb::tolak:
      return "TOLAK";
    case Verb::tunda:
      return "TUNDA";
    case Verb::detail:
      return "DETAIL";
    case Verb::daftar:
      return "DAFTAR";
    case Verb::rekap:
      return "REKAP";
    case Verb::need_ticket:
      return "NEED_TICKET";
    case Verb::need_reason:
      return "NEED_REASON";
    case Verb::bad_agency:
      return "BAD_AGENCY";
    case Verb::agency_help:
      return "AGENCY_HELP";
  }
  return "UNCLEAR";
}

std::string_view name(Flag flag) {
  switch (flag) {
    case Flag::rahasia:
      return "RAHASIA";
    case Flag::anonim:
      return "ANONIM";
    case Flag::urgent:
      return "URGENT";
  }
  return "";
}

std::string_view name(Talk talk) {
  switch (talk) {
    case Talk::none:
      return "";
    case Talk::thanks:
      return "thanks";
    case Talk::greeting:
      return "greeting";
    case Talk::who:
      return "who";
    case Talk::wrong_number:
      return "wrong_number";
  }
  return "";
}

}  // namespace lapor::commands
