#!/usr/bin/env bash
# A whole Cloud Sync set-up with bash, curl and python3 (for JSON).
# Usage: curl.sh < demo.json, the line graph-simulator printed.
set -euo pipefail

readonly domain=corp.contoso.com cloud_sync=1a4721b3-e57f-4451-ae87-ef078703ec94
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/demo"

fail() { echo "curl.sh: $*" >&2; exit 1; }

# Values of a JSON document on stdin, one a line: `field value.*.id`.
field() {
  python3 -c '
import json, sys

def values(it, path):
    if not path:
        yield it
    elif path[0] == "*":
        for each in it:
            yield from values(each, path[1:])
    else:
        yield from values(it[int(path[0])] if isinstance(it, list) else it[path[0]], path[1:])

for value in values(json.load(sys.stdin), sys.argv[1].split(".")):
    print(value if isinstance(value, str) else json.dumps(value))
' "$1"
}

# is WHAT FOUND EXPECTED
is() { [[ $2 == "$3" ]] || fail "$1 is $2, not $3"; }

# Sends a request, with the body given as a file, leaves the answer in $work/answer and prints the status.
send() { # METHOD PATH [BODY]
  curl --silent --show-error --compressed --noproxy '*' --request "$1" --header "@$work/headers" ${3:+--data-binary "@$3"} \
    --output "$work/answer" --write-out '%{http_code}' "$graph$2"
}

# A request that must be answered like this; prints the answer.
call() { # METHOD PATH STATUS [BODY]
  local status
  : > "$work/answer"
  status=$(send "$1" "$2" "${4:-}")
  [[ $status == "$3" ]] || fail "$1 $2: $status instead of $3: $(cat "$work/answer")"
  cat "$work/answer"
}

# Repeats a GET until one of the values at FIELD of its answer is the expected one: what was written is not seen at once.
await() { # PATH FIELD EXPECTED
  local end=$((SECONDS + 60)) status found
  while true; do
    status=$(send GET "$1")
    case $status in
      200)
        found=$(field "$2" < "$work/answer")
        grep --quiet --line-regexp --fixed-strings "$3" <<< "$found" && return
        ;;
      404) found="not found" ;;
      *) fail "GET $1: $status: $(cat "$work/answer")" ;;
    esac
    ((SECONDS < end)) || fail "GET $1: $2 stays $found"
    sleep 0.3
  done
}

# Token and secret travel in files and pipes: arguments can be read by everybody on the machine.
graph=$(field graph < "$work/demo")
tenant=$(field tenant < "$work/demo")
python3 -c '
import json, sys, urllib.parse
demo = json.load(sys.stdin)
print(urllib.parse.urlencode({"grant_type": "client_credentials", "client_id": demo["clientId"],
    "client_secret": demo["clientSecret"], "scope": demo["graph"] + "/.default"}), end="")
' < "$work/demo" |
  curl --silent --show-error --fail --noproxy '*' --data @- "$(field login < "$work/demo")/$tenant/oauth2/v2.0/token" |
  field access_token | sed 's/^/Authorization: Bearer /' > "$work/headers"
echo "Content-Type: application/json" >> "$work/headers"
echo "signed in"

call GET /v1.0/organization 200 > "$work/organization"
is "the tenant" "$(field 'value.*.id' < "$work/organization")" "$tenant"
is "the sync flag" "$(field value.0.onPremisesSyncEnabled < "$work/organization")" null
echo "organization read"

echo '{"onPremisesSyncEnabled":true}' > "$work/body"
call PATCH "/v1.0/organization/$tenant" 204 "$work/body"
is "the sync flag" "$(call GET "/v1.0/organization/$tenant" 200 | field onPremisesSyncEnabled)" true
echo "sync flag set"

echo "{\"displayName\":\"$domain\"}" > "$work/body"
principal=$(call POST "/v1.0/applicationTemplates/$cloud_sync/instantiate" 201 "$work/body" | field servicePrincipal.id)
await "/v1.0/servicePrincipals/$principal" displayName "$domain"
echo "configuration created: $principal"

readonly sync=/v1.0/servicePrincipals/$principal/synchronization
for template in AD2AADProvisioning AD2AADPasswordHash; do await "$sync/templates" 'value.*.id' "$template"; done
echo "templates listed"

jobs=()
for template in AD2AADProvisioning AD2AADPasswordHash; do
  echo "{\"templateId\":\"$template\"}" > "$work/body"
  call POST "$sync/jobs" 201 "$work/body" > "$work/job"
  is "the state of a new job" "$(field schedule.state < "$work/job")" Disabled
  jobs+=("$(field id < "$work/job")")
done
echo "jobs created: ${jobs[*]}"

cat > "$work/body" <<'JSON'
{"value":[
  {"key":"Domain","value":"{\"domain\":\"corp.contoso.com\"}"},
  {"key":"AppKey","value":"{\"appKeyScenario\":\"AD2AADPasswordHash\"}"},
  {"key":"SyncNotificationSettings","value":"{\"Enabled\":false,\"DeleteThresholdEnabled\":true,\"DeleteThresholdValue\":500}"}
]}
JSON
call PUT "$sync/secrets" 204 "$work/body"
call GET "$sync/secrets" 200 | field 'value.*.key' > "$work/keys"
for key in Domain AppKey SyncNotificationSettings; do
  grep --quiet --line-regexp "$key" "$work/keys" || fail "$key was not kept"
done
echo "settings written"

await "$sync/jobs/${jobs[0]}/schema" synchronizationRules.0.name AD2AADProvisioning
cp "$work/answer" "$work/schema"
echo "schema read: $(wc -c < "$work/schema") bytes"

python3 -c '
import json, sys
schema = json.load(sys.stdin)
for mapping in schema["synchronizationRules"][0]["objectMappings"]:
    if mapping["sourceObjectName"] in ("user", "inetOrgPerson") and mapping["targetObjectName"] == "User":
        mapping["attributeMappings"] = [
            attribute for attribute in mapping["attributeMappings"]
            if attribute["targetAttributeName"].lower() != "credentialdata"
        ] + [{
            "defaultValue": None, "exportMissingReferences": False, "flowBehavior": "FlowWhenChanged", "flowType": "Always",
            "matchingPriority": 0, "targetAttributeName": "CredentialData",
            "source": {"expression": "[PasswordHash]", "name": "PasswordHash", "type": "Attribute", "parameters": []},
        }]
json.dump(schema, sys.stdout)
' < "$work/schema" > "$work/body"
call PUT "$sync/jobs/${jobs[0]}/schema" 204 "$work/body"
call GET "$sync/jobs/${jobs[0]}/schema" 200 |
  field 'synchronizationRules.*.objectMappings.*.attributeMappings.*.targetAttributeName' > "$work/targets"
is "the number of password hash mappings" "$(grep --count --line-regexp CredentialData "$work/targets")" 2
echo "password hash mapping written"

for job in "${jobs[@]}"; do call POST "$sync/jobs/$job/start" 204; done
echo "jobs started"

for job in "${jobs[@]}"; do await "$sync/jobs/$job" status.code Active; done
echo "both jobs are Active"
