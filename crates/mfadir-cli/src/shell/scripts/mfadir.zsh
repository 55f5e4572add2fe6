#compdef mfadir
# Completion of mfadir for zsh: source <(mfadir completions zsh), or a file _mfadir in a folder of $fpath

_mfadir() {
    local line word described
    local -a open closed
    for line in "${(@f)$(mfadir __offer -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        word=${line%%$'\t'*}
        [[ -n $word ]] || continue
        described=${word//:/\\:}
        [[ $line == *$'\t'?* ]] && described+=":${line#*$'\t'}"
        if [[ $word == *[:=@/] ]]; then
            open+=("$described")
        else
            closed+=("$described")
        fi
    done
    (( $#closed )) && _describe -V mfadir closed
    (( $#open )) && _describe -V mfadir open -S ''
}

if [[ $funcstack[1] == _mfadir ]]; then
    _mfadir "$@"
else
    compdef _mfadir mfadir
fi
