# bash completion for laporctl. It asks laporctl for its commands and options, and so never lags behind.

# The names in one part of a help text: "Subcommands", or "Options" with its long names.
_laporctl_names() {
  awk -v part="$1:" '
    /^[A-Z]/ { inside = ($0 == part) }
    inside && /^  [a-z-]/ { n = split($1, name, ","); print name[n] }'
}

# What an option, or the positional arguments where none is named, can be: TEXT:{citizen,agency}.
_laporctl_choices() {
  awk -v option="$1" '
    /^[A-Z]/ { positionals = ($0 == "Positionals:") }
    (option != "" ? $1 == option : positionals) && match($0, /:\{[^}]*\}/) {
      gsub(/,/, "\n"); print substr($0, RSTART + 2, RLENGTH - 3) }'
}

_laporctl() {
  local program=${COMP_WORDS[0]} cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} help word i
  local path=() choices
  COMPREPLY=()
  help=$("$program" --help 2>/dev/null) || return
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if _laporctl_names Subcommands <<<"$help" | grep -qx -- "$word"; then
      path+=("$word")
      help=$("$program" "${path[@]}" --help 2>/dev/null) || return
    fi
  done
  case $prev in
    --config | --socket) compopt -o default; return ;;
    --*)
      choices=$(_laporctl_choices "$prev" <<<"$help")
      [ -z "$choices" ] || { mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$cur"); return; }
      ;;
  esac
  if [[ $cur == -* ]]; then
    choices=$(_laporctl_names Options <<<"$help"; "$program" --help | _laporctl_names Options)
  else
    choices=$(_laporctl_names Subcommands <<<"$help"; _laporctl_choices "" <<<"$help")
  fi
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$cur" | sort -u)
}
complete -F _laporctl laporctl
