#include "carrier_link.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace lapor::daemon {
namespace {

constexpr auto system_authorities = "/etc/ssl/certs/ca-certificates.crt";
constexpr std::size_t read_at_once = std::size_t{64} * 1024;

std::string tls_error() {
  char text[160] = "";
  ::ERR_error_string_n(::ERR_get_error(), text, sizeof text);
  return text;
}

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

/// A connected socket; -1, and errno says why.
int connected(const addrinfo& address, Duration limit) {
  const int fd = ::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -1;
  pollfd waiting{fd, POLLOUT, 0};
  int error = ::connect(fd, address.ai_addr, address.ai_addrlen) == 0 ? 0 : errno;
  if (error == EINPROGRESS) {
    socklen_t size = sizeof error;
    error = ::poll(&waiting, 1, static_cast<int>(limit.count())) == 1 ? 0 : ETIMEDOUT;
    if (error == 0) ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  }
  if (error == 0) return fd;
  ::close(fd);
  errno = error;
  return -1;
}

}  // namespace

Result<TlsTrust> TlsTrust::load(const std::string& ca_file) {
  TlsTrust out;
  out.context_ = {::SSL_CTX_new(::TLS_client_method()), &::SSL_CTX_free};
  auto* context = out.context_.get();
  const auto file = ca_file.empty() ? std::string(system_authorities) : ca_file;
  if (context == nullptr || ::SSL_CTX_load_verify_file(context, file.c_str()) != 1)
    return Error{Errc::rejected, fmt::format("the authorities in {} can't be read: {}", file, tls_error())};
  ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  ::SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  return out;
}

Result<CarrierLink> CarrierLink::connect(const std::string& host, unsigned port, Duration limit) {
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  if (const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); error != 0)
    return Error{Errc::retry_later, fmt::format("{}: {}", host, ::gai_strerror(error))};
  const std::unique_ptr<addrinfo, FreeAddresses> list(found);
  int why = EADDRNOTAVAIL;
  for (const auto* address = list.get(); address != nullptr; address = address->ai_next) {
    const int fd = connected(*address, limit);
    why = errno;
    if (fd < 0) continue;
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return CarrierLink(fd);
  }
  return Error{Errc::retry_later, fmt::format("{}:{}: {}", host, port, std::strerror(why))};
}

CarrierLink::CarrierLink(CarrierLink&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      tls_(std::move(other.tls_)),
      outgoing_(std::move(other.outgoing_)),
      why_(std::move(other.why_)),
      open_(other.open_),
      tls_wants_write_(other.tls_wants_write_) {}

CarrierLink::~CarrierLink() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> CarrierLink::start_tls(const TlsTrust& trust, const std::string& host) {
  tls_ = {::SSL_new(trust.context()), &::SSL_free};
  auto* tls = tls_.get();
  if (tls == nullptr || ::SSL_set_fd(tls, descriptor_) != 1 || ::SSL_set1_host(tls, host.c_str()) != 1 ||
      ::SSL_set_tlsext_host_name(tls, host.c_str()) != 1)
    return Error{Errc::rejected, "TLS: " + tls_error()};
  ::SSL_set_connect_state(tls);
  return {};
}

short CarrierLink::wanted(bool reading) const {
  const bool writing = tls_ ? tls_wants_write_ : !outgoing_.empty();
  return static_cast<short>((reading ? POLLIN : 0) | (writing ? POLLOUT : 0));
}

void CarrierLink::close(const std::string& why) {
  open_ = false;
  why_ = why;
}

/// True if TLS only waits for the socket. Else closes the connection and says why.
bool CarrierLink::may_go_on(int result) {
  const int error = ::SSL_get_error(tls_.get(), result);
  if (error == SSL_ERROR_WANT_READ) return true;
  if (error == SSL_ERROR_WANT_WRITE) return tls_wants_write_ = true;
  const auto verdict = ::SSL_get_verify_result(tls_.get());
  if (verdict != X509_V_OK)
    close(fmt::format("the carrier's certificate: {}", ::X509_verify_cert_error_string(verdict)));
  else
    close(error == SSL_ERROR_ZERO_RETURN ? "the carrier hung up" : "TLS: " + tls_error());
  return false;
}

void CarrierLink::flush() {
  while (open_ && !outgoing_.empty()) {
    if (tls_) {
      tls_wants_write_ = false;
      ::ERR_clear_error();
      const int n = ::SSL_write(tls_.get(), outgoing_.data(), static_cast<int>(outgoing_.size()));
      if (n <= 0) return void(may_go_on(n));
      outgoing_.erase(0, static_cast<std::size_t>(n));
    } else {
      const auto n = ::send(descriptor_, outgoing_.data(), outgoing_.size(), MSG_NOSIGNAL);
      if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
      if (n < 0) return close(fmt::format("the connection broke: {}", std::strerror(errno)));
      outgoing_.erase(0, static_cast<std::size_t>(n));
    }
  }
}

std::string CarrierLink::read() {
  std::string bytes(read_at_once, '\0');
  if (tls_) {
    ::ERR_clear_error();
    const int n = ::SSL_read(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (n <= 0) may_go_on(n);
    bytes.resize(static_cast<std::size_t>(n > 0 ? n : 0));
    return bytes;
  }
  const auto n = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  if (n == 0) close("the carrier hung up");
  if (n < 0 && errno != EAGAIN && errno != EINTR)
    close(fmt::format("the connection broke: {}", std::strerror(errno)));
  bytes.resize(static_cast<std::size_t>(n > 0 ? n : 0));
  return bytes;
}

}  // namespace lapor::daemon
