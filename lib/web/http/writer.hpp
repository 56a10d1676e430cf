// Answers as bytes, with the headers that every answer has.
#pragma once
#include <string>

#include "web/http/message.hpp"

namespace lapor::web {

/// Head and body. `head_only` for HEAD: the length is told, the body isn't there.
std::string write(const Response& response, bool keep_alive, bool head_only);
/// A short answer in plain text for a client that sent nonsense.
Response refusal_page(const Refusal& refusal);
std::string_view reason_phrase(unsigned status);

}  // namespace lapor::web
