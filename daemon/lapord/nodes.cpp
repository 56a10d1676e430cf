#include "lapord/nodes.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "common/exit_status.hpp"
#include "common/packet_socket.hpp"
#include "control/asio.hpp"
#include "control/peer.hpp"
#include "modem/host/lent_workers.hpp"
#include "modem/protocol/wire.hpp"
#include "store/private_file.hpp"

namespace lapor::daemon {

namespace node = modem::node;
using boost::asio::posix::stream_descriptor;
using boost::system::error_code;

namespace {

constexpr auto listener_user = "lapord-nodes";
constexpr std::size_t longest_packet = 4096;  ///< of lapord-nodes'
constexpr int packets_a_turn = 32;

/// lapord writes frames to the one and reads a few bytes of the other; a descriptor of another kind might
/// make it wait.
bool are_worker_ends(int socket, int ended) {
  int type = 0, domain = 0;
  socklen_t size = sizeof type;
  struct stat about{};
  return ::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET &&
         ::getsockopt(socket, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX &&
         ::fstat(ended, &about) == 0 && S_ISFIFO(about.st_mode);
}

std::string first_line(const std::string& text) {
  return text.substr(0, std::min(text.find('\n'), text.size()));
}

}  // namespace

struct Nodes::Line {
  explicit Line(boost::asio::io_context& io) : door(io), listener(io) {}
  stream_descriptor door, listener;
};

Nodes::Nodes(boost::asio::io_context& io, const config::Config& config, SupervisorPool& modems,
             std::filesystem::path program, std::function<Instant()> now, const Journal& log)
    : config_(config),
      modems_(modems),
      program_(std::move(program)),
      now_(std::move(now)),
      log_(log),
      folder_(config.node_folder()),
      child_(io),
      line_(std::make_unique<Line>(io)) {}

Nodes::~Nodes() = default;

/// The keys are made by a child, in a moment; then lapord-nodes may come.
void Nodes::start() {
  if (config_.node.listen.empty()) return;
  trouble_ = "lapord-nodes is not running";
  child_.start(
      {"--keys", config_.node_folder().string()},
      [this](const ChildTask::End& end) {
        if (end.exit_status == exit_ok) return listen();
        trouble_ = fmt::format("the keys of the nodes can't be made (by the package lapord-node): {}",
                               end.output.empty() ? program_.string() + " ended" : first_line(end.output));
        log_.error("nodes-not-served", trouble_);
      },
      program_);
}

void Nodes::listen() {
  admitted_ = folder_.admitted_nodes();
  auto door = listen_packet_socket(config_.node.socket, listener_user);
  if (!door) {
    trouble_ = door.error().context;
    return log_.error("nodes-not-served", trouble_);
  }
  line_->door.assign(door->release());
  await_listener();
}

void Nodes::stop() {
  error_code ignored;
  child_.stop();
  if (line_->door.is_open()) ::unlink(config_.node.socket.c_str());
  line_->door.close(ignored);
}

void Nodes::await_listener() {
  line_->door.async_wait(stream_descriptor::wait_read, [this](error_code error) {
    if (error) return;
    accept_listener();
    await_listener();
  });
}

/// One lapord-nodes is connected at a time: a new one means that the old one has ended, or hangs.
void Nodes::accept_listener() {
  const int fd = ::accept4(line_->door.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  const auto peer = control::peer_of(fd);
  if (!control::is_user_or_own(peer.uid, listener_user) || control::started_by_us(peer))
    return void(::close(fd));
  lose_listener();
  line_->listener.assign(fd);
  has_listener_ = true;
  trouble_ = "lapord-nodes doesn't listen yet";
  tell(node::ListenAt{config_.node.listen, read_paper(folder_.key()), read_paper(folder_.certificate()),
                      read_paper(folder_.authority())});
  read();
}

void Nodes::read() {
  line_->listener.async_wait(stream_descriptor::wait_read, [this](error_code error) {
    if (error) return;
    for (int n = 0; n < packets_a_turn; ++n) {
      auto got = receive_packet(line_->listener.native_handle(), longest_packet);
      if (!got.value && got.why == NotReceived::nothing_yet) break;
      if (!got.value || !take(*got.value)) return lose_listener();
    }
    read();
  });
}

/// The connections that came over it are lost with it.
void Nodes::lose_listener() {
  error_code ignored;
  line_->listener.close(ignored);
  if (std::exchange(has_listener_, false)) trouble_ = "lapord-nodes is not running";
  for (const auto& [offer, name] : std::map(connections_)) forget_offer(offer);
}

/// False for a packet that lapord-nodes never sends.
bool Nodes::take(Received& received) {
  const auto value = node::decode_from_listener(received.packet);
  const bool is_offer = value && std::holds_alternative<node::Offer>(*value);
  if (!value || received.descriptors.size() != (is_offer ? 2 : 0)) return false;
  if (const auto* listening = std::get_if<node::Listening>(&*value))
    trouble_ = utf8::escape(utf8::clean(listening->error));
  else if (const auto* gone = std::get_if<node::Gone>(&*value))
    forget_offer(gone->offer);
  else
    take_offer(std::get<node::Offer>(*value), received);
  return true;
}

void Nodes::take_offer(const node::Offer& offer, Received& received) {
  auto why = objection(offer);
  if (why.empty() && !are_worker_ends(received.descriptors[0].get(), received.descriptors[1].get()))
    why = "what lapord-nodes handed over is no worker's";
  if (why.empty()) return welcome(offer, received);
  if (const auto before = refusals_.pass(std::chrono::steady_clock::now()))
    log_.warning("node-refused", fmt::format("{} from {}: {}{}", utf8::escape(utf8::clean(offer.node)),
                                             utf8::escape(utf8::clean(offer.peer)), why,
                                             log::LogThrottle::kept_back(*before)));
  tell(node::Refuse{offer.offer, why});
}

/// The authority has signed its certificate, as lapord-nodes says; whether it is still admitted is decided
/// here.
std::string Nodes::objection(const node::Offer& offer) const {
  const auto at = admitted_.find(offer.node);
  if (at == admitted_.end() || at->second != offer.fingerprint) return "this node is not admitted (any more)";
  if (offer.wire_version != modem::wire::version)
    return fmt::format("node and gateway are of different versions; the node runs {}",
                       utf8::escape(utf8::clean(offer.program)));
  return {};
}

void Nodes::welcome(const node::Offer& offer, Received& received) {
  const bool is_new = !is_connected(offer.node);
  connections_[offer.offer] = offer.node;
  seen_[offer.node] = {utf8::escape(utf8::clean(offer.peer)), utf8::escape(utf8::clean(offer.program)),
                       now_()};
  if (is_new)
    log_.notice("node-up", fmt::format("{} is connected, from {}", offer.node, seen_[offer.node].address));
  tell(node::Accept{offer.offer});
  modem::WorkerProcess worker;
  worker.socket = received.descriptors[0].release();
  worker.ended = received.descriptors[1].release();
  modems_.lent().add(offer.node, worker);
}

void Nodes::forget_offer(std::uint32_t offer) {
  const auto at = connections_.find(offer);
  if (at == connections_.end()) return;
  const auto name = at->second;
  connections_.erase(at);
  seen_[name].last = now_();
  if (!is_connected(name)) log_.warning("node-down", fmt::format("{} is not connected any more", name));
}

bool Nodes::is_connected(const std::string& name) const {
  return std::any_of(connections_.begin(), connections_.end(),
                     [&](const auto& connection) { return connection.second == name; });
}

void Nodes::tell(const node::ToListener& value) {
  if (has_listener_) send_packet(line_->listener.native_handle(), node::encode(value));
}

/// The addresses at which nodes find this gateway, and those that may take over; empty if they aren't known.
std::string Nodes::address_for(const std::string& at) const {
  const auto& listen = config_.node.listen;
  const auto port = listen.substr(std::min(listen.rfind(':'), listen.size()));
  if (at.empty())
    return listen.starts_with("0.0.0.0:") || listen.starts_with("[::]:") ? std::string{} : listen;
  std::string out;
  for (std::size_t from = 0; from <= at.size();) {
    const auto comma = std::min(at.find(',', from), at.size());
    const auto one = at.substr(from, comma - from);
    const bool has_port = one.rfind(':') != one.npos && one.back() != ']';
    out += (out.empty() ? "" : ",") + one + (has_port ? "" : port);
    from = comma + 1;
  }
  return out;
}

void Nodes::add(const std::string& name, const std::string& at, Admitted admitted) {
  const auto refuse = [&](std::string why) { admitted(Error{Errc::rejected, std::move(why)}); };
  if (config_.node.listen.empty())
    return refuse("no nodes are let in: write [node] listen, and restart lapord");
  if (!line_->door.is_open()) return refuse(trouble_);
  if (name == config_.node.name) return refuse(name + " is this box");
  if (admitted_.contains(name))
    return refuse(name + " is admitted already; remove it first, then add it again");
  const auto address = address_for(at);
  if (address.empty()) return refuse("say where the node finds this gateway: --at HOST:PORT");
  if (child_.running()) return admitted(Error{Errc::conflict, "another node is being admitted"});
  child_.start(
      {"--keys", config_.node_folder().string(), "--admit", name, "--at", address},
      [this, name, admitted](const ChildTask::End& end) { on_admitted(name, end, admitted); }, program_);
}

void Nodes::on_admitted(const std::string& name, const ChildTask::End& end, const Admitted& admitted) {
  if (end.exit_status != exit_ok)
    return admitted(Error{Errc::rejected, "no certificate: " + first_line(end.output)});
  admitted_ = folder_.admitted_nodes();
  admitted(admitted_.contains(name) ? Result<std::string>(end.output)
                                    : Error{Errc::rejected, "its fingerprint was not written"});
}

/// Removes the node on disk first, so that no start admits it again.
Result<void> Nodes::remove(const std::string& name) {
  std::error_code error;
  if (!admitted_.contains(name)) return Error{Errc::rejected, fmt::format("there is no node \"{}\"", name)};
  const auto file = folder_.admitted() / name;
  std::filesystem::remove(file, error);
  if (error || !store::sync_folder_of(file.string()))
    return Error{Errc::rejected,
                 fmt::format("{} can't be changed; {} is still admitted", folder_.admitted().string(), name)};
  admitted_.erase(name);
  const auto why = fmt::format("node {} is not admitted any more", name);
  for (const auto& [offer, of] : connections_)
    if (of == name) tell(node::Refuse{offer, why});
  modems_.cut_off(name, why);
  return {};
}

control::NodeRow Nodes::row_of(const std::string& name) const {
  control::NodeRow row{name, "modems", "away", {}, {}, {}, {}};
  if (!admitted_.contains(name)) row.state = "not_admitted";
  for (const auto& modem : config_.modems)
    if (modem.node == name) row.modems.push_back(modem.name);
  const auto at = seen_.find(name);
  if (at == seen_.end()) return row;
  const bool connected = is_connected(name);
  if (connected) row.state = "connected";
  row.last_seen = connected ? now_() : at->second.last;
  row.address = at->second.address;
  row.version = at->second.version;
  return row;
}

std::vector<control::NodeRow> Nodes::rows() const {
  control::NodeRow own{config_.node.name, "active", "serving", {}, now_(), {}, {}};
  std::map<std::string, control::NodeRow> others;
  for (const auto& [name, fingerprint] : admitted_) others[name] = row_of(name);
  for (const auto& modem : config_.modems)
    if (modem.node.empty())
      own.modems.push_back(modem.name);
    else
      others[modem.node] = row_of(modem.node);
  std::vector<control::NodeRow> out{own};
  for (auto& [name, row] : others) out.push_back(std::move(row));
  return out;
}

Findings Nodes::findings() const {
  Findings out;
  if (config_.node.listen.empty()) return out;
  if (!trouble_.empty())
    out.push_back(
        {"nodes", Verdict::fail, trouble_,
         "systemctl enable --now lapord-nodes (the package lapord-node); journalctl -u lapord-nodes"});
  for (const auto& row : rows()) {
    if (row.role != "modems") continue;
    Finding f{"node " + row.name, Verdict::ok, row.state, {}};
    if (row.state == "connected") f.text += " from " + row.address;
    if (row.state == "away")
      f.verdict = Verdict::fail, f.todo = "look at that box and its line; journalctl -u lapord-node there";
    if (row.state == "not_admitted")
      f.verdict = Verdict::fail, f.todo = fmt::format("laporctl node add {}", row.name);
    if (row.modems.empty() && f.verdict == Verdict::ok)
      f.verdict = Verdict::warn, f.text += ", lends no modem",
      f.todo = "write node = \"" + row.name + "\" into its [[modem]]";
    out.push_back(f);
  }
  return out;
}

}  // namespace lapor::daemon
