# Intune remediations, detection script. Run as the system, in 64-bit PowerShell.
# It looks at the device, and says in one line which checks found something: Intune
# shows that line beside the device. Exit 1 (a problem) makes Intune run collect.ps1.

$agent = Join-Path $env:ProgramFiles 'Lanyard\lanyard-agent.exe'
if (-not (Test-Path -LiteralPath $agent)) {
    Write-Output 'lanyard-agent is not installed'
    exit 0
}

$text = & $agent check --quiet --json '-' | Out-String
$code = $LASTEXITCODE
try {
    $bundle = $text | ConvertFrom-Json
} catch {
    Write-Output "lanyard-agent gave no answer (exit code $code)"
    exit 1
}

$line = "agent $($bundle.agent)"
foreach ($level in 'problem', 'warning', 'unknown') {
    $checks = @($bundle.findings | Where-Object { $_.level -eq $level } | ForEach-Object { $_.check } | Sort-Object -Unique)
    if ($checks.Count -gt 0) {
        $line += "; ${level}: " + ($checks -join ', ')
    }
}
# Intune keeps 2,048 characters.
if ($line.Length -gt 2000) {
    $line = $line.Substring(0, 2000) + '...'
}
Write-Output $line

# 5: something does not work, or is refused now.
if ($code -eq 5) {
    exit 1
}
exit 0
