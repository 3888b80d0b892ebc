#!/usr/bin/env bash
# Sets up Microsoft Entra Cloud Sync through Microsoft Graph. Made by Causeway from a set-up file; holds no secret.
#
# It looks before it changes anything, so it can be run again at any time and finishes what is missing. When it ends while something is
# being created, wait two minutes before the next run: until then a list may not show what is there.
#
# Needs bash, curl and jq, and an application in the tenant with consent for Application.ReadWrite.OwnedBy, Organization.ReadWrite.All
# and Synchronization.ReadWrite.All. Its id and secret come from AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.
# For another cloud than the global one set GRAPH_ORIGIN and LOGIN_ORIGIN.
set -euo pipefail

# ANSWERS #

: "${AZURE_CLIENT_ID:?is not set}" "${AZURE_CLIENT_SECRET:?is not set}"
graph=${GRAPH_ORIGIN:-https://graph.microsoft.com}
login=${LOGIN_ORIGIN:-https://login.microsoftonline.com}
# How long a new configuration may be unknown to some of Microsoft's servers, in seconds.
window=${SETTLE_SECONDS:-300}

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=
deadline=0

# Names and answers come from elsewhere: what acts on a terminal or turns the reading direction is shown as a question mark.
say() { jq -rn --arg text "$*" '$text | gsub("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"; "?")'; }
fail() { say "$@" >&2; exit 1; }

# An id of an answer becomes part of an address, so it must look like an id.
checked() { # ID
  local LC_ALL=C
  if [[ $1 == null || ! $1 =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]]; then fail "An answer holds what is no id: $1"; fi
}

# Whether a request creates something that a second one would create again.
creates() { [[ $1 == POST && $2 != */start && $2 != */discover ]]; }

# send METHOD PATH [FILE]: the status goes to $status, the answer to $work/answer. Repeats what may be repeated.
send() {
  local pause=2 tries=0 told body=(--data-binary '')
  if [[ $# -gt 2 ]]; then body=(--data-binary "@$3"); fi
  if [[ $1 == GET ]]; then body=(--get); fi
  while true; do
    : > "$work/answer"
    : > "$work/told"
    status=$(curl --globoff --silent --show-error --compressed --max-time 180 --request "$1" --header "@$work/headers" "${body[@]}" \
      --dump-header "$work/told" --output "$work/answer" --write-out '%{http_code}' "$graph$2") || status=000
    case $status in
      429) ;;
      000 | 500 | 502 | 503 | 504) if creates "$1" "$2"; then return; fi ;;
      *) return ;;
    esac
    tries=$((tries + 1))
    if [[ $tries -gt 5 ]]; then return; fi
    told=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9][0-9]*\).*/\1/p' "$work/told")
    if [[ ${told:-0} -gt 300 ]]; then fail "Microsoft asks to come back in $told seconds."; fi
    sleep "${told:-$pause}"
    pause=$((pause * 2))
  done
}

refused() { # METHOD PATH
  local id
  id=$(sed -n 's/^[Rr]equest-[Ii]d: *\([^[:space:]]*\).*/\1/p' "$work/told")
  fail "$1 $2: answer $status, request $id: $(jq -r '.error | .code + ": " + .message' "$work/answer" 2> "$work/unread" || true)"
}

# A request that must be answered with success.
must() {
  send "$@"
  case $status in 2??) ;; *) refused "$@" ;; esac
}

# The same about a configuration that may be new: while it is, refusals pass.
settle() {
  local pause=1
  while true; do
    send "$@"
    case $status in
      2??) return ;;
      403 | 404 | 409) if [[ $SECONDS -ge $deadline ]]; then refused "$@"; fi ;;
      *) refused "$@" ;;
    esac
    sleep "$pause"
    if [[ $pause -lt 8 ]]; then pause=$((pause * 2)); fi
  done
}

# Signs in. The secret is nowhere on a command line, where others could read it.
curl --globoff --silent --show-error --fail-with-body --data grant_type=client_credentials --data-urlencode "client_id=$AZURE_CLIENT_ID" \
  --data-urlencode "client_secret@"<(printf '%s' "$AZURE_CLIENT_SECRET") --data-urlencode "scope=$graph/.default" \
  --output "$work/token" "$login/$tenant/oauth2/v2.0/token" || fail "The sign-in was refused: $(jq -r '.error_description' "$work/token")"
printf 'Authorization: Bearer %s\nContent-Type: application/json\n' "$(jq -r .access_token "$work/token")" > "$work/headers"
rm "$work/token"

# Synchronization is switched on for the tenant.
must GET /v1.0/organization
if [[ $(jq -r '.value[0].onPremisesSyncEnabled' "$work/answer") == true ]]; then
  say "Synchronization is on already."
else
  organization=$(jq -r '.value[0].id' "$work/answer")
  checked "$organization"
  printf '{"onPremisesSyncEnabled":true}' > "$work/body"
  must PATCH "/v1.0/organization/$organization" "$work/body"
  say "Synchronization was switched on for the tenant."
fi

# The configuration: the one that stores this domain, or that stores none yet and has this name.
path="/v1.0/servicePrincipals?\$filter=applicationTemplateId%20eq%20'$template'"
: > "$work/list"
while [[ -n $path ]]; do
  must GET "$path"
  jq -c '.value[] | {id, displayName}' "$work/answer" >> "$work/list"
  next=$(jq -r '."@odata.nextLink" // ""' "$work/answer")
  case $next in
    '') path= ;;
    "$graph"/*) path=${next#"$graph"} ;;
    *) fail "A list goes on at another place: $next" ;;
  esac
done
ours=()
while read -r -u 3 entry; do
  id=$(jq -r .id <<< "$entry")
  checked "$id"
  send GET "/v1.0/servicePrincipals/$id/synchronization/secrets"
  case $status in 2??) ;; 404 | 409) printf '{}' > "$work/answer" ;; *) refused GET "the settings of $id" ;; esac
  is_ours=$(jq --argjson entry "$entry" --arg name "$name" --arg domain "$domain" '
    ([.value[]? | select(.key == "Domain") | .value | fromjson? | .domain? // empty] | first) as $stored
    | if $stored then ($stored | ascii_downcase) == ($domain | ascii_downcase)
      else ($entry.displayName // "" | ascii_downcase) == ($name | ascii_downcase) end' "$work/answer")
  wanted=$(printf '%s' "$existing" | tr '[:upper:]' '[:lower:]')
  if [[ $is_ours == true && ( $wanted == adopt || $wanted == leave || $wanted == "$id" ) ]]; then ours+=("$id"); fi
done 3< "$work/list"
if [[ ${#ours[@]} -gt 1 ]]; then fail "There are several configurations for $domain: ${ours[*]}. Name one in the set-up."; fi
if [[ ${#ours[@]} -eq 1 ]]; then
  if [[ $existing == leave ]]; then fail "There is a configuration for $domain: ${ours[0]}. It stays as it is."; fi
  principal=${ours[0]}
  say "The configuration is there already: $principal."
else
  if [[ $existing == *-* ]]; then fail "There is no configuration $existing for $domain."; fi
  jq -n --arg name "$name" '{displayName: $name}' > "$work/body"
  must POST "/v1.0/applicationTemplates/$template/instantiate" "$work/body"
  principal=$(jq -r '.servicePrincipal | .id // .objectId' "$work/answer")
  checked "$principal"
  deadline=$((SECONDS + window))
  say "The configuration was created: $principal."
  settle GET "/v1.0/servicePrincipals/$principal"
  until settle GET "/v1.0/servicePrincipals/$principal/synchronization/templates" &&
    jq -e '[.value[].id] as $there | $ARGS.positional - $there == []' --args "${templates[@]}" < "$work/answer" > "$work/unread"; do
    if [[ $SECONDS -ge $deadline ]]; then fail "The configuration does not list its templates. Run this again later."; fi
    sleep 2
  done
fi
sync=/v1.0/servicePrincipals/$principal/synchronization

# job TEMPLATE: its id goes to $job. Created where it is missing.
job() {
  settle GET "$sync/jobs"
  job=$(jq -r --arg template "$1" '
    [.value[] | select(.templateId == $template or (.id | startswith($template + ".")))]
    | sort_by(.schedule.state != "Active") | first | .id // ""' "$work/answer")
  if [[ -n $job ]]; then checked "$job"; say "The job is there already: $job."; return; fi
  jq -n --arg template "$1" '{templateId: $template}' > "$work/body"
  settle POST "$sync/jobs" "$work/body"
  job=$(jq -r .id "$work/answer")
  checked "$job"
  say "The job was created: $job."
}
jobs=()
for each in "${templates[@]}"; do
  job "$each"
  jobs+=("$job")
done
provisioning=${jobs[0]}

# The settings. What others stored stays; values that Microsoft hides are left out, and never sent back. AppKey is never lowered.
merged='
  def stored($key): [.value[]? | select(.key == $key and .value != "*") | .value | fromjson? | objects] | first;
  def hidden($key): any(.value[]?; .key == $key and .value == "*")
    or ($key == "AppKey" and all(.value[]?; .key != "AppKey") and stored("Domain") != null);
  . as $there
  | ($settings
    | if ($there | stored("AppKey").appKeyScenario) == "AD2AADPasswordHash" then .AppKey.appKeyScenario = "AD2AADPasswordHash" else . end
    | if .SyncNotificationSettings then .SyncNotificationSettings = (($there | stored("SyncNotificationSettings")) // {}) + (
        if ($there | stored("SyncNotificationSettings")) and (.SyncNotificationSettings.Recipients == null)
        then .SyncNotificationSettings | del(.Enabled) else .SyncNotificationSettings end) else . end) as $wanted
  | def lower: if .domain then .domain |= ascii_downcase else . end;
  { hidden: [$wanted | keys_unsorted[] | select(. as $key | $there | hidden($key))],
    missing: [$wanted | to_entries[] | .key as $key
      | select((.value | lower) != ($there | stored($key) | if . then lower else . end)) | .key],
    body: { value: ([$there.value[]? | select(.value != "*" and (.key as $key | $wanted | has($key) | not))]
      + [$wanted | to_entries[] | { key, value: (.value | tojson) }]) } }'
settle GET "$sync/secrets"
jq -c --argjson settings "$settings" "$merged" "$work/answer" > "$work/merged"
if [[ $(jq '.missing == []' "$work/merged") == true ]]; then
  say "The settings are stored already."
else
  jq -c .body "$work/merged" > "$work/body"
  settle PUT "$sync/secrets" "$work/body"
  settle GET "$sync/secrets"
  lost=$(jq -r --argjson settings "$settings" "$merged | .missing - .hidden | join(\", \")" "$work/answer")
  if [[ -n $lost ]]; then fail "Stored, but not there when read back: $lost."; fi
  say "The settings were stored."
fi

# Who takes part, and the password hashes. The whole document is read, edited and sent back.
edited='
  def same($other): (. // [] | map(ascii_downcase) | sort) == ($other | map(ascii_downcase) | sort);
  def is_hash: (.targetAttributeName | ascii_downcase) == "credentialdata";
  with_entries(select(.key | contains("@odata.") | not))
  | if (.synchronizationRules | length) != 1 then error("the schema has not exactly one rule") else . end
  | .synchronizationRules[0] |= (
      (if .containerFilter.includedContainers | same($scope.containers) then . else .containerFilter.includedContainers = $scope.containers end)
      | (if .groupFilter.includedGroups | same($scope.groups) then . else .groupFilter.includedGroups = $scope.groups end)
      | .objectMappings |= map(
          if .targetObjectName == "User" and (.sourceObjectName as $kind | any($hashes[]; . == $kind)) then
            if [.attributeMappings[] | select(is_hash) | .source.expression] == ["[PasswordHash]"] then .
            else .attributeMappings = [.attributeMappings[] | select(is_hash | not)] + [{
              defaultValue: null, exportMissingReferences: false, flowBehavior: "FlowWhenChanged", flowType: "Always",
              matchingPriority: 0, targetAttributeName: "CredentialData",
              source: { expression: "[PasswordHash]", name: "PasswordHash", type: "Attribute", parameters: [] } }] end
          else . end))'
edit_schema() {
  settle GET "$sync/jobs/$provisioning/schema"
  jq -c 'with_entries(select(.key | contains("@odata.") | not))' "$work/answer" > "$work/schema"
  jq -c --argjson scope "$scope" --argjson hashes "$hashes" "$edited" "$work/answer" > "$work/body"
}
edit_schema
if cmp -s "$work/schema" "$work/body"; then
  say "Scope and password hashes are set already."
else
  settle PUT "$sync/jobs/$provisioning/schema" "$work/body"
  edit_schema
  if ! cmp -s "$work/schema" "$work/body"; then fail "Scope or password hashes are not there when read back."; fi
  say "Scope and password hashes were set."
fi

# Exchange writeback, where Active Directory has the attributes for it. An agent looks, which can take minutes.
if [[ $writeback == true ]]; then
  directory=$(jq -r '.synchronizationRules[0].sourceDirectoryName as $name | .directories[] | select(.name == $name) | .id' "$work/schema")
  checked "$directory"
  settle POST "$sync/jobs/$provisioning/schema/directories/$directory/discover"
  if [[ $(jq '[.objects[] | select(.name == "user") | .attributes[].name | ascii_downcase] | index("mailnickname") != null' \
    "$work/answer") != true ]]; then fail "Active Directory lacks the Exchange attributes. Extend its schema first."; fi
  job AAD2ADExchangeHybridWriteback
  jobs+=("$job")
fi

# The jobs run. One that runs is not started again.
if [[ $start == true ]]; then
  settle GET "$sync/jobs"
  cp "$work/answer" "$work/jobs"
  for each in "${jobs[@]}"; do
    if [[ $(jq -r --arg job "$each" '.value[] | select(.id == $job) | .schedule.state' "$work/jobs") == Active ]]; then continue; fi
    settle POST "$sync/jobs/$each/start"
  done
  end=$((SECONDS + 60))
  while true; do
    settle GET "$sync/jobs"
    waiting=$(jq -r '[.value[] | select(.id as $id | any($ARGS.positional[]; . == $id)) | select(.schedule.state == "Active")]
      | ($ARGS.positional | length) - length' --args "${jobs[@]}" < "$work/answer")
    if [[ $waiting -eq 0 ]]; then break; fi
    if [[ $SECONDS -ge $end ]]; then fail "A job does not start. Look at it in the admin center."; fi
    sleep 2
  done
  held=$(jq -r '[.value[] | select(.status.code == "Quarantine") | .id] | join(", ")' "$work/answer")
  if [[ -n $held ]]; then fail "In quarantine: $held."; fi
  say "The jobs run."
fi
