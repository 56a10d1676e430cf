// One TCP connection to a carrier, with TLS where it is wanted. Nothing blocks once it is connected.
#pragma once
#include <memory>
#include <string>

#include "base/error.hpp"
#include "base/time.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace lapor::daemon {

/// The files that TLS needs, read while the process may still open files.
class TlsTrust {
 public:
  /// `ca_file`: PEM, the authorities that may have signed the carrier's certificate; empty for the system's.
  /// Errors: rejected.
  static Result<TlsTrust> load(const std::string& ca_file);
  ssl_ctx_st* context() const { return context_.get(); }

 private:
  std::shared_ptr<ssl_ctx_st> context_;
};

class CarrierLink {
 public:
  /// Looks the name up and connects; blocks for `limit` at most for each address. Errors: retry_later.
  static Result<CarrierLink> connect(const std::string& host, unsigned port, Duration limit);
  CarrierLink(CarrierLink&&) noexcept;
  ~CarrierLink();

  /// From now on everything goes through TLS; the carrier's certificate must be `host`'s. The handshake is
  /// part of the first reads and writes. Errors: rejected.
  Result<void> start_tls(const TlsTrust& trust, const std::string& host);

  int descriptor() const { return descriptor_; }
  /// The events that poll(2) must wait for.
  short wanted(bool reading) const;
  void queue(const std::string& bytes) { outgoing_ += bytes; }
  /// Writes what it can of the queue.
  void flush();
  /// The bytes that arrived; "" if none did.
  std::string read();
  bool is_open() const { return open_; }
  const std::string& why_closed() const { return why_; }

 private:
  explicit CarrierLink(int descriptor) : descriptor_(descriptor) {}
  void close(const std::string& why);
  bool may_go_on(int result);

  int descriptor_ = -1;
  std::shared_ptr<ssl_st> tls_;
  std::string outgoing_, why_;
  bool open_ = true, tls_wants_write_ = false;
};

}  // namespace lapor::daemon
