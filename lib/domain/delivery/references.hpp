// Message references: TP-MR, 3GPP TS 23.040 §9.2.3.6. A SIM numbers the texts that it sends, 0 to 255 and
// then 0 again. Where the answer to a send was lost, its reference isn't known, but those of the sends around
// it bound it.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace lapor::delivery {

/// The places of the sends without a reference that may have been given `reference`, in order.
///
/// `references`: those of one SIM's sends, in the order in which they were sent; nullopt where it isn't
/// known. A send without a reference may have used none, as it may never have left.
std::vector<std::size_t> possible_sends(std::span<const std::optional<unsigned>> references,
                                        unsigned reference);

}  // namespace lapor::delivery
