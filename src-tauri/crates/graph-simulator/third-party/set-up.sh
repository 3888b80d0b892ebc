#!/bin/sh
# A whole set-up with curl and jq. Usage: set-up.sh demo.json (the line graph-simulator printed).
set -eu
demo() { jq -r ".$1" "$FILE"; }
FILE=$1
GRAPH=$(demo graph)/v1.0
TOKEN=$(curl -sSf "$(demo login)/$(demo tenant)/oauth2/v2.0/token" -d grant_type=client_credentials -d client_id="$(demo clientId)" \
  --data-urlencode client_secret="$(demo clientSecret)" -d scope="$(demo graph)/.default" | jq -r .access_token)
call() { # METHOD PATH [BODY]
  curl -sSf --compressed -X "$1" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$GRAPH$2" ${3+--data-binary "$3"}
}
eventually() { until "$@" > /dev/null 2>&1; do sleep 0.5; done; }

call PATCH "/organization/$(demo tenant)" '{"onPremisesSyncEnabled":true}'
SP=$(call POST /applicationTemplates/1a4721b3-e57f-4451-ae87-ef078703ec94/instantiate '{"displayName":"corp.contoso.com"}' | jq -er .servicePrincipal.id)
SYNC=/servicePrincipals/$SP/synchronization
has_templates() { call GET "$SYNC/templates" | jq -es '.[0].value | length > 0'; }
eventually has_templates
PROVISIONING=$(call POST "$SYNC/jobs" '{"templateId":"AD2AADProvisioning"}' | jq -er .id)
HASHES=$(call POST "$SYNC/jobs" '{"templateId":"AD2AADPasswordHash"}' | jq -er .id)
call PUT "$SYNC/secrets" '{"value":[{"key":"Domain","value":"{\"domain\":\"corp.contoso.com\"}"},{"key":"AppKey","value":"{\"appKeyScenario\":\"AD2AADPasswordHash\"}"}]}'
SCHEMA=$(mktemp)
trap 'rm -f "$SCHEMA"' EXIT
eventually call GET "$SYNC/jobs/$PROVISIONING/schema"
call GET "$SYNC/jobs/$PROVISIONING/schema" | jq '(.synchronizationRules[0].objectMappings[] | select(.sourceObjectName == "user" or .sourceObjectName == "inetOrgPerson").attributeMappings)
  += [{targetAttributeName: "CredentialData", matchingPriority: 0, flowType: "Always", flowBehavior: "FlowWhenChanged", defaultValue: null,
       exportMissingReferences: false, source: {type: "Attribute", name: "PasswordHash", expression: "[PasswordHash]", parameters: []}}]' > "$SCHEMA"
call PUT "$SYNC/jobs/$PROVISIONING/schema" "@$SCHEMA"
for job in "$PROVISIONING" "$HASHES"; do call POST "$SYNC/jobs/$job/start"; done
running() { call GET "$SYNC/jobs" | jq -es '[.[0].value[].schedule.state] == ["Active","Active"]'; }
eventually running
echo "done: $PROVISIONING, $HASHES"
