# Completion of mfadir for fish: mfadir completions fish > ~/.config/fish/completions/mfadir.fish

function __mfadir_complete
    set --local words (commandline --current-process --tokenize --cut-at-cursor)
    mfadir __offer -- $words (commandline --current-token --cut-at-cursor) 2>/dev/null
end

complete --command mfadir --no-files --keep-order --arguments '(__mfadir_complete)'
