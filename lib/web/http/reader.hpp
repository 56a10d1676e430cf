// Reads requests out of the bytes of one connection: Beast's parser, bounded, and strict where the Beast of
// Debian 12 and 13 (300 and 347) is not: Transfer-Encoding, obs-fold, Expect, the target's form, Host.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "web/http/message.hpp"

namespace lapor::web {

class Reader {
 public:
  static constexpr std::size_t longest_head = 8 * 1024, longest_body = 64 * 1024;  ///< bytes

  Reader();
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  /// Takes what came. Bytes behind a whole request are kept for the next.
  void put(std::string_view bytes);
  /// The next request, or why the connection has to end; nullopt while more bytes are needed.
  std::optional<std::variant<Request, Refusal>> next();
  /// True before the first byte of a request.
  bool idle() const { return buffer_.empty(); }

 private:
  struct Parser;
  std::optional<Refusal> look_at_head(std::string_view head);
  std::optional<std::variant<Request, Refusal>> parse();

  std::string buffer_;
  std::unique_ptr<Parser> parser_;  ///< of a request whose head is read and whose body isn't
};

}  // namespace lapor::web
