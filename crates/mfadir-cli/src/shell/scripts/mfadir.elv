# Completion of mfadir for elvish: eval (mfadir completions elvish | slurp)

use str

set edit:completion:arg-completer[mfadir] = {|@words|
    try {
        mfadir __offer -- $@words 2>/dev/null | each {|line|
            var word what = (str:split &max=2 "\t" $line"\t")
            var display = $word
            if (not-eq $what "\t") {
                set display = $word' ('(str:trim-right $what "\t")')'
            }
            var suffix = ' '
            if (has-value [: = @ /] $word[-1]) {
                set suffix = ''
            }
            edit:complex-candidate $word &display=$display &code-suffix=$suffix
        }
    } catch { }
}
