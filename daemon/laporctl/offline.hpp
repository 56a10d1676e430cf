// Maintenance of the database by laporctl: work that needs the gateway stopped, and work on files that the
// gateway may not reach. Nothing here throws: every failure is an Error in words.
#pragma once
#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "config/config.hpp"
#include "laporctl/session.hpp"

namespace lapor::laporctl {

/// A backup while no gateway runs. Errors: conflict while one does, not_found, rejected.
Result<Outcome> backup_offline(const config::Config& config, Instant now);
/// store::copy_backup(): into a private folder, with the rights of the caller; all but this copy and the
/// newest others, `keep` in all, are removed there. Errors: rejected.
Result<std::filesystem::path> copy_backup(const std::filesystem::path& backup,
                                          const std::filesystem::path& folder, Instant now, unsigned keep);
/// Puts a backup in the place of the database, see store::restore(). Errors: conflict, not_found, rejected.
Result<Outcome> restore(const config::Config& config, const std::filesystem::path& file, Instant now);
/// Tells a server's database that it was put back to an earlier state, see store::mark_restored(). Errors:
/// conflict, rejected.
Result<Outcome> mark_restored(const config::Config& config, Instant now);
/// Sets the database aside and makes an empty one. Ticket numbers go on after `last`, a ticket's number;
/// after the last one that can be found where it is empty. Errors: conflict, rejected.
Result<Outcome> init_new(const config::Config& config, const std::string& last, Instant now);
/// Carries the database over to "sqlite", its file below the state directory, or to a server, as libpq is
/// told where. Errors: conflict, not_found, rejected.
Result<Outcome> move_to(const config::Config& config, const std::string& target);
/// Gives free pages of the file back to the disk. Errors: conflict, not_found, rejected.
Result<Outcome> vacuum(const config::Config& config);

}  // namespace lapor::laporctl
