"""A whole Cloud Sync set-up with msgraph-beta-sdk.

Usage: pip install -r requirements.txt && python set_up.py < demo.json, the line graph-simulator printed.
"""

import asyncio
import json
import sys
import time

import httpx
from azure.core.credentials import AccessToken
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph_beta import GraphRequestAdapter, GraphServiceClient
from msgraph_beta.generated.application_templates.item.instantiate.instantiate_post_request_body import (
    InstantiatePostRequestBody,
)
from msgraph_beta.generated.models.o_data_errors.o_data_error import ODataError
from msgraph_beta.generated.models.organization import Organization
from msgraph_beta.generated.models.synchronization_job import SynchronizationJob
from msgraph_beta.generated.models.synchronization_schedule_state import SynchronizationScheduleState
from msgraph_beta.generated.models.synchronization_schema import SynchronizationSchema
from msgraph_beta.generated.models.synchronization_secret import SynchronizationSecret
from msgraph_beta.generated.models.synchronization_secret_key_string_value_pair import (
    SynchronizationSecretKeyStringValuePair,
)
from msgraph_beta.generated.models.synchronization_status_code import SynchronizationStatusCode
from msgraph_beta.generated.service_principals.item.synchronization.secrets.secrets_put_request_body import (
    SecretsPutRequestBody,
)

CLOUD_SYNC = "1a4721b3-e57f-4451-ae87-ef078703ec94"
DOMAIN = "corp.contoso.com"
ERRORS = {"XXX": ODataError}  # as in the SDK's own calls


class DemoCredential:
    """A TokenCredential for the demo tenant; those of azure-identity sign in over https only."""

    def __init__(self, demo: dict) -> None:
        self._url = f"{demo['login']}/{demo['tenant']}/oauth2/v2.0/token"
        self._form = {
            "grant_type": "client_credentials",
            "client_id": demo["clientId"],
            "client_secret": demo["clientSecret"],
        }
        self._token = None

    def get_token(self, *scopes: str, **_options) -> AccessToken:
        if self._token is None:
            answer = httpx.post(self._url, data=self._form | {"scope": " ".join(scopes)}, trust_env=False)
            answer.raise_for_status()
            token = answer.json()
            self._token = AccessToken(token["access_token"], int(time.time()) + token["expires_in"])
            step("signed in")
        return self._token


async def main() -> None:
    demo = json.load(sys.stdin)
    # Plain http is allowed for loopback hosts; the scope is named, as the one made from the host would lack its port.
    authentication = AzureIdentityAuthenticationProvider(
        DemoCredential(demo), scopes=[f"{demo['graph']}/.default"], allowed_hosts=["127.0.0.1"]
    )
    adapter = GraphRequestAdapter(authentication)
    adapter.base_url = f"{demo['graph']}/beta"
    client = GraphServiceClient(request_adapter=adapter)

    await set_sync_flag(client, demo["tenant"])
    synchronization = await create_configuration(client)
    jobs = await create_jobs(synchronization)
    await write_settings(synchronization)
    await write_password_hash_mapping(adapter, jobs[0].schema)
    await start(jobs)


async def set_sync_flag(client: GraphServiceClient, tenant: str) -> None:
    organizations = (await client.organization.get()).value
    expect([one.id for one in organizations], [tenant])
    expect(organizations[0].on_premises_sync_enabled, None)
    step("organization read")

    organization = client.organization.by_organization_id(tenant)
    await organization.patch(Organization(on_premises_sync_enabled=True))
    expect((await organization.get()).on_premises_sync_enabled, True)
    step("sync flag set")


async def create_configuration(client: GraphServiceClient):
    template = client.application_templates.by_application_template_id(CLOUD_SYNC)
    made = await template.instantiate.post(InstantiatePostRequestBody(display_name=DOMAIN))
    expect(made.application.app_id, made.service_principal.app_id)
    # The model knows `id` alone; answers of beta were seen with `objectId`.
    identifier = made.service_principal.id or made.service_principal.additional_data["objectId"]
    principal = client.service_principals.by_service_principal_id(identifier)
    await eventually(principal, lambda found: found.display_name == DOMAIN)
    step(f"configuration created: {identifier}")

    wanted = {"AD2AADProvisioning", "AD2AADPasswordHash"}
    await eventually(
        principal.synchronization.templates, lambda listed: wanted <= {template.id for template in listed.value}
    )
    step("templates listed")
    return principal.synchronization


async def create_jobs(synchronization) -> list:
    jobs = []
    for template in ("AD2AADProvisioning", "AD2AADPasswordHash"):
        job = await synchronization.jobs.post(SynchronizationJob(template_id=template))
        expect(job.template_id, template)
        expect(job.schedule.state, SynchronizationScheduleState.Disabled)
        expect(job.status.code, SynchronizationStatusCode.Paused)
        jobs.append(synchronization.jobs.by_synchronization_job_id(job.id))
    step(f"jobs created: {len(jobs)}")
    return jobs


async def write_settings(synchronization) -> None:
    guard = {"Enabled": False, "DeleteThresholdEnabled": True, "DeleteThresholdValue": 500}
    settings = {
        SynchronizationSecret.Domain: {"domain": DOMAIN},
        SynchronizationSecret.AppKey: {"appKeyScenario": "AD2AADPasswordHash"},
        SynchronizationSecret.SyncNotificationSettings: guard,
    }
    pairs = [
        SynchronizationSecretKeyStringValuePair(key=key, value=json.dumps(value)) for key, value in settings.items()
    ]
    await synchronization.secrets.put(SecretsPutRequestBody(value=pairs))
    step("settings written")


async def write_password_hash_mapping(adapter: GraphRequestAdapter, schema) -> None:
    typed = await eventually(schema, lambda found: len(found.synchronization_rules) == 1)
    # Typed models drop enum values they do not know: what is sent back is the document as it came.
    answer = await adapter.send_primitive_async(schema.to_get_request_information(), "bytes", ERRORS)
    document = json.loads(answer)
    expect(len(typed.directories), len(document["directories"]))
    step(f"schema read: {len(answer)} bytes")

    await expect_typed_write_refused(schema)
    step("typed schema write refused")

    for mapping in document["synchronizationRules"][0]["objectMappings"]:
        if mapping["sourceObjectName"] in ("user", "inetOrgPerson") and mapping["targetObjectName"] == "User":
            others = [one for one in mapping["attributeMappings"] if not is_password_hash(one["targetAttributeName"])]
            mapping["attributeMappings"] = [*others, password_hash()]
    request = RequestInformation(Method.PUT, schema.url_template, schema.path_parameters)
    request.set_stream_content(json.dumps(document).encode(), "application/json")
    await adapter.send_no_response_content_async(request, ERRORS)

    counts = {
        mapping.source_object_name: sum(is_password_hash(one.target_attribute_name) for one in mapping.attribute_mappings)
        for mapping in (await schema.get()).synchronization_rules[0].object_mappings
    }
    expect({kind: count for kind, count in counts.items() if count}, {"user": 1, "inetOrgPerson": 1})
    step("password hash mapping written")


async def expect_typed_write_refused(schema) -> None:
    """The SDK's call for a changed schema is PATCH, a verb the service does not have."""
    try:
        await schema.patch(SynchronizationSchema())
    except ODataError as refusal:
        expect((refusal.response_status_code, refusal.error.code), (404, "UnknownError"))
        inner = json.loads(refusal.error.message)["Message"]
        expect(inner.startswith("No HTTP resource was found that matches the request URI"), True)
    else:
        raise AssertionError("PATCH of the schema was accepted")


async def start(jobs: list) -> None:
    for job in jobs:
        await job.start.post()
    step("jobs started")

    for job in jobs:
        await eventually(
            job,
            lambda found: found.schedule.state == SynchronizationScheduleState.Active
            and found.status.code == SynchronizationStatusCode.Active,
        )
    step("both jobs are Active")


async def eventually(builder, is_as_expected):
    """Asks until the answer is as expected: what was written is not seen at once."""
    end = time.monotonic() + 60
    while True:
        try:
            if is_as_expected(answer := await builder.get()):
                return answer
        except ODataError as error:
            if error.response_status_code != 404:
                raise
        if time.monotonic() > end:
            raise TimeoutError(f"{builder.url_template} never was as expected")
        await asyncio.sleep(0.3)


def is_password_hash(target: str) -> bool:
    return target.lower() == "credentialdata"


def password_hash() -> dict:
    return {
        "defaultValue": None,
        "exportMissingReferences": False,
        "flowBehavior": "FlowWhenChanged",
        "flowType": "Always",
        "matchingPriority": 0,
        "targetAttributeName": "CredentialData",
        "source": {"expression": "[PasswordHash]", "name": "PasswordHash", "type": "Attribute", "parameters": []},
    }


def expect(found, expected) -> None:
    if found != expected:
        raise AssertionError(f"{found!r} instead of {expected!r}")


def step(done: str) -> None:
    print(done, flush=True)


asyncio.run(main())
