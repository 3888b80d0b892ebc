#Requires -Version 7.3
#Requires -Modules Microsoft.Graph.Authentication
# Sets up Microsoft Entra Cloud Sync through Microsoft Graph. Made by Causeway from a set-up file; holds no secret.
#
# It looks before it changes anything, so it can be run again at any time and finishes what is missing. When it ends while something is
# being created, wait two minutes before the next run: until then a list may not show what is there.
#
# Signs in as the person who runs it, unless Connect-MgGraph was called before.
[CmdletBinding()]
param()
Set-StrictMode -Version 1.0
$ErrorActionPreference = 'Stop'

# ANSWERS #

# Text from elsewhere: what acts on a terminal or turns the reading direction is shown as a question mark.
function Format-Seen([string] $Text) { $Text -replace '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]', '?' }
function Write-Seen([string] $Text) { Write-Output (Format-Seen $Text) }
# The service's refusals are such texts too.
trap {
    [Console]::Error.WriteLine((Format-Seen "$_"))
    exit 1
}

# An id of an answer becomes part of an address, so it must look like an id.
function Get-CheckedId($Id) {
    if ($Id -isnot [string] -or $Id -cnotmatch '\A[A-Za-z0-9][A-Za-z0-9._-]*\z') { throw "An answer holds what is no id: $Id" }
    $Id
}

# How long a new configuration may be unknown to some of Microsoft's servers.
$Window = [TimeSpan]::FromMinutes(5)
$Deadline = [DateTime]::MinValue

if (-not (Get-MgContext)) {
    Connect-MgGraph -NoWelcome -TenantId $Tenant -Scopes @(
        'Application.ReadWrite.All', 'Organization.ReadWrite.All', 'Synchronization.ReadWrite.All')
}

# Where every request goes.
$Graph = (Get-MgEnvironment -Name (Get-MgContext).Environment).GraphEndpoint.TrimEnd('/')

# One request; the answer is a dictionary that keeps names and order.
function Send-Request([string] $Method, [string] $Path, $Body) {
    $request = @{ Method = $Method; Uri = $Path; OutputType = 'Json' }
    if ($null -ne $Body) {
        $request.Body = ConvertTo-Json -InputObject $Body -Depth 100 -Compress
        $request.ContentType = 'application/json'
    }
    $answer = Invoke-MgGraphRequest @request
    if ($answer) { ConvertFrom-Json -InputObject $answer -AsHashtable -Depth 100 }
}

function Get-Status($Failure) {
    if ($Failure.Exception.PSObject.Properties['Response']) { [int] $Failure.Exception.Response.StatusCode } else { 0 }
}

# The same about a configuration that may be new: while it is, refusals pass.
function Send-Settling([string] $Method, [string] $Path, $Body) {
    $pause = 1
    while ($true) {
        try {
            return Send-Request $Method $Path $Body
        } catch {
            if ((Get-Status $_) -notin 403, 404, 409 -or [DateTime]::UtcNow -ge $script:Deadline) { throw }
        }
        Start-Sleep -Seconds $pause
        $pause = [Math]::Min(8, 2 * $pause)
    }
}

# Synchronization is switched on for the tenant.
$organization = (Send-Request GET '/v1.0/organization').value[0]
if ($organization.onPremisesSyncEnabled -eq $true) {
    Write-Seen 'Synchronization is on already.'
} else {
    $null = Send-Request PATCH "/v1.0/organization/$(Get-CheckedId $organization.id)" @{ onPremisesSyncEnabled = $true }
    Write-Seen 'Synchronization was switched on for the tenant.'
}

# A setting as a dictionary; nothing where there is none, where Microsoft hides it, or where it is something else.
function Read-Setting($Settings, [string] $Key) {
    foreach ($entry in $Settings) {
        if ($entry.key -ceq $Key -and $entry.value -is [string] -and (Test-Json -Json $entry.value -ErrorAction Ignore)) {
            $value = ConvertFrom-Json -InputObject $entry.value -AsHashtable
            if ($value -is [System.Collections.IDictionary]) { return $value }
        }
    }
}

# The configuration: the one that stores this domain, or that stores none yet and has this name.
$listed = [System.Collections.Generic.List[object]]::new()
$path = "/v1.0/servicePrincipals?`$filter=applicationTemplateId eq '$Template'"
while ($path) {
    $page = Send-Request GET $path
    foreach ($entry in $page.value) { $listed.Add($entry) }
    $path = $page['@odata.nextLink']
    if ($path -and -not $path.StartsWith("$Graph/", [StringComparison]::OrdinalIgnoreCase)) {
        throw "A list goes on at another place: $path"
    }
}
$ours = [System.Collections.Generic.List[string]]::new()
foreach ($entry in $listed) {
    $stored = $null
    try {
        $stored = Read-Setting (Send-Request GET "/v1.0/servicePrincipals/$(Get-CheckedId $entry.id)/synchronization/secrets").value 'Domain'
    } catch {
        if ((Get-Status $_) -notin 404, 409) { throw }
    }
    $isOurs = if ($stored -and $stored['domain']) { $stored['domain'] -eq $Domain } else { $entry.displayName -eq $Name }
    if ($isOurs -and $Existing -in 'adopt', 'leave', $entry.id) { $ours.Add($entry.id) }
}
if ($ours.Count -gt 1) { throw "There are several configurations for ${Domain}: $($ours -join ', '). Name one in the set-up." }
if ($ours.Count -eq 1) {
    if ($Existing -eq 'leave') { throw "There is a configuration for ${Domain}: $($ours[0]). It stays as it is." }
    $principal = $ours[0]
    Write-Seen "The configuration is there already: $principal."
} else {
    if ($Existing -notin 'adopt', 'leave') { throw "There is no configuration $Existing for $Domain." }
    $made = Send-Request POST "/v1.0/applicationTemplates/$Template/instantiate" @{ displayName = $Name }
    $principal = $made.servicePrincipal['id']
    if (-not $principal) { $principal = $made.servicePrincipal['objectId'] }
    $principal = Get-CheckedId $principal
    $Deadline = [DateTime]::UtcNow + $Window
    Write-Seen "The configuration was created: $principal."
    $null = Send-Settling GET "/v1.0/servicePrincipals/$principal"
    while ($true) {
        $there = @((Send-Settling GET "/v1.0/servicePrincipals/$principal/synchronization/templates").value | ForEach-Object { $_.id })
        if (-not ($Templates | Where-Object { $_ -notin $there })) { break }
        if ([DateTime]::UtcNow -ge $Deadline) { throw 'The configuration does not list its templates. Run this again later.' }
        Start-Sleep -Seconds 2
    }
}
$sync = "/v1.0/servicePrincipals/$principal/synchronization"

# The id of a template's job, which is created where it is missing.
function Get-OrCreateJob([string] $JobTemplate) {
    $there = @((Send-Settling GET "$sync/jobs").value | Where-Object { $_.templateId -ceq $JobTemplate -or $_.id.StartsWith("$JobTemplate.") })
    $running = @($there | Where-Object { $_.schedule.state -eq 'Active' })
    if ($running) { return Get-CheckedId $running[0].id }
    if ($there) { return Get-CheckedId $there[0].id }
    Get-CheckedId (Send-Settling POST "$sync/jobs" @{ templateId = $JobTemplate }).id
}
$jobs = [System.Collections.Generic.List[string]]::new()
foreach ($each in $Templates) { $jobs.Add((Get-OrCreateJob $each)) }
$provisioning = $jobs[0]
Write-Seen "The jobs are there: $($jobs -join ', ')."

# The settings. What others stored stays; values that Microsoft hides are left out, and never sent back. AppKey is never lowered.
$there = @((Send-Settling GET "$sync/secrets").value)
$wanted = ConvertFrom-Json -InputObject $Settings -AsHashtable
$appKey = Read-Setting $there 'AppKey'
if ($appKey -and $appKey['appKeyScenario'] -ceq 'AD2AADPasswordHash') { $wanted.AppKey.appKeyScenario = 'AD2AADPasswordHash' }
$mail = Read-Setting $there 'SyncNotificationSettings'
if ($wanted.Contains('SyncNotificationSettings') -and $mail) {
    $ownMail = $wanted.SyncNotificationSettings
    if (-not $ownMail.Contains('Recipients')) { $ownMail.Remove('Enabled') }
    foreach ($member in @($ownMail.Keys)) { $mail[$member] = $ownMail[$member] }
    $wanted.SyncNotificationSettings = $mail
}
$send = [System.Collections.Generic.List[object]]::new()
foreach ($entry in $there) {
    if ($entry.value -cne '*' -and -not $wanted.Contains($entry.key)) { $send.Add(@{ key = $entry.key; value = $entry.value }) }
}
foreach ($key in @($wanted.Keys)) {
    $send.Add(@{ key = $key; value = ConvertTo-Json -InputObject $wanted[$key] -Depth 10 -Compress })
}
$null = Send-Settling PUT "$sync/secrets" @{ value = $send.ToArray() }
Write-Seen 'The settings are stored.'

# Who takes part, and the password hashes. The whole document is read, edited and sent back.
$schema = Send-Settling GET "$sync/jobs/$provisioning/schema"
foreach ($note in @($schema.Keys | Where-Object { $_.Contains('@odata.') })) { $schema.Remove($note) }
if (@($schema.synchronizationRules).Count -ne 1) { throw 'The schema has not exactly one rule.' }
$rule = $schema.synchronizationRules[0]
$changed = $false
function Set-Filter([string] $Filter, [string] $List, [string[]] $Wanted) {
    $found = if ($rule[$Filter]) { @($rule[$Filter][$List]) } else { @() }
    if ((@($found | Sort-Object) -join "`n") -eq (@($Wanted | Sort-Object) -join "`n")) { return }
    if (-not $rule[$Filter]) { $rule[$Filter] = [ordered]@{} }
    $rule[$Filter][$List] = @($Wanted)
    $script:changed = $true
}
Set-Filter 'containerFilter' 'includedContainers' $Containers
Set-Filter 'groupFilter' 'includedGroups' $Groups
foreach ($mapping in $rule.objectMappings) {
    if ($mapping.targetObjectName -cne 'User' -or $mapping.sourceObjectName -notin $Hashes) { continue }
    $found = @($mapping.attributeMappings | Where-Object { $_.targetAttributeName -eq 'CredentialData' })
    if ($found.Count -eq 1 -and $found[0].source.expression -ceq '[PasswordHash]') { continue }
    $mapping.attributeMappings = @($mapping.attributeMappings | Where-Object { $_.targetAttributeName -ne 'CredentialData' }) + @([ordered]@{
            defaultValue = $null; exportMissingReferences = $false; flowBehavior = 'FlowWhenChanged'; flowType = 'Always'
            matchingPriority = 0; targetAttributeName = 'CredentialData'
            source = [ordered]@{ expression = '[PasswordHash]'; name = 'PasswordHash'; type = 'Attribute'; parameters = @() }
        })
    $changed = $true
}
if ($changed) {
    $null = Send-Settling PUT "$sync/jobs/$provisioning/schema" $schema
    Write-Seen 'Scope and password hashes were set.'
} else {
    Write-Seen 'Scope and password hashes are set already.'
}

# Exchange writeback, where Active Directory has the attributes for it. An agent looks, which can take minutes.
if ($Writeback) {
    $directory = $schema.directories | Where-Object { $_.name -ceq $rule.sourceDirectoryName } | Select-Object -First 1
    $discovered = Send-Settling POST "$sync/jobs/$provisioning/schema/directories/$(Get-CheckedId $directory.id)/discover"
    $person = $discovered.objects | Where-Object { $_.name -ceq 'user' } | Select-Object -First 1
    if ('mailNickName' -notin @($person.attributes | ForEach-Object { $_.name })) {
        throw 'Active Directory lacks the Exchange attributes. Extend its schema first.'
    }
    $jobs.Add((Get-OrCreateJob 'AAD2ADExchangeHybridWriteback'))
}

# The jobs run. One that runs is not started again.
if ($Start) {
    foreach ($found in (Send-Settling GET "$sync/jobs").value) {
        if ($found.id -in $jobs -and $found.schedule.state -ne 'Active') { $null = Send-Settling POST "$sync/jobs/$($found.id)/start" }
    }
    $end = [DateTime]::UtcNow.AddMinutes(1)
    while ($true) {
        $found = @((Send-Settling GET "$sync/jobs").value | Where-Object { $_.id -in $jobs })
        if (@($found | Where-Object { $_.schedule.state -eq 'Active' }).Count -eq $jobs.Count) { break }
        if ([DateTime]::UtcNow -ge $end) { throw 'A job does not start. Look at it in the admin center.' }
        Start-Sleep -Seconds 2
    }
    $held = @($found | Where-Object { $_.status.code -eq 'Quarantine' } | ForEach-Object { $_.id })
    if ($held) { throw "In quarantine: $($held -join ', ')." }
    Write-Seen 'The jobs run.'
}
