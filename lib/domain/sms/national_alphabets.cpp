#include "domain/sms/national_alphabets.hpp"

#include <array>
#include <cstddef>

namespace lapor::sms {
namespace {

// clang-format off: a line is sixteen septets, as a column of the standard

/// A.3.1 Turkish
constexpr std::u32string_view turkish_locking =
    U"@£$¥€éùıòÇ\nĞğ\rÅå"
    U"Δ_ΦΓΛΩΠΨΣΘΞ\uFFFFŞşßÉ"
    U" !\"#¤%&'()*+,-./"
    U"0123456789:;<=>?"
    U"İABCDEFGHIJKLMNO"
    U"PQRSTUVWXYZÄÖÑÜ§"
    U"çabcdefghijklmno"
    U"pqrstuvwxyzäöñüà";
/// A.3.3 Portuguese
constexpr std::u32string_view portuguese_locking =
    U"@£$¥êéúíóç\nÔô\rÁá"
    U"Δ_ªÇÀ∞^\\€Ó|\uFFFFÂâÊÉ"
    U" !\"#º%&'()*+,-./"
    U"0123456789:;<=>?"
    U"ÍABCDEFGHIJKLMNO"
    U"PQRSTUVWXYZÃÕÚÜ§"
    U"~abcdefghijklmno"
    U"pqrstuvwxyzãõ`üà";
/// A.3.4 Bengali and Assamese
constexpr std::u32string_view bengali_locking =
    U"\u0981\u0982\u0983অআইঈউঊঋ\nঌ \r এ"
    U"ঐ  ওঔকখগঘঙচ\uFFFFছজঝঞ"
    U" !টঠডঢণত)(থদ,ধ.ন"
    U"0123456789:; পফ?"
    U"বভমযর ল   শষসহ\u09BCঽ"
    U"\u09BE\u09BF\u09C0\u09C1\u09C2\u09C3\u09C4  \u09C7\u09C8  \u09CB\u09CC\u09CD"
    U"ৎabcdefghijklmno"
    U"pqrstuvwxyz\u09D7\u09DC\u09DDৰৱ";
/// A.3.5 Gujarati
constexpr std::u32string_view gujarati_locking =
    U"\u0A81\u0A82\u0A83અઆઇઈઉઊઋ\nઌઍ\r એ"
    U"ઐઑ ઓઔકખગઘઙચ\uFFFFછજઝઞ"
    U" !ટઠડઢણત)(થદ,ધ.ન"
    U"0123456789:; પફ?"
    U"બભમયર લળ વશષસહ\u0ABCઽ"
    U"\u0ABE\u0ABF\u0AC0\u0AC1\u0AC2\u0AC3\u0AC4\u0AC5 \u0AC7\u0AC8\u0AC9 \u0ACB\u0ACC\u0ACD"
    U"ૐabcdefghijklmno"
    U"pqrstuvwxyzૠૡ\u0AE2\u0AE3૱";
/// A.3.6 Hindi
constexpr std::u32string_view hindi_locking =
    U"\u0901\u0902\u0903अआइईउऊऋ\nऌऍ\rऎए"
    U"ऐऑऒओऔकखगघङच\uFFFFछजझञ"
    U" !टठडढणत)(थद,ध.न"
    U"0123456789:;ऩपफ?"
    U"बभमयरऱलळऴवशषसह\u093Cऽ"
    U"\u093E\u093F\u0940\u0941\u0942\u0943\u0944\u0945\u0946\u0947\u0948\u0949\u094A\u094B\u094C\u094D"
    U"ॐabcdefghijklmno"
    U"pqrstuvwxyzॲॻॼॾॿ";
/// A.3.7 Kannada
constexpr std::u32string_view kannada_locking =
    U" \u0C82\u0C83ಅಆಇಈಉಊಋ\nಌ \rಎಏ"
    U"ಐ ಒಓಔಕಖಗಘಙಚ\uFFFFಛಜಝಞ"
    U" !ಟಠಡಢಣತ)(ಥದ,ಧ.ನ"
    U"0123456789:; ಪಫ?"
    U"ಬಭಮಯರಱಲಳ ವಶಷಸಹ\u0CBCಽ"
    U"\u0CBE\u0CBF\u0CC0\u0CC1\u0CC2\u0CC3\u0CC4 \u0CC6\u0CC7\u0CC8 \u0CCA\u0CCB\u0CCC\u0CCD"
    U"\u0CD5abcdefghijklmno"
    U"pqrstuvwxyz\u0CD6ೠೡ\u0CE2\u0CE3";
/// A.3.8 Malayalam
constexpr std::u32string_view malayalam_locking =
    U" \u0D02\u0D03അആഇഈഉഊഋ\nഌ \rഎഏ"
    U"ഐ ഒഓഔകഖഗഘങച\uFFFFഛജഝഞ"
    U" !ടഠഡഢണത)(ഥദ,ധ.ന"
    U"0123456789:; പഫ?"
    U"ബഭമയരറലളഴവശഷസഹ ഽ"
    U"\u0D3E\u0D3F\u0D40\u0D41\u0D42\u0D43\u0D44 \u0D46\u0D47\u0D48 \u0D4A\u0D4B\u0D4C\u0D4D"
    U"\u0D57abcdefghijklmno"
    U"pqrstuvwxyzൠൡ\u0D62\u0D63൹";
/// A.3.9 Oriya
constexpr std::u32string_view oriya_locking =
    U"\u0B01\u0B02\u0B03ଅଆଇଈଉଊଋ\nଌ \r ଏ"
    U"ଐ  ଓଔକଖଗଘଙଚ\uFFFFଛଜଝଞ"
    U" !ଟଠଡଢଣତ)(ଥଦ,ଧ.ନ"
    U"0123456789:; ପଫ?"
    U"ବଭମଯର ଲଳ ଵଶଷସହ\u0B3Cଽ"
    U"\u0B3E\u0B3F\u0B40\u0B41\u0B42\u0B43\u0B44  \u0B47\u0B48  \u0B4B\u0B4C\u0B4D"
    U"\u0B56abcdefghijklmno"
    U"pqrstuvwxyz\u0B57ୠୡ\u0B62\u0B63";
/// A.3.10 Punjabi
constexpr std::u32string_view punjabi_locking =
    U"\u0A01\u0A02\u0A03ਅਆਇਈਉਊ \n  \r ਏ"
    U"ਐ  ਓਔਕਖਗਘਙਚ\uFFFFਛਜਝਞ"
    U" !ਟਠਡਢਣਤ)(ਥਦ,ਧ.ਨ"
    U"0123456789:; ਪਫ?"
    U"ਬਭਮਯਰ ਲ\u0A33 ਵ\u0A36 ਸਹ\u0A3C "
    U"\u0A3E\u0A3F\u0A40\u0A41\u0A42    \u0A47\u0A48  \u0A4B\u0A4C\u0A4D"
    U"\u0A51abcdefghijklmno"
    U"pqrstuvwxyz\u0A70\u0A71ੲੳੴ";
/// A.3.11 Tamil
constexpr std::u32string_view tamil_locking =
    U" \u0B82ஃஅஆஇஈஉஊ \n  \rஎஏ"
    U"ஐ ஒஓஔக   ஙச\uFFFF ஜ ஞ"
    U" !ட   ணத)(  , .ந"
    U"0123456789:;னப ?"
    U"  மயரறலளழவஶஷஸஹ  "
    U"\u0BBE\u0BBF\u0BC0\u0BC1\u0BC2   \u0BC6\u0BC7\u0BC8 \u0BCA\u0BCB\u0BCC\u0BCD"
    U"ௐabcdefghijklmno"
    U"pqrstuvwxyz\u0BD7௰௱௲௹";
/// A.3.12 Telugu
constexpr std::u32string_view telugu_locking =
    U"\u0C01\u0C02\u0C03అఆఇఈఉఊఋ\nఌ \rఎఏ"
    U"ఐ ఒఓఔకఖగఘఙచ\uFFFFఛజఝఞ"
    U" !టఠడఢణత)(థద,ధ.న"
    U"0123456789:; పఫ?"
    U"బభమయరఱలళ వశషసహ ఽ"
    U"\u0C3E\u0C3F\u0C40\u0C41\u0C42\u0C43\u0C44 \u0C46\u0C47\u0C48 \u0C4A\u0C4B\u0C4C\u0C4D"
    U"\u0C55abcdefghijklmno"
    U"pqrstuvwxyz\u0C56ౠౡ\u0C62\u0C63";
/// A.3.13 Urdu
constexpr std::u32string_view urdu_locking =
    U"\u0627\u0622\u0628\u067B\u0680\u067E\u06A6\u062A\u06C2\u067F\n\u0679\u067D\r\u067A\u067C"
    U"\u062B\u062C\u0681\u0684\u0683\u0685\u0686\u0687\u062D\u062E\u062F\uFFFF\u068C\u0688\u0689\u068A"
    U" !\u068F\u068D\u0630\u0631\u0691\u0693)(\u0699\u0632,\u0696.\u0698"
    U"0123456789:;\u069A\u0633\u0634?"
    U"\u0635\u0636\u0637\u0638\u0639\u0641\u0642\u06A9\u06AA\u06AB\u06AF\u06B3\u06B1\u0644\u0645\u0646"
    U"\u06BA\u06BB\u06BC\u0648\u06C4\u06D5\u06C1\u06BE\u0621\u06CC\u06D0\u06D2\u064D\u0650\u064F\u0657"
    U"\u0654abcdefghijklmno"
    U"pqrstuvwxyz\u0655\u0651\u0653\u0656\u0670";

constexpr bool are_whole(auto... tables) { return ((tables.size() == 128) && ...); }
static_assert(are_whole(turkish_locking, portuguese_locking, bengali_locking, gujarati_locking, hindi_locking, kannada_locking,
                        malayalam_locking, oriya_locking, punjabi_locking, tamil_locking, telugu_locking, urdu_locking));

/// Characters of consecutive septets, from `first` on.
struct Run {
  unsigned char first;
  std::u32string_view characters;
};

/// Characters that most single shift tables of the languages of India share.
constexpr Run signs{0x00, U"@£$¥¿\"¤%&'\f*+"}, dashes{0x0E, U"-/<=>¡^¡_#*"};
constexpr Run backslash{0x2F, U"\\"}, brackets{0x3C, U"[~]"}, bar_and_capitals{0x40, U"|ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, euro{0x65, U"€"};
constexpr Run form_feed{0x0A, U"\f"}, caret{0x14, U"^"}, braces{0x28, U"{}"}, bar{0x40, U"|"}, danda{0x19, U"\u0964\u0965"};

/// A.2.1 Turkish
constexpr std::array turkish_single{
    form_feed, caret, braces, backslash, brackets, bar, Run{0x47, U"Ğ"}, Run{0x49, U"İ"},
    Run{0x53, U"Ş"}, Run{0x63, U"ç"}, euro, Run{0x67, U"ğ"}, Run{0x69, U"ı"}, Run{0x73, U"ş"}};
/// A.2.2 Spanish
constexpr std::array spanish_single{
    Run{0x09, U"ç"}, form_feed, caret, braces, backslash, brackets, bar, Run{0x41, U"Á"},
    Run{0x49, U"Í"}, Run{0x4F, U"Ó"}, Run{0x55, U"Ú"}, Run{0x61, U"á"}, euro, Run{0x69, U"í"},
    Run{0x6F, U"ó"}, Run{0x75, U"ú"}};
/// A.2.3 Portuguese
constexpr std::array portuguese_single{
    Run{0x05, U"ê"}, Run{0x09, U"ç"}, form_feed, Run{0x0B, U"Ôô"}, Run{0x0E, U"Áá"},
    Run{0x12, U"ΦΓ"}, caret, Run{0x15, U"ΩΠΨΣΘ"}, Run{0x1F, U"Ê"}, braces, backslash, brackets, bar,
    Run{0x41, U"À"}, Run{0x49, U"Í"}, Run{0x4F, U"Ó"}, Run{0x55, U"Ú"}, Run{0x5B, U"ÃÕ"},
    Run{0x61, U"Â"}, euro, Run{0x69, U"í"}, Run{0x6F, U"ó"}, Run{0x75, U"ú"}, Run{0x7B, U"ãõ"},
    Run{0x7F, U"â"}};
/// A.2.4 Bengali and Assamese
constexpr std::array bengali_single{
    signs, dashes, Run{0x19, U"০১"}, Run{0x1C, U"২৩৪৫৬৭৮৯\u09DFৠৡ\u09E2"}, braces,
    Run{0x2A, U"\u09E3৲৳৴৵"}, backslash, Run{0x30, U"৶৷৸৹৺"}, brackets, bar_and_capitals, euro};
/// A.2.5 Gujarati
constexpr std::array gujarati_single{
    signs, dashes, danda, Run{0x1C, U"૦૧૨૩૪૫૬૭૮૯"}, braces, backslash, brackets, bar_and_capitals, euro};
/// A.2.6 Hindi
constexpr std::array hindi_single{
    signs, dashes, danda, Run{0x1C, U"०१२३४५६७८९\u0951\u0952"}, braces,
    Run{0x2A, U"\u0953\u0954\u0958\u0959\u095A"}, backslash,
    Run{0x30, U"\u095B\u095C\u095D\u095E\u095Fॠॡ\u0962\u0963॰ॱ"}, brackets, bar_and_capitals, euro};
/// A.2.7 Kannada
constexpr std::array kannada_single{
    signs, dashes, danda, Run{0x1C, U"೦೧೨೩೪೫೬೭೮೯ೞೱ"}, braces, Run{0x2A, U"ೲ"}, backslash, brackets,
    bar_and_capitals, euro};
/// A.2.8 Malayalam
constexpr std::array malayalam_single{
    signs, dashes, danda, Run{0x1C, U"൦൧൨൩൪൫൬൭൮൯൰൱"}, braces, Run{0x2A, U"൲൳൴൵ൺ"}, backslash,
    Run{0x30, U"ൻർൽൾൿ"}, brackets, bar_and_capitals, euro};
/// A.2.9 Oriya
constexpr std::array oriya_single{
    signs, dashes, danda, Run{0x1C, U"୦୧୨୩୪୫୬୭୮୯\u0B5C\u0B5D"}, braces, Run{0x2A, U"ୟ୰ୱ"}, backslash,
    brackets, bar_and_capitals, euro};
/// A.2.10 Punjabi
constexpr std::array punjabi_single{
    signs, dashes, danda, Run{0x1C, U"੦੧੨੩੪੫੬੭੮੯\u0A59\u0A5A"}, braces,
    Run{0x2A, U"\u0A5Bੜ\u0A5E\u0A75"}, backslash, brackets, bar_and_capitals, euro};
/// A.2.11 Tamil
constexpr std::array tamil_single{
    signs, dashes, danda, Run{0x1C, U"௦௧௨௩௪௫௬௭௮௯௳௴"}, braces, Run{0x2A, U"௵௶௷௸௺"}, backslash,
    brackets, bar_and_capitals, euro};
/// A.2.12 Telugu
constexpr std::array telugu_single{
    signs, dashes, Run{0x1C, U"౦౧౨౩౪౫౬౭౮౯ౘౙ"}, braces, Run{0x2A, U"౸౹౺౻౼"}, backslash,
    Run{0x30, U"౽౾౿"}, brackets, bar_and_capitals, euro};
/// A.2.13 Urdu
constexpr std::array urdu_single{
    signs, dashes, Run{0x19, U"\u0600\u0601"}, Run{0x1C, U"۰۱۲۳۴۵۶۷۸۹،\u060D"}, braces,
    Run{0x2A, U"؎؏\u0610\u0611\u0612"}, backslash,
    Run{0x30, U"\u0613\u0614\u061B\u061F\u0640\u0652\u0658\u066B\u066C\u0672\u0673\u06CD"}, brackets,
    Run{0x3F, U"\u06D4"}, bar_and_capitals, euro};
// clang-format on

template <std::size_t n>
constexpr char32_t in(const std::array<Run, n>& table, unsigned char septet) {
  for (const auto& run : table)
    if (septet >= run.first && septet < run.first + run.characters.size())
      return run.characters[static_cast<std::size_t>(septet - run.first)];
  return 0;
}

}  // namespace

std::u32string_view locking_table(unsigned language) {
  constexpr std::array<std::u32string_view, 14> tables{{{},
                                                        turkish_locking,
                                                        {},
                                                        portuguese_locking,
                                                        bengali_locking,
                                                        gujarati_locking,
                                                        hindi_locking,
                                                        kannada_locking,
                                                        malayalam_locking,
                                                        oriya_locking,
                                                        punjabi_locking,
                                                        tamil_locking,
                                                        telugu_locking,
                                                        urdu_locking}};
  return language < tables.size() ? tables[language] : std::u32string_view{};
}

char32_t shifted(unsigned language, unsigned char septet) {
  switch (language) {
    case 1:
      return in(turkish_single, septet);
    case 2:
      return in(spanish_single, septet);
    case 3:
      return in(portuguese_single, septet);
    case 4:
      return in(bengali_single, septet);
    case 5:
      return in(gujarati_single, septet);
    case 6:
      return in(hindi_single, septet);
    case 7:
      return in(kannada_single, septet);
    case 8:
      return in(malayalam_single, septet);
    case 9:
      return in(oriya_single, septet);
    case 10:
      return in(punjabi_single, septet);
    case 11:
      return in(tamil_single, septet);
    case 12:
      return in(telugu_single, septet);
    case 13:
      return in(urdu_single, septet);
    default:
      return 0;
  }
}

}  // namespace lapor::sms
