//! A tenant, a place to work in, and whoever signs in there.

use std::path::{Path, PathBuf};
use std::process::Command;

use journey_tests::agent::Agent;
use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{DOMAIN, PASSWORD_HASH, PROVISIONING, only_one};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

pub(crate) const APPLY: &[&str] = &["apply", "set-up.json", "--yes"];
pub(crate) const PLAN: &[&str] = &["plan", "set-up.json"];
/// A certificate and its key, which tenants know once it is registered.
pub(crate) const CERTIFICATE: &str = include_str!("../fixtures/certificates/app.pem");
/// What is registered of it.
pub(crate) const REGISTRATION: &str = include_str!("../fixtures/certificates/app.json");

pub(crate) struct World {
    pub(crate) tenant: Tenant,
    pub(crate) place: Place,
}

impl World {
    pub(crate) async fn of(scenario: &str) -> Self {
        let tenant = Tenant::start(scenario).await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        Self { tenant, place }
    }

    /// In this way, of which nothing else is said.
    pub(crate) fn person(&self, way: &str, arguments: &[&str]) -> Command {
        let mut command = self.place.command_of_nobody(&self.tenant, arguments);
        command.args(["--auth", way]);
        command
    }

    /// As the application, with this certificate's file.
    pub(crate) fn certificate(&self, file: &Path, arguments: &[&str]) -> Command {
        let mut command = self.place.command_of_nobody(&self.tenant, arguments);
        command
            .env("AZURE_CLIENT_ID", self.tenant.text("clientId"))
            .env("AZURE_CLIENT_CERTIFICATE_PATH", file);
        command
    }

    pub(crate) fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let file = self.place.path().join(name);
        std::fs::write(&file, content).unwrap();
        file
    }

    pub(crate) fn somebody(&self, presses: &[(&str, &str)]) -> Agent {
        Agent::at(&self.tenant.connection, presses)
    }

    pub(crate) async fn trusts_the_certificate(&self) {
        let registration = serde_json::from_str(REGISTRATION).unwrap();
        self.tenant
            .control(Method::POST, "sign-in/certificates", Some(registration))
            .await;
    }

    pub(crate) async fn demands(&self, demand: &str) {
        let demand = Some(json!({ "demand": demand }));
        self.tenant.control(Method::PUT, "sign-in", demand).await;
    }

    /// What was sent to Graph and the sign-in service.
    pub(crate) async fn requests(&self) -> Value {
        self.tenant.control(Method::GET, "requests", None).await["requests"].take()
    }

    pub(crate) async fn is_set_up(&self) {
        only_one(&self.tenant.picture().await, &[PASSWORD_HASH, PROVISIONING]);
    }

    pub(crate) async fn is_untouched(&self) {
        assert!(self.tenant.picture().await.configurations.is_empty());
    }
}

pub(crate) fn ended(mut command: Command) -> Ended {
    command.output().unwrap().into()
}
