// The lists of a Vocabulary by the keys that they have in keywords.toml: one table for each of its sections.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "domain/language/vocabulary.hpp"

namespace lapor::language {

struct WordList {
  std::string_view key;
  std::vector<std::string> Vocabulary::* into;
};
inline constexpr std::array word_lists{
    WordList{"urgent", &Vocabulary::urgent_words},
    WordList{"alarming", &Vocabulary::alarming_words},
    WordList{"now", &Vocabulary::now_words},
    WordList{"calm", &Vocabulary::calm_words},
    WordList{"polite", &Vocabulary::polite_words},
    WordList{"place", &Vocabulary::place_words},
    WordList{"neutral", &Vocabulary::neutral_words},
    WordList{"real", &Vocabulary::real_words},
    WordList{"promotion", &Vocabulary::promotion_words},
    WordList{"fraud", &Vocabulary::fraud_words},
    WordList{"complaint", &Vocabulary::complaint_words},
};

struct AnswerList {
  std::string_view key;
  std::vector<std::string> AnswerWords::* into;
};
inline constexpr std::array answer_lists{
    AnswerList{"works", &AnswerWords::works},       AnswerList{"arrives", &AnswerWords::arrives},
    AnswerList{"repaired", &AnswerWords::repaired}, AnswerList{"either", &AnswerWords::either},
    AnswerList{"looked", &AnswerWords::looked},     AnswerList{"broken", &AnswerWords::broken},
    AnswerList{"not_yet", &AnswerWords::not_yet},   AnswerList{"still", &AnswerWords::still},
    AnswerList{"again", &AnswerWords::again},       AnswerList{"but", &AnswerWords::but},
    AnswerList{"denies", &AnswerWords::denies},     AnswerList{"later", &AnswerWords::later},
    AnswerList{"asks", &AnswerWords::asks},         AnswerList{"wants", &AnswerWords::wants},
    AnswerList{"also", &AnswerWords::also},         AnswerList{"hopes", &AnswerWords::hopes},
    AnswerList{"only", &AnswerWords::only},         AnswerList{"there", &AnswerWords::there},
    AnswerList{"once", &AnswerWords::once},         AnswerList{"report", &AnswerWords::report},
    AnswerList{"leads", &AnswerWords::leads},       AnswerList{"scene", &AnswerWords::scene},
    AnswerList{"besides", &AnswerWords::besides},
};
inline constexpr std::array<std::string_view, 5> mark_keys{"mark_1", "mark_2", "mark_3", "mark_4", "mark_5"};

struct TalkList {
  std::string_view key;
  std::vector<std::string> TalkWords::* into;
};
inline constexpr std::array talk_lists{
    TalkList{"asks_state", &TalkWords::asks_state},     TalkList{"take_back", &TalkWords::take_back},
    TalkList{"leave_alone", &TalkWords::leave_alone},   TalkList{"our_texts", &TalkWords::our_texts},
    TalkList{"wrong_number", &TalkWords::wrong_number}, TalkList{"who", &TalkWords::who},
    TalkList{"greeting", &TalkWords::greeting},         TalkList{"wants_to_know", &TalkWords::wants_to_know},
    TalkList{"question", &TalkWords::question},
};

}  // namespace lapor::language
