# Sourced by usb.sh: two USB modems of one kind, which only their IMEIs tell apart. Each step leaves the machine as the next
# one wants it.

nobody=350000000000030 # an IMEI that no modem here has

status_of() { # NAME KEY
  inside 'laporctl --json status' | sed -n "/\"name\": \"$1\"/,/\"balance_at\"/s/^ *\"$2\": \"\\{0,1\\}\\([^\"]*\\)\"\\{0,1\\},\$/\\1/p"
}
is_ready() { [ "$(status_of "$1" state)" = ready ]; }
holds_port() { inside "ls -l /proc/$(status_of "$1" pid)/fd" | grep -F "> $2"; } # NAME PORT
is_in_place() { # NAME PORT
  is_ready "$1"
  holds_port "$1" "$2"
}
copies() { phone_of "$1" texts | grep "to=+$2" | grep -c "$3" || true; } # MODEM NUMBER WORDS
left_once() { [ "$(copies "$1" "$2" "$3")" = 1 ]; }
message_is() { # NUMBER WORDS STATE...
  local state
  state=$(inside "laporctl --json messages --out --number +$1" | grep -A 1 "\"text\": \".*$2" | sed -n 's/.*"state": "\(.*\)".*/\1/p')
  say "'$2' is ${state:-unknown}"
  [[ " ${*:3} " = *" $state "* ]]
}

configure_two() { # IMEI_OF_SIM2
  inside "cd /etc/lapord && { [ -e one.toml ] || cp lapord.toml one.toml; }
    sed 's,^device .*,device = \"/dev/ttyUSB0\"\\nimei = \"${imei[a]}\",' one.toml >lapord.toml
    printf '\\n[[modem]]\\nname = \"sim2\"\\ndevice = \"/dev/ttyUSB1\"\\nimei = \"$1\"\\n' >>lapord.toml
    printf '[delivery]\\nown_sim_wait = \"20m\"\\n' >>lapord.toml
    lapord --config lapord.toml --check-config"
}
are_two_of_a_kind() {
  configure_two "${imei[b]}"
  plug b
  inside 'systemctl restart lapord'
  until_true 180 is_in_place sim1 /dev/ttyUSB0
  until_true 180 is_in_place sim2 /dev/ttyUSB1
  [ "$(inside 'ls /dev/serial/by-id' | wc -l)" = 1 ]
}
answers_by_the_texted() { # NUMBER_AT_A NUMBER_AT_B PLACE
  phone_of a "inject +$1 LAPOR JALAN berlubang depan $3"
  phone_of b "inject +$2 LAPOR JALAN berlubang depan $3"
  until_true 180 left_once a "$1" Laporan
  until_true 180 left_once b "$2" Laporan
  [ "$(copies a "$2" '')" = 0 ]
  [ "$(copies b "$1" '')" = 0 ]
}
# A receipt would tell at once that the text has left.
is_pulled_in_mid_send() {
  phone_of a 'report off'
  phone_of a 'latency CMGS 20000'
  inside "laporctl send +628110000301 'di tengah jalan'"
  until_true 60 left_once a 628110000301 'di tengah jalan'
  pull a
  until_true 40 message_is 628110000301 'di tengah jalan' unsure
  phone_of a 'latency CMGS 300'
  phone_of a 'report on'
}
change_places() {
  pull b
  until_true 60 inside '! ls /dev/ttyUSB0 /dev/ttyUSB1 2>/dev/null | grep .'
  plug b
  until_true 60 inside 'test -e /dev/ttyUSB0'
  plug a
  until_true 60 inside 'test -e /dev/ttyUSB1'
  until_true 240 is_in_place sim1 /dev/ttyUSB1
  until_true 240 is_in_place sim2 /dev/ttyUSB0
  inside 'journalctl -o cat -u lapord LAPOR_EVENT=modem-found'
}
is_settled() {
  until_true 240 message_is 628110000301 'di tengah jalan' sent delivered
  inside 'journalctl -o cat -u lapord LAPOR_EVENT=send-in-doubt' | grep .
  # once, or twice with both tries on record, and by the SIM that this citizen knows
  local left
  left=$(copies a 628110000301 'di tengah jalan')
  say "it left $left times"
  [ "$left" = 1 ] || [ "$left" = 2 ]
  [ "$(copies b 628110000301 '')" = 0 ]
  inside 'laporctl --json messages --out --number +628110000301' | grep -A 4 'di tengah jalan' | grep "\"attempts\": [1-2]"
}
refuses_wrong_one() {
  inside 'systemctl stop lapord'
  configure_two "$nobody"
  local listings
  listings=$(phone_of b stats | grep '^command.CMGL=')
  inside 'systemctl start lapord'
  until_true 240 is_in_place sim1 /dev/ttyUSB1
  until_true 120 says_whom_it_refuses
  inside 'laporctl status' | grep -F "${imei[b]}"
  inside 'journalctl -o cat -u lapord LAPOR_EVENT=modem-trouble' | grep -F "${imei[b]}"
  # nothing was asked of its SIM
  [ "$(phone_of b stats | grep '^command.CMGL=')" = "$listings" ]
}
says_whom_it_refuses() {
  [ "$(status_of sim2 state)" = failed ]
  status_of sim2 last_error | grep -F "$nobody" | grep -F "${imei[b]}"
}

run_two_sticks() {
  step 'two sticks of one kind are told apart by their IMEI' are_two_of_a_kind
  step 'each answers whom it was texted by' answers_by_the_texted 628110000301 628110000302 'balai desa'
  step 'one is pulled out in the middle of a send' is_pulled_in_mid_send
  step 'plugged in the other way round, each is found again' change_places
  step 'the text that was being sent is settled' is_settled
  step 'each answers whom it was texted by, under its new name' answers_by_the_texted 628110000303 628110000304 'kantor pos'
  step 'a stick with another IMEI is refused, and named' refuses_wrong_one
}
