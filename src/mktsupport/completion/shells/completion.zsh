# Completion of mktsupport in zsh: `source` this file.
_mktsupport() {
  local -a lines rows before
  local line
  before=("${(@Q)words[2,CURRENT-1]}")
  (( CURRENT > 2 )) || before=()
  lines=("${(@f)$(_MKTSUPPORT_COMPLETE=zsh ${(Q)~words[1]} "${before[@]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  case $lines[1] in
    files) compset -P '--*='; _files ;;
    folders) compset -P '--*='; _files -/ ;;
    words)
      for line in "${(@)lines[2,-1]}"; do
        rows+=("${${line%%$'\t'*}//:/\\:}${${(M)line%%$'\t'*}:+:${line#*$'\t'}}")
      done
      _describe -V mktsupport rows -U ;;
  esac
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _mktsupport mktsupport
