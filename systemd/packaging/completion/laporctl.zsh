#compdef laporctl
# zsh completion for laporctl. It asks laporctl for its commands and options, and so never lags behind.

# The names in one part of a help text with what they are: "status:modems, outbox, ...".
_laporctl_described() {
  awk -v part="$1:" '
    /^[A-Z]/ { inside = ($0 == part) }
    inside && /^  [a-z-]/ {
      n = split($1, name, ","); what = substr($0, 30, 1) == " " ? substr($0, 31) : ""
      gsub(/:/, "\\:", what); print name[n] (what == "" ? "" : ":" what) }'
}

# What an option, or the positional arguments where none is named, can be: TEXT:{citizen,agency}.
_laporctl_choices() {
  awk -v option="$1" '
    /^[A-Z]/ { positionals = ($0 == "Positionals:") }
    (option != "" ? $1 == option : positionals) && match($0, /:\{[^}]*\}/) {
      gsub(/,/, "\n"); print substr($0, RSTART + 2, RLENGTH - 3) }'
}

_laporctl() {
  local program=$words[1] word
  local -a sofar found
  local help="$($program --help 2>/dev/null)"
  for word in ${words[2,CURRENT-1]}; do
    if [[ -n ${(M)${(f)"$(_laporctl_described Subcommands <<<$help)"}:#$word(|:*)} ]]; then
      sofar+=($word)
      help="$($program $sofar --help 2>/dev/null)"
    fi
  done
  local previous=$words[CURRENT-1]
  if [[ $previous == (--config|--socket) ]]; then
    _files
    return
  fi
  if [[ $previous == --* ]]; then
    found=(${(f)"$(_laporctl_choices $previous <<<$help)"})
    if (( $#found )); then
      compadd -a found
      return
    fi
  fi
  if [[ $words[CURRENT] == -* ]]; then
    found=(${(f)"$(_laporctl_described Options <<<$help; $program --help | _laporctl_described Options)"})
    _describe -o option found
  else
    found=(${(f)"$(_laporctl_described Subcommands <<<$help)"})
    (( $#found )) && _describe command found
    found=(${(f)"$(_laporctl_choices '' <<<$help)"})
    (( $#found )) && compadd -a found
  fi
}
_laporctl "$@"
