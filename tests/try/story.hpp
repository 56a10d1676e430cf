// The story: one complaint from the first text to the citizen's YES.
#pragma once
#include "try/stage.hpp"

namespace lapor::story {

inline constexpr auto citizen = "+628110000123";  ///< fictitious, as all numbers here

/// Opens the stage and plays it. \throws Missing at the first step that does not happen
void play(Stage& stage);

/// A prompt: the user texts the gateway as any number and sees what anyone receives. Until end of input or
/// "quit".
void prompt(Stage& stage);

}  // namespace lapor::story
