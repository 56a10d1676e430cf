// Personal data, after UU 27/2022: HAPUS DATA, and numbers that are no longer needed. Internal to
// lib/engine.
#pragma once
#include "engine/commands/dispatch.hpp"

namespace lapor::engine {

/// HAPUS DATA: confirmed once; done as soon as no open ticket needs the number and the confirmation has gone.
void request_erasure(Transaction& tx, const Sender& from);

/// Erases the number and the words of those who asked, where nothing needs them any more.
void erase_who_asked(Transaction& tx);
/// A slice of what retention deletes: numbers long after their last ticket closed, old raw bytes. When the
/// next slice is due; nothing where nothing is ever deleted.
std::optional<Instant> erase_inactive(Transaction& tx);

}  // namespace lapor::engine
