# Completion of mfadir for bash 4 or newer: source <(mfadir completions bash)

_mfadir() {
    # Bash splits words at colons, too. Here each is put together again from the line as it was typed.
    local words=() rest=$COMP_LINE typed=${COMP_LINE:0:COMP_POINT} word gap i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        gap=${rest%%[![:blank:]]*}
        rest=${rest#"$gap"}
        rest=${rest#"$word"}
        if ((i == 0)) || [[ -n $gap ]]; then
            words+=("$word")
        else
            words[${#words[@]} - 1]+=$word
        fi
    done
    # Only what stands before the cursor counts.
    local last=$((${#words[@]} - 1))
    local behind=$((${#COMP_LINE} - ${#rest} - ${#typed}))
    if ((behind > 0)); then
        words[last]=${words[last]:0:${#words[last]} - behind}
    fi
    words=("${words[@]//[\"\'\\]/}")

    # What bash does not replace, it must not be given.
    local kept=${words[last]%"$2"} line
    COMPREPLY=()
    while IFS= read -r line; do
        word=${line%%$'\t'*}
        COMPREPLY+=("${word#"$kept"}")
    done < <(mfadir __offer -- "${words[@]}" 2>/dev/null)
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *[:=@/] ]]; then
        compopt -o nospace
    fi
}

complete -o nosort -F _mfadir mfadir 2>/dev/null || complete -F _mfadir mfadir
