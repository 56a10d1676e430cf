#include "engine/model/actor.hpp"

namespace lapor::engine {
namespace {

constexpr std::string_view citizen_text = "citizen", gateway_text = "gateway", agency_prefix = "agency ";

}  // namespace

Actor Actor::read(std::string_view text) {
  if (text == citizen_text) return citizen();
  if (text == gateway_text) return gateway();
  if (text.starts_with(agency_prefix)) return agency(std::string(text.substr(agency_prefix.size())));
  return operator_named(std::string(text));
}

std::string Actor::text() const {
  switch (kind) {
    case Kind::citizen:
      return std::string(citizen_text);
    case Kind::agency:
      return std::string(agency_prefix) + name;
    case Kind::gateway:
      return std::string(gateway_text);
    case Kind::operator_:
      return name;
  }
  return name;
}

}  // namespace lapor::engine
