#include "modem/worker/gammu_session.hpp"

#include <cstdlib>
#include <cstring>
#include <set>

#include "base/utf8.hpp"
#include "modem/worker/gammu_text.hpp"

namespace lapor::modem {
namespace {

constexpr unsigned most_slots = 2000;  ///< no modem holds more; a listing that gives more runs in circles

std::string text_of(const char* text, std::size_t capacity) {
  return utf8::clean({text, ::strnlen(text, capacity)});
}

/// These spoil one slot, not the listing.
bool of_one_slot(GSM_Error error) {
  return error == ERR_UNKNOWN || error == ERR_CORRUPTED || error == ERR_NOTSUPPORTED || error == ERR_EMPTY;
}

}  // namespace

struct GammuSession::Machine {
  GSM_StateMachine* gsm = GSM_AllocStateMachine();
  wire::Configure settings;
  GSM_SMSC smsc{};
  bool sending = false;
  std::optional<SendStatus> status;

  // libGammu calls these from inside its own calls; they only note, and never call it back.
  static void on_status(GSM_StateMachine*, int status, int reference, void* self) {
    auto& m = *static_cast<Machine*>(self);
    if (!m.sending || m.status) return;
    m.status = SendStatus{status, std::nullopt};
    if (reference >= 0 && reference <= 255) m.status->reference = static_cast<unsigned>(reference);
  }
  static void on_sms(GSM_StateMachine*, GSM_SMSMessage*, void*) {}  // the line sees arrivals first

  bool knows_smsc() const { return smsc.Number[0] != 0 || smsc.Number[1] != 0; }
  bool fetch_smsc() {
    smsc.Location = 1;
    return GSM_GetSMSC(gsm, &smsc) == ERR_NONE && knows_smsc();
  }
};

GammuSession::GammuSession(const std::string& pty, const wire::Configure& settings)
    : m_(std::make_unique<Machine>()) {
  m_->settings = settings;
  auto* config = GSM_GetConfig(m_->gsm, 0);
  config->Device = ::strdup(pty.c_str());
  config->Connection = ::strdup("at115200");
  config->DebugFile = ::strdup("");
  config->Model[0] = config->DebugLevel[0] = '\0';
  config->UseGlobalDebugFile = FALSE;
  config->LockDevice = config->SyncTime = config->StartInfo = FALSE;
  // Indications only, never pushed messages: libGammu reads those into fixed buffers and acknowledges none.
  const int cnmi[] = {-1, 1, -1, 1, -1};
  std::copy(std::begin(cnmi), std::end(cnmi), config->CNMIParams);
  GSM_SetConfigNum(m_->gsm, 1);
}

GammuSession::~GammuSession() {
  GSM_TerminateConnection(m_->gsm);
  GSM_FreeStateMachine(m_->gsm);
}

Result<wire::Ready> GammuSession::connect() {
  if (const auto error = GSM_InitConnection(m_->gsm, 1); error != ERR_NONE)
    return Error{Errc::retry_later, "libGammu can't connect: " + name_of(error)};
  // Init clears all callbacks.
  GSM_SetSendSMSStatusCallback(m_->gsm, Machine::on_status, m_.get());
  GSM_SetIncomingSMSCallback(m_->gsm, Machine::on_sms, nullptr);
  if (m_->settings.fast_send) GSM_SetFastSMSSending(m_->gsm, TRUE);
  m_->fetch_smsc();
  wire::Ready ready;
  char value[GSM_MAX_INFO_LENGTH + 1] = "", date[GSM_MAX_INFO_LENGTH + 1] = "";
  double number = 0;
  if (GSM_GetManufacturer(m_->gsm, value) == ERR_NONE) ready.manufacturer = text_of(value, sizeof value);
  if (GSM_GetModel(m_->gsm, value) == ERR_NONE) ready.model = text_of(value, sizeof value);
  if (GSM_GetFirmware(m_->gsm, value, date, &number) == ERR_NONE)
    ready.firmware = text_of(value, sizeof value);
  if (GSM_GetIMEI(m_->gsm, value) == ERR_NONE) ready.imei = text_of(value, sizeof value);
  if (GSM_GetSIMIMSI(m_->gsm, value) == ERR_NONE) ready.imsi = text_of(value, sizeof value);
  return ready;
}

bool GammuSession::enable_indications() { return GSM_SetIncomingSMS(m_->gsm, TRUE) == ERR_NONE; }

wire::ListDone GammuSession::list(const std::function<void(FoundSlot)>& found) {
  const auto sms = std::make_unique<GSM_MultiSMSMessage>();  // 266 kB: never on the stack
  std::memset(sms.get(), 0, sizeof *sms);
  std::set<int> seen;
  for (unsigned n = 0; n < most_slots; ++n) {
    auto& first = sms->SMS[0];
    const int before = first.Location;
    sms->Number = 0;
    first.Folder = 0;
    const auto error = GSM_GetNextSMS(m_->gsm, sms.get(), n == 0 ? TRUE : FALSE);
    // EMPTY where nothing moved is the end; where the location moved, it is a slot with nothing readable in
    // it.
    if (error == ERR_EMPTY && first.Location == before) return {true, "", false};
    if (error != ERR_NONE && !of_one_slot(error)) return {false, name_of(error), false};
    if (!seen.insert(first.Location).second) return {error == ERR_EMPTY, name_of(error), false};
    found(slot_of(first, error));
  }
  return {false, "the listing has no end", false};
}

bool GammuSession::find_service_centre() { return m_->knows_smsc() || m_->fetch_smsc(); }

Result<void> GammuSession::begin_send(const wire::Send& message) {
  auto sms = submit_of(message, m_->smsc);
  m_->sending = true;
  if (const auto error = GSM_SendSMS(m_->gsm, &sms); error != ERR_NONE)
    return Error{Errc::rejected, name_of(error)};
  return {};
}

void GammuSession::forget_send_status() { m_->status.reset(); }

const std::optional<SendStatus>& GammuSession::send_status() const { return m_->status; }

void GammuSession::read() { GSM_ReadDevice(m_->gsm, FALSE); }

Result<std::optional<unsigned>> GammuSession::signal_percent() {
  GSM_SignalQuality quality{};
  const auto error = GSM_GetSignalQuality(m_->gsm, &quality);
  if (error == ERR_TIMEOUT || error == ERR_DEVICEWRITEERROR) return Error{Errc::retry_later, name_of(error)};
  std::optional<unsigned> percent;
  if (error == ERR_NONE && quality.SignalPercent >= 0 && quality.SignalPercent <= 100)
    percent = static_cast<unsigned>(quality.SignalPercent);
  return percent;
}

void GammuSession::reset() { GSM_Reset(m_->gsm, FALSE); }

}  // namespace lapor::modem
