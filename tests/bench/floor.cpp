// lapor-bench-floor DEVICE DIR: raw libGammu in a loop, written for nothing but speed. It lists the texts
// that came, erases them and, if DIR/reply exists, answers them; DIR/send says how many texts to send. It is
// the floor that any program on stock libGammu stands on. Writes DIR/ready once connected and DIR/received, a
// count.
#include <gammu.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Seen {
  int arrivals = 1;  ///< at first look once
  bool answered = false;
};

void on_sms(GSM_StateMachine*, GSM_SMSMessage*, void* seen) { ++static_cast<Seen*>(seen)->arrivals; }
void on_status(GSM_StateMachine*, int, int, void* seen) { static_cast<Seen*>(seen)->answered = true; }

void check(GSM_Error error, const char* what) {
  if (error == ERR_NONE) return;
  std::fprintf(stderr, "%s: %s\n", what, GSM_ErrorName(error));
  std::exit(1);
}

GSM_StateMachine* connect(const char* device, Seen& seen) {
  auto* gsm = GSM_AllocStateMachine();
  auto* config = GSM_GetConfig(gsm, 0);
  config->Device = ::strdup(device);
  config->Connection = ::strdup("at115200");
  config->DebugFile = ::strdup("");
  config->Model[0] = config->DebugLevel[0] = '\0';
  config->UseGlobalDebugFile = config->LockDevice = config->SyncTime = config->StartInfo = FALSE;
  const int cnmi[] = {-1, 1, -1, 1, -1};
  std::memcpy(config->CNMIParams, cnmi, sizeof cnmi);
  GSM_SetConfigNum(gsm, 1);
  check(GSM_InitConnection(gsm, 1), "GSM_InitConnection");
  GSM_SetIncomingSMSCallback(gsm, on_sms, &seen);
  GSM_SetSendSMSStatusCallback(gsm, on_status, &seen);
  check(GSM_SetIncomingSMS(gsm, TRUE), "GSM_SetIncomingSMS");
  return gsm;
}

void send(GSM_StateMachine* gsm, Seen& seen, const GSM_SMSC& smsc, const std::string& number) {
  GSM_SMSMessage sms;
  GSM_SetDefaultSMSData(&sms);
  sms.PDU = SMS_Submit;
  sms.Coding = SMS_Coding_Default_No_Compression;
  sms.SMSC = smsc;
  sms.SMSC.Location = 0;
  EncodeUnicode(sms.Number, number.c_str(), number.size());
  const std::string text = "Laporan diterima";
  EncodeUnicode(sms.Text, text.c_str(), text.size());
  seen.answered = false;
  check(GSM_SendSMS(gsm, &sms), "GSM_SendSMS");
  while (!seen.answered) GSM_ReadDevice(gsm, FALSE);
}

/// All that lies there, then each erased; the senders.
std::vector<std::string> take(GSM_StateMachine* gsm) {
  const auto batch = std::make_unique<GSM_MultiSMSMessage>();
  std::memset(batch.get(), 0, sizeof *batch);
  std::vector<GSM_SMSMessage> found;
  while (GSM_GetNextSMS(gsm, batch.get(), found.empty() ? TRUE : FALSE) == ERR_NONE) {
    found.push_back(batch->SMS[0]);
    batch->SMS[0].Folder = 0;
  }
  std::vector<std::string> senders;
  for (auto& sms : found) {
    senders.emplace_back(DecodeUnicodeString(sms.Number));
    sms.Folder = 0;
    GSM_DeleteSMS(gsm, &sms);
  }
  return senders;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const fs::path dir = argv[2];
  Seen seen;
  auto* gsm = connect(argv[1], seen);
  GSM_SMSC smsc{};
  smsc.Location = 1;
  check(GSM_GetSMSC(gsm, &smsc), "GSM_GetSMSC");
  std::ofstream(dir / "ready") << "ready\n";
  for (std::size_t received = 0;;) {
    if (seen.arrivals > 0) {
      seen.arrivals = 0;
      for (auto senders = take(gsm); !senders.empty(); senders = take(gsm)) {
        received += senders.size();
        std::ofstream(dir / "received") << received;
        if (fs::exists(dir / "reply"))
          for (const auto& number : senders) send(gsm, seen, smsc, number);
      }
    }
    int wanted = 0;
    if (std::ifstream(dir / "send") >> wanted) {
      fs::remove(dir / "send");
      for (int n = 0; n < wanted; ++n) send(gsm, seen, smsc, "+628110000100");
    }
    GSM_ReadDevice(gsm, FALSE);
  }
}
