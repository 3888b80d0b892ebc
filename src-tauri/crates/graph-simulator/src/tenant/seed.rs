//! What a scenario has set up already. It is done by the same calls an administrator would have made, some weeks ago; what happened
//! outside Graph happens in the tenant itself.

mod app;
mod sender;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::numbers::Numbers;
use super::story::{Happening, Jobs, Made, Takes, story};
use super::{Configuration, Tenant};
use crate::call::Method;
use crate::clock::after;
use crate::directory::{Directory, Flaw, Scope, dn_of};
use crate::gallery::CLOUD_SYNC;
use crate::jobs::{Job, Trouble, catch_up};
use crate::reply::{Body, Reply};
use crate::routes;
pub(super) use sender::File;

/// The OU of [`Happening::UnitIsMade`].
const UNIT: &str = "Sales";

/// Brings a new tenant to where its scenario begins.
pub fn seed(tenant: &mut Tenant, now: Timestamp) {
    let story = story(tenant.scenario.variant);
    let numbers = Numbers::of(tenant.scenario.company);
    let mut past = Past {
        tenant,
        numbers,
        at: now,
    };
    for (ago, happening) in story {
        past.at = now.checked_sub(ago).unwrap_or(now);
        past.happens(happening);
    }
    catch_up(past.tenant, now);
}

/// The tenant at an earlier time. Each call passes a minute after the one before, so nothing is waited for.
struct Past<'t> {
    tenant: &'t mut Tenant,
    numbers: Numbers,
    at: Timestamp,
}

impl Past<'_> {
    fn happens(&mut self, happening: Happening) {
        // What happens finds the tenant as it was then.
        catch_up(self.tenant, self.at);
        let domain = self.tenant.names.ad_domain.clone();
        match happening {
            Happening::SetUp(takes) => self.set_up(&domain, takes),
            Happening::HalfSetUp => self.half_set_up(&domain),
            Happening::SecondSetUp => self.half_set_up(&format!("{domain} (2)")),
            Happening::Staff => {
                let (fail, odd, join) = (self.numbers.fail, self.numbers.odd, self.numbers.join);
                self.break_people(&fail);
                self.break_people(&odd);
                self.company().keep_for_later(join);
            }
            Happening::Joins => {
                self.company().add_people(1);
            }
            Happening::Leaves => {
                self.company().remove_people(1);
            }
            Happening::SlowRounds => {
                let objects = self.tenant.company.in_scope(&Scope::default()).len();
                self.tenant.pace = Some(objects as f64 / self.numbers.first_round.as_secs_f64());
            }
            Happening::AllAgentsStop => self.tenant.agents.iter_mut().for_each(|agent| agent.active = false),
            Happening::OneAgentStops => self
                .tenant
                .agents
                .iter_mut()
                .take(1)
                .for_each(|agent| agent.active = false),
            Happening::AgentsVanish => self.tenant.agents.clear(),
            Happening::AgentsServeAnotherDomain => {
                let other = format!("intern.{}", self.tenant.names.verified_domain);
                self.tenant
                    .agents
                    .iter_mut()
                    .for_each(|agent| agent.domains = vec![other.clone()]);
            }
            Happening::Trouble(jobs, reason, code) => {
                let at = self.at;
                self.each(jobs, |job| job.impose(Trouble::new(Some(reason), Some(code), true), at));
            }
            Happening::ManyBreak => {
                let many = self.numbers.many;
                self.break_people(&many);
            }
            Happening::UnitIsMade => {
                let unit = self.numbers.unit;
                self.company().move_people(unit, None, UNIT);
            }
            Happening::UnitLeavesScope => self.take_unit_out_of_scope(),
            Happening::SomeComeBack => {
                let (deleted, back) = (self.numbers.deleted, self.numbers.back);
                self.company().add_people(deleted);
                let home = self.numbers.home;
                self.company().move_people(back, Some(UNIT), home);
            }
            Happening::Silence => self.each(Jobs::CloudSync, Job::fall_silent),
            Happening::SettingsDrift => self.drift_from_settings(&domain),
            Happening::MappingsDrift => self.change_schema(drift_from_mappings),
            Happening::Pause(jobs) => self.act(jobs, "pause"),
            Happening::AppSetUp(name) => self.set_up_app(name),
            Happening::Instance(name, made) => self.make_instance(name, made),
            Happening::LookAgain => self.act(Jobs::Main, "restart"),
            Happening::Restart(jobs) => self.act(jobs, "restart"),
            Happening::Sends(file) => self.send(file),
            Happening::SendsManyLeavers => self.send_many_leavers(),
            Happening::TenantGuardTightens => self.tighten_tenant_guard(),
            Happening::ManyLeave => {
                let (_, leave) = self.numbers.refused;
                self.company().remove_people(leave);
            }
        }
    }

    fn company(&mut self) -> &mut Directory {
        Arc::make_mut(&mut self.tenant.company)
    }

    fn break_people(&mut self, counts: &[(usize, Flaw)]) {
        for &(count, flaw) in counts {
            self.company().break_people(count, flaw);
        }
    }

    fn each(&mut self, jobs: Jobs, deed: impl Fn(&mut Job)) {
        let found = self
            .tenant
            .service_principals
            .iter_mut()
            .filter(|found| jobs.are_of(found));
        let found = found.flat_map(|found| &mut found.jobs);
        found
            .filter(|job| jobs != Jobs::Main || job.template_id == "AD2AADProvisioning")
            .for_each(deed);
    }

    fn call(&mut self, method: Method, path: &str, body: &Value) -> Reply {
        self.at = after(self.at, Duration::from_secs(60));
        routes::ask(self.tenant, method, path, body, self.at)
    }

    fn configuration(&mut self, template: &str, name: &str) -> String {
        let created = self.call(
            Method::Post,
            &format!("/applicationTemplates/{template}/instantiate"),
            &json!({"displayName": name}),
        );
        text(created.json(), "/servicePrincipal/id")
    }

    fn job(&mut self, configuration: &str, template: &str) -> String {
        let created = self.call(
            Method::Post,
            &format!("/servicePrincipals/{configuration}/synchronization/jobs"),
            &json!({"templateId": template}),
        );
        text(created.json(), "/id")
    }

    fn secrets(&mut self, configuration: &str, entries: &[(&str, Value)]) {
        let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let value: Vec<Value> = entries
            .iter()
            .map(|(key, value)| json!({"key": key, "value": plain(value)}))
            .collect();
        self.call(
            Method::Put,
            &format!("/servicePrincipals/{configuration}/synchronization/secrets"),
            &json!({"value": value}),
        );
    }

    fn half_set_up(&mut self, name: &str) {
        let domain = self.tenant.names.ad_domain.clone();
        let id = self.configuration(CLOUD_SYNC, name);
        self.job(&id, "AD2AADProvisioning");
        self.secrets(&id, &[("Domain", json!({"domain": domain}))]);
    }

    fn set_up(&mut self, domain: &str, takes: Takes) {
        let organization = format!("/organization/{}", self.tenant.id);
        self.call(Method::Patch, &organization, &json!({"onPremisesSyncEnabled": true}));
        let id = self.configuration(CLOUD_SYNC, domain);
        let provisioning = self.job(&id, "AD2AADProvisioning");
        let hashes = self.job(&id, "AD2AADPasswordHash");
        let mail = format!("ops@{}", self.tenant.names.verified_domain);
        self.settings(
            &id,
            domain,
            &json!({"Enabled": true, "Recipients": mail, "DeleteThresholdEnabled": true, "DeleteThresholdValue": 500}),
        );
        let ad_domain = dn_of(&self.tenant.names.ad_domain);
        let unit = format!("OU={},{ad_domain}", self.numbers.home);
        let group = format!("CN=Pilot,OU=Groups,{ad_domain}");
        self.change_schema(|schema| {
            add_password_mapping(schema);
            let rule = &mut schema["synchronizationRules"][0];
            match takes {
                Takes::Everybody => {}
                Takes::Unit => rule["containerFilter"] = json!({"includedContainers": [unit]}),
                Takes::Group => rule["groupFilter"] = json!({"includedGroups": [group]}),
            }
        });
        for job in [provisioning, hashes] {
            let start = format!("/servicePrincipals/{id}/synchronization/jobs/{job}/start");
            self.call(Method::Post, &start, &Value::Null);
        }
    }

    fn settings(&mut self, configuration: &str, domain: &str, notification: &Value) {
        self.secrets(
            configuration,
            &[
                ("Domain", json!({"domain": domain})),
                ("AppKey", json!({"appKeyScenario": "AD2AADPasswordHash"})),
                ("SyncNotificationSettings", notification.clone()),
            ],
        );
    }

    /// Changes the schema of Cloud Sync's main job.
    fn change_schema(&mut self, change: impl FnOnce(&mut Value)) {
        let Some((configuration, job)) = self.addresses(Jobs::Main).pop() else {
            return;
        };
        let path = format!("/servicePrincipals/{configuration}/synchronization/jobs/{job}/schema");
        let schema = self.call(Method::Get, &path, &Value::Null);
        if let Some(mut schema) = content(&schema) {
            change(&mut schema);
            self.call(Method::Put, &path, &schema);
        }
    }

    /// Configuration and job.
    fn addresses(&mut self, jobs: Jobs) -> Vec<(String, String)> {
        let mut ids = Vec::new();
        for place in 0..self.tenant.service_principals.len() {
            let found = &self.tenant.service_principals[place];
            let is_wanted = jobs.are_of(found);
            let is_main = |job: &&Job| jobs != Jobs::Main || job.template_id == "AD2AADProvisioning";
            let wanted = found.jobs.iter().filter(|_| is_wanted).filter(is_main);
            ids.extend(wanted.map(|job| (found.id.clone(), job.id.clone())));
        }
        ids
    }

    fn act(&mut self, jobs: Jobs, action: &str) {
        for (configuration, job) in self.addresses(jobs) {
            let path = format!("/servicePrincipals/{configuration}/synchronization/jobs/{job}/{action}");
            self.call(Method::Post, &path, &Value::Null);
        }
    }

    /// While the job is paused, so that both wait for the same round.
    fn take_unit_out_of_scope(&mut self) {
        let domain = self.tenant.names.ad_domain.clone();
        if let Some((configuration, _)) = self.addresses(Jobs::Main).pop() {
            let guard = json!({"DeleteThresholdEnabled": true, "DeleteThresholdValue": self.numbers.guard});
            self.settings(&configuration, &domain, &guard);
        }
        self.act(Jobs::Main, "pause");
        let deleted = self.numbers.deleted;
        self.company().remove_people(deleted);
        let top = |dn: &String| !dn.starts_with(&format!("OU={UNIT},")) && dn.matches("OU=").count() == 1;
        let kept: Vec<String> = self
            .tenant
            .company
            .organizational_units()
            .into_iter()
            .filter(top)
            .collect();
        self.change_schema(|schema| {
            schema["synchronizationRules"][0]["containerFilter"] = json!({"includedContainers": kept})
        });
        self.act(Jobs::Main, "start");
    }

    /// Nobody is told any more, and nothing stops a wave of deletes.
    fn drift_from_settings(&mut self, domain: &str) {
        if let Some((configuration, _)) = self.addresses(Jobs::Main).pop() {
            let notification = json!({"Enabled": false, "Recipients": "", "DeleteThresholdEnabled": false, "DeleteThresholdValue": 500});
            self.settings(&configuration, domain, &notification);
        }
    }

    /// Left from the days of another synchronization; here it acts on this one, too.
    fn tighten_tenant_guard(&mut self) {
        let path = format!("/directory/onPremisesSynchronization/{}", self.tenant.id);
        let guard =
            json!({"synchronizationPreventionType": "enabledForCount", "alertThreshold": self.numbers.refused.0});
        let body = json!({"configuration": {"accidentalDeletionPrevention": guard}});
        self.call(Method::Patch, &path, &body);
    }
}

impl Jobs {
    fn are_of(self, configuration: &Configuration) -> bool {
        match self {
            Self::Main | Self::CloudSync => configuration.template_id == CLOUD_SYNC,
            Self::App(name) => configuration.display_name == name,
        }
    }
}

fn text(body: Option<&Value>, pointer: &str) -> String {
    body.and_then(|body| body.pointer(pointer))
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn content(reply: &Reply) -> Option<Value> {
    match &reply.body {
        Body::Json(value) => Some(value.clone()),
        Body::Raw { bytes, .. } => serde_json::from_slice(bytes).ok(),
        Body::Empty => None,
    }
}

/// The attribute mappings of each object mapping of people.
fn people_mappings(schema: &mut Value) -> impl Iterator<Item = &mut Vec<Value>> {
    let mappings = schema
        .pointer_mut("/synchronizationRules/0/objectMappings")
        .and_then(Value::as_array_mut);
    mappings
        .into_iter()
        .flatten()
        .filter(|mapping| matches!(mapping["sourceObjectName"].as_str(), Some("user" | "inetOrgPerson")))
        .filter_map(|mapping| mapping["attributeMappings"].as_array_mut())
}

fn direct(source: &str) -> Value {
    json!({"expression": format!("[{source}]"), "name": source, "type": "Attribute", "parameters": []})
}

/// Contract 10.5, third switch.
fn add_password_mapping(schema: &mut Value) {
    for attributes in people_mappings(schema) {
        attributes.push(json!({
            "defaultValue": null, "exportMissingReferences": false, "flowBehavior": "FlowWhenChanged", "flowType": "Always", "matchingPriority": 0,
            "targetAttributeName": "CredentialData",
            "source": direct("PasswordHash"),
        }));
    }
}

/// Three that differ from Microsoft's default: target attribute, and the source it has now.
fn drift_from_mappings(schema: &mut Value) {
    const CHANGED: [(&str, &str); 3] = [
        ("Department", "company"),
        ("Mail", "extensionAttribute1"),
        ("ExtensionAttribute5", "extensionAttribute6"),
    ];
    for attribute in people_mappings(schema).flatten() {
        let target = attribute["targetAttributeName"].as_str().unwrap_or_default();
        let changed = CHANGED.iter().find(|(name, _)| name.eq_ignore_ascii_case(target));
        if let Some((_, source)) = changed {
            attribute["source"] = direct(source);
        }
    }
}
