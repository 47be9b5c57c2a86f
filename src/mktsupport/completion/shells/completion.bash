# Completion of mktsupport in bash: `source` this file.
_mktsupport() {
  local kind='' word
  COMPREPLY=()
  {
    IFS= read -r kind
    while IFS= read -r word; do COMPREPLY+=("$word"); done
  } < <(_MKTSUPPORT_COMPLETE=bash "${1/#\~\//$HOME/}" "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null </dev/null)
  case $kind in
    files) compopt -o default ;;
    folders) compopt -o dirnames ;;
  esac
}
complete -o nosort -F _mktsupport mktsupport 2>/dev/null || complete -F _mktsupport mktsupport
