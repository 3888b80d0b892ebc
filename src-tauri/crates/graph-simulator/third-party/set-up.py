"""A whole set-up with msgraph-beta-sdk. Usage: python set-up.py demo.json (the line graph-simulator printed)."""

import asyncio
import json
import sys
import urllib.parse
import urllib.request

from kiota_abstractions.api_error import APIError
from kiota_abstractions.authentication import AccessTokenProvider, AllowedHostsValidator, BaseBearerTokenAuthenticationProvider
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from msgraph_beta import GraphRequestAdapter, GraphServiceClient
from msgraph_beta.generated.application_templates.item.instantiate.instantiate_post_request_body import InstantiatePostRequestBody
from msgraph_beta.generated.models.organization import Organization
from msgraph_beta.generated.models.synchronization_job import SynchronizationJob
from msgraph_beta.generated.models.synchronization_secret import SynchronizationSecret
from msgraph_beta.generated.models.synchronization_secret_key_string_value_pair import SynchronizationSecretKeyStringValuePair
from msgraph_beta.generated.service_principals.item.synchronization.secrets.secrets_put_request_body import SecretsPutRequestBody

CLOUD_SYNC = "1a4721b3-e57f-4451-ae87-ef078703ec94"
DOMAIN = "corp.contoso.com"
with open(sys.argv[1], encoding="utf-8") as line:
    demo = json.load(line)


def token() -> str:
    form = {"grant_type": "client_credentials", "client_id": demo["clientId"], "client_secret": demo["clientSecret"], "scope": demo["graph"] + "/.default"}
    url = f"{demo['login']}/{demo['tenant']}/oauth2/v2.0/token"
    with urllib.request.urlopen(url, urllib.parse.urlencode(form).encode()) as answer:
        return json.load(answer)["access_token"]


class Demo(AccessTokenProvider):
    def __init__(self) -> None:
        self.token = token()

    async def get_authorization_token(self, uri, additional_authentication_context=None):
        return self.token

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator(["127.0.0.1"])


async def eventually(ask):
    """Asks until the answer is there: what is created is not seen at once."""
    for _ in range(120):
        try:
            if answer := await ask():
                return answer
        except APIError as error:
            if error.response_status_code != 404:
                raise
        await asyncio.sleep(0.5)
    raise TimeoutError


async def main() -> None:
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(Demo()))
    adapter.base_url = demo["graph"] + "/beta"
    client = GraphServiceClient(request_adapter=adapter)

    await client.organization.by_organization_id(demo["tenant"]).patch(Organization(on_premises_sync_enabled=True))
    made = await client.application_templates.by_application_template_id(CLOUD_SYNC).instantiate.post(InstantiatePostRequestBody(display_name=DOMAIN))
    # The typed model knows `id` only; the beta service answers `objectId`.
    identifier = made.service_principal.id or made.service_principal.additional_data["objectId"]
    synchronization = client.service_principals.by_service_principal_id(identifier).synchronization
    await eventually(lambda: listed(synchronization.templates))

    jobs = [await synchronization.jobs.post(SynchronizationJob(template_id=template)) for template in ("AD2AADProvisioning", "AD2AADPasswordHash")]
    pair = SynchronizationSecretKeyStringValuePair
    await synchronization.secrets.put(SecretsPutRequestBody(value=[
        pair(key=SynchronizationSecret.Domain, value=json.dumps({"domain": DOMAIN})),
        pair(key=SynchronizationSecret.AppKey, value=json.dumps({"appKeyScenario": "AD2AADPasswordHash"})),
    ]))
    schema = synchronization.jobs.by_synchronization_job_id(jobs[0].id).schema
    assert (await eventually(schema.get)).synchronization_rules

    # The typed call for a change is PATCH, which the service does not know: read and write it raw.
    url = f"{adapter.base_url}/servicePrincipals/{identifier}/synchronization/jobs/{jobs[0].id}/schema"
    document = json.loads(await adapter.send_primitive_async(raw(Method.GET, url), "bytes", {}))
    for mapping in document["synchronizationRules"][0]["objectMappings"]:
        if mapping["sourceObjectName"] in ("user", "inetOrgPerson"):
            mapping["attributeMappings"].append({
                "targetAttributeName": "CredentialData", "matchingPriority": 0, "flowType": "Always", "flowBehavior": "FlowWhenChanged",
                "defaultValue": None, "exportMissingReferences": False,
                "source": {"type": "Attribute", "name": "PasswordHash", "expression": "[PasswordHash]", "parameters": []},
            })
    await adapter.send_no_response_content_async(raw(Method.PUT, url, document), {})

    for job in jobs:
        await synchronization.jobs.by_synchronization_job_id(job.id).start.post()
    await eventually(lambda: running(synchronization.jobs))
    print("done:", ", ".join(job.id for job in jobs))


async def listed(collection):
    return (await collection.get()).value


async def running(collection):
    found = (await collection.get()).value
    return len(found) == 2 and all(job.schedule.state == "Active" for job in found)


def raw(method: Method, url: str, body=None) -> RequestInformation:
    request = RequestInformation()
    request.http_method = method
    request.url = url
    request.headers.try_add("Accept", "application/json")
    if body is not None:
        request.set_stream_content(json.dumps(body).encode(), "application/json")
    return request


asyncio.run(main())
