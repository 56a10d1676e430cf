#include "engine/model/account.hpp"

#include "base/names.hpp"

namespace lapor::engine {
namespace {

constexpr Names<DeskRole, 4> roles{{{DeskRole::viewer, "viewer"},
                                    {DeskRole::agency, "agency"},
                                    {DeskRole::operator_, "operator"},
                                    {DeskRole::coordinator, "coordinator"}}};

}  // namespace

std::string_view name(DeskRole role) { return to_name(roles, role); }
std::optional<DeskRole> desk_role(std::string_view name) { return from_name(roles, name); }

}  // namespace lapor::engine
