# Sourced by boot.sh and usb.sh: steps that are told of one by one, and conditions that are awaited. Uses $trees, a
# directory to write in; a script defines look_around, which shows how things stand where a step fails.

say() { printf '%s\n' "$*"; }
skip() { say "skipped: $*"; exit 77; }
fails() { ! "$@"; }

until_true() { # SECONDS COMMAND...
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.2
  done
}

# A step ends at its first command that fails, so: one command a line, and `fails` instead of `!`.
step() { # NAME COMMAND...
  local name=$1 began=$SECONDS status
  shift
  set +e
  (set -e; "$@") >"$trees/step.log" 2>&1
  status=$?
  set -e
  if [ $status = 0 ]; then
    say "ok      $name ($((SECONDS - began)) s)"
  else
    say "FAILED  $name"
    cat "$trees/step.log"
    look_around || true
    exit 1
  fi
}
