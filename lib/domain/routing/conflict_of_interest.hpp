// The agencies that a confidential report may complain of, so that it never reaches them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/language/vocabulary.hpp"
#include "domain/routing/agency.hpp"

namespace lapor::routing {

struct ConflictOfInterest {
  std::string matter;  ///< the confidential category that decides who gets it; empty: none is named
  std::vector<std::string> agencies;  ///< codes, sorted
  /// The report is about people of an office, or about money, but names no matter or agency that it must not
  /// reach. A person must look before any agency reads it.
  bool about_people = false;
};

/// The agencies that a confidential report names by code or name; where it names a confidential matter
/// (bribes, abuse) also those that own any other matter it mentions: in "pungli bikin KTP" the office that
/// makes KTP. Too many rather than too few: a report kept from an agency reaches a person, one in the wrong
/// hands can't be taken back. \param category  the ticket's, which the words may no longer hold
ConflictOfInterest conflict_of_interest(std::string_view text, std::string_view category,
                                        const language::Vocabulary& vocabulary, const Directory& directory);

/// This phone belongs to one of these agencies.
bool belongs_to(const Directory& directory, const std::vector<std::string>& agencies, std::string_view phone);

}  // namespace lapor::routing
