//! The set-up as code that does the same without Causeway: answers at the top, a fixed program below them.
//!
//! Comments and messages in there are English, like other code; secrets are left to the environment.

mod quoted;

use serde_json::{Value, json};

use crate::CLOUD_SYNC_TEMPLATE;
use crate::cloud_sync::{Existing, Scope, Setup};
use crate::steps::{PASSWORD_HASH, PROVISIONING, settings};
use quoted::{Language, Quoted};

const CURL: &str = include_str!("curl.sh");
const POWERSHELL: &str = include_str!("graph.ps1");
const TERRAFORM: &str = include_str!("azuread.tf");
/// Where the answers go, in each of the programs.
const ANSWERS: &str = "# ANSWERS #\n";

/// A bash script with curl and jq.
pub(crate) fn curl(setup: &Setup) -> String {
    CURL.replacen(ANSWERS, &curl_answers(&setup.clone().completed()), 1)
}

/// A script for Microsoft Graph PowerShell.
pub(crate) fn powershell(setup: &Setup) -> String {
    POWERSHELL.replacen(ANSWERS, &powershell_answers(&setup.clone().completed()), 1)
}

/// A Terraform configuration for the azuread provider, as far as that goes.
pub(crate) fn terraform(setup: &Setup) -> String {
    TERRAFORM.replacen(ANSWERS, &terraform_answers(&setup.clone().completed()), 1)
}

/// Of an answer that is complete.
fn is_on(answer: Option<bool>) -> bool {
    answer == Some(true)
}

fn curl_answers(setup: &Setup) -> String {
    let answers = [
        ("tenant", setup.tenant().to_owned()),
        ("name", setup.name().to_owned()),
        ("domain", setup.domain().to_owned()),
        ("existing", existing(setup).to_owned()),
        ("template", CLOUD_SYNC_TEMPLATE.to_owned()),
        ("scope", scope(setup).to_string()),
        ("settings", settings(setup).to_string()),
        ("hashes", json!(hashed(setup)).to_string()),
        ("writeback", setup.exchange_hybrid_writeback().to_string()),
        ("start", is_on(setup.starts()).to_string()),
    ];
    let lines = answers.map(|(name, value)| format!("{name}={}\n", Quoted(Language::Bash, &value)));
    format!("{}templates=({})\n", lines.concat(), templates(setup).join(" "))
}

fn powershell_answers(setup: &Setup) -> String {
    let text = |text: &str| Quoted(Language::PowerShell, text).to_string();
    let list = |texts: &[&str]| {
        format!(
            "@({})",
            texts.iter().map(|each| text(each)).collect::<Vec<_>>().join(", ")
        )
    };
    let switch = |on: bool| if on { "$true" } else { "$false" }.to_owned();
    let (containers, groups) = filters(setup);
    let answers = [
        ("Tenant", text(setup.tenant())),
        ("Name", text(setup.name())),
        ("Domain", text(setup.domain())),
        ("Existing", text(existing(setup))),
        ("Template", text(CLOUD_SYNC_TEMPLATE)),
        ("Containers", list(&containers)),
        ("Groups", list(&groups)),
        ("Settings", text(&settings(setup).to_string())),
        ("Hashes", list(&hashed(setup))),
        ("Templates", list(&templates(setup))),
        ("Writeback", switch(setup.exchange_hybrid_writeback())),
        ("Start", switch(is_on(setup.starts()))),
    ];
    answers.map(|(name, value)| format!("${name} = {value}\n")).concat()
}

fn terraform_answers(setup: &Setup) -> String {
    let quoted = |text: &str| Quoted(Language::Terraform, text).to_string();
    let settings = settings(setup);
    let settings: Vec<_> = settings.as_object().into_iter().flatten().collect();
    let width = settings.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    let lines = settings
        .iter()
        .map(|(key, value)| format!("    {key:<width$} = {}\n", quoted(&value.to_string())));
    let lines: String = lines.collect();
    let templates: Vec<_> = templates(setup).into_iter().map(quoted).collect();
    format!(
        "locals {{\n  tenant    = {}\n  name      = {}\n  template  = {}\n  templates = [{}]\n  settings = {{\n{}  }}\n}}\n",
        quoted(setup.tenant()),
        quoted(setup.name()),
        quoted(CLOUD_SYNC_TEMPLATE),
        templates.join(", "),
        lines,
    )
}

/// `adopt`, `leave` or the id of a configuration.
fn existing(setup: &Setup) -> &str {
    match setup.existing() {
        Existing::Adopt | Existing::New => "adopt",
        Existing::Leave => "leave",
        Existing::This(id) => id,
    }
}

/// Templates of the jobs, in the order of their creation. The one for Exchange comes after a look of its own.
fn templates(setup: &Setup) -> Vec<&'static str> {
    let hashes = is_on(setup.password_hash_sync()).then_some(PASSWORD_HASH);
    [PROVISIONING].into_iter().chain(hashes).collect()
}

/// Kinds of people whose password hashes are mapped.
fn hashed(setup: &Setup) -> Vec<&'static str> {
    match (is_on(setup.password_hash_sync()), setup.inet_org_person_passwords()) {
        (true, true) => vec!["user", "inetOrgPerson"],
        (true, false) => vec!["user"],
        (false, _) => Vec::new(),
    }
}

fn scope(setup: &Setup) -> Value {
    let (containers, groups) = filters(setup);
    json!({ "containers": containers, "groups": groups })
}

/// Organizational units and groups in scope; none of either is everyone.
fn filters(setup: &Setup) -> (Vec<&str>, Vec<&str>) {
    fn names(names: &[String]) -> Vec<&str> {
        names.iter().map(String::as_str).collect()
    }
    match setup.scope() {
        None | Some(Scope::Everyone) => (Vec::new(), Vec::new()),
        Some(Scope::Ous(ous)) => (names(ous), Vec::new()),
        Some(Scope::Groups(groups)) => (Vec::new(), names(groups)),
    }
}

#[cfg(test)]
mod tests;
