# Completion of mfadir for PowerShell: mfadir completions powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName mfadir -ScriptBlock {
    param($typed, $command, $cursor)
    # PowerShell may leave an empty last word out, so the words before it are counted.
    $before = @($command.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
    & mfadir __offer --index $before.Count -- @before "$typed" 2>$null | ForEach-Object {
        $word, $what = $_ -split "`t", 2
        if (-not $what) { $what = $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $what)
    }
}
