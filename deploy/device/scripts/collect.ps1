# Intune remediations, remediation script, and a script of Configuration Manager (Run
# Scripts). Run as the system, in 64-bit PowerShell. It writes what the agent sees of
# this device to the folder that is set for it (COLLECT, or Group Policy).

$agent = Join-Path $env:ProgramFiles 'Lanyard\lanyard-agent.exe'
if (-not (Test-Path -LiteralPath $agent)) {
    Write-Output 'lanyard-agent is not installed'
    exit 1
}

$said = & $agent check --collect 2>&1 | Out-String
$code = $LASTEXITCODE
if ($code -ne 0) {
    Write-Output "not collected (exit code $code): $($said.Trim())"
    exit 1
}
Write-Output 'collected'
exit 0
