//! A demo tenant in a process of its own, and Graph calls that do not go through our client.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::program;

/// The Cloud Sync template (contract 6.1).
pub const AD2AAD: &str = "1a4721b3-e57f-4451-ae87-ef078703ec94";

/// A running simulator; one that was started here ends with this value.
#[derive(Debug)]
pub struct Tenant {
    child: Option<Child>,
    // The simulator serves until its input closes.
    _input: Option<ChildStdin>,
    /// What it printed at its start.
    pub connection: Value,
    http: reqwest::Client,
    token: String,
}

impl Tenant {
    /// Starts a simulator with waits of no length.
    pub async fn start(scenario: &str) -> Self {
        Self::start_with(scenario, &["--timing", "instant"]).await
    }

    /// Starts a simulator with options of its own.
    pub async fn start_with(scenario: &str, options: &[&str]) -> Self {
        let mut child = Command::new(program::built("graph-simulator"))
            .args(["--scenario", scenario])
            .arg("--until-stdin-closes")
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the simulator starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output is piped");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("it prints where it is");
        let connection: Value = serde_json::from_str(&line).expect("one JSON line");
        let input = child.stdin.take();
        let mut tenant = Self::at(connection).await;
        (tenant.child, tenant._input) = (Some(child), input);
        tenant
    }

    /// A simulator that runs elsewhere, by the connection that it gave.
    pub async fn at(connection: Value) -> Self {
        // A test stands still while a program runs, so it would not hear that an idle connection was closed.
        // The demo tenant speaks plain HTTP, and reading the system's certificates for each client takes longer than a request.
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .tls_certs_only([]);
        let http = http.build().expect("a plain client");
        let mut tenant = Self {
            child: None,
            _input: None,
            connection,
            http,
            token: String::new(),
        };
        tenant.token = tenant.sign_in().await;
        tenant
    }

    /// Whether it still runs.
    pub async fn answers(&self) -> bool {
        self.http.get(self.text("graph")).send().await.is_ok()
    }

    /// A text of the connection, such as `graph` or `clientSecret`.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.connection[name]
            .as_str()
            .unwrap_or_else(|| panic!("{name} in {}", self.connection))
    }

    async fn sign_in(&self) -> String {
        let url = format!("{}/{}/oauth2/v2.0/token", self.text("login"), self.text("tenant"));
        let scope = format!("{}/.default", self.text("graph"));
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", self.text("clientId")),
            ("client_secret", self.text("clientSecret")),
            ("scope", &scope),
        ];
        let answer = self.http.post(url).form(&form).send().await.expect("an answer");
        let body: Value = answer.json().await.expect("JSON");
        body["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("a token in {body}"))
            .to_owned()
    }

    /// One Graph call; path with version.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        loop {
            let url = format!("{}{path}", self.text("graph"));
            let mut request = self.http.request(method.clone(), url).bearer_auth(&self.token);
            if let Some(body) = &body {
                request = request.json(body);
            }
            let answer = request.send().await.expect("an answer");
            let status = answer.status().as_u16();
            let wait = answer
                .headers()
                .get("retry-after")
                .and_then(|wait| wait.to_str().ok()?.parse().ok());
            let text = answer.text().await.expect("a body");
            match wait {
                // A refusal that says how long to wait is waited out, as by any good client.
                Some(seconds) if status == 429 => tokio::time::sleep(Duration::from_secs(seconds)).await,
                _ if text.is_empty() => return (status, Value::Null),
                _ => return (status, text.parse().expect("JSON")),
            }
        }
    }

    /// GET that must succeed.
    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(Method::GET, path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// One call of the control routes, which only tests use.
    pub async fn control(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let url = format!("{}/_sim/{path}", self.text("graph"));
        let mut request = self
            .http
            .request(method, url)
            .header("x-sim-key", self.text("controlKey"));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert!(status.is_success(), "{path}: {status} {text}");
        if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text).expect("JSON")
        }
    }

    /// The whole configuration picture, as Graph shows it: what a journey may have changed.
    pub async fn picture(&self) -> Picture {
        let organization = self.get("/v1.0/organization").await["value"][0].clone();
        let filter = format!("/v1.0/servicePrincipals?$filter=applicationTemplateId eq '{AD2AAD}'");
        let list = self.get(&filter).await["value"].as_array().cloned().unwrap_or_default();
        let mut configurations = Vec::new();
        for found in list {
            configurations.push(self.configuration(found["id"].as_str().expect("an id")).await);
        }
        Picture {
            sync_enabled: organization["onPremisesSyncEnabled"].clone(),
            configurations,
        }
    }

    async fn configuration(&self, id: &str) -> Configuration {
        let root = format!("/v1.0/servicePrincipals/{id}");
        let name = self.get(&root).await["displayName"]
            .as_str()
            .expect("a name")
            .to_owned();
        let secrets = self.get(&format!("{root}/synchronization/secrets")).await["value"].clone();
        let secrets = secrets.as_array().expect("a list").iter();
        let secrets = secrets
            .map(|entry| (text(&entry["key"]), text(&entry["value"])))
            .collect();
        let listed = self.get(&format!("{root}/synchronization/jobs")).await["value"].clone();
        let mut jobs = Vec::new();
        for job in listed.as_array().expect("a list") {
            let schema = self
                .get(&format!("{root}/synchronization/jobs/{}/schema", text(&job["id"])))
                .await;
            jobs.push(Job {
                template: text(&job["templateId"]),
                json: job.clone(),
                schema,
            });
        }
        jobs.sort_by(|one, other| one.template.cmp(&other.template));
        Configuration {
            id: id.to_owned(),
            name,
            secrets,
            jobs,
        }
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill(); // it may have ended by itself
            let _ = child.wait();
        }
    }
}

/// What a journey may have changed in a tenant.
#[derive(Debug, Clone)]
pub struct Picture {
    /// `onPremisesSyncEnabled`.
    pub sync_enabled: Value,
    /// Every Cloud Sync configuration.
    pub configurations: Vec<Configuration>,
}

impl Picture {
    /// Without what differs from run to run: ids, times and counts.
    #[must_use]
    pub fn essence(&self) -> Value {
        let configurations = self.configurations.iter().map(|configuration| {
            let jobs = configuration.jobs.iter().map(|job| {
                let mut schema = job.schema.clone();
                for changing in ["id", "version", "@odata.context", "directories@odata.context"] {
                    schema[changing] = Value::Null;
                }
                json!({ "template": job.template, "schedule": job.json["schedule"], "schema": schema })
            });
            json!({ "name": configuration.name, "secrets": configuration.secrets, "jobs": jobs.collect::<Vec<_>>() })
        });
        json!({ "syncEnabled": self.sync_enabled, "configurations": configurations.collect::<Vec<_>>() })
    }
}

/// One configuration.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// Object id of the service principal.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Keys and values of its settings.
    pub secrets: std::collections::BTreeMap<String, String>,
    /// Its jobs by template.
    pub jobs: Vec<Job>,
}

impl Configuration {
    /// Templates of the jobs, sorted.
    #[must_use]
    pub fn templates(&self) -> Vec<&str> {
        self.jobs.iter().map(|job| job.template.as_str()).collect()
    }

    /// The job of a template.
    #[must_use]
    pub fn job(&self, template: &str) -> &Job {
        self.jobs
            .iter()
            .find(|job| job.template == template)
            .unwrap_or_else(|| panic!("no {template} job"))
    }

    /// A setting as JSON.
    #[must_use]
    pub fn setting(&self, key: &str) -> Value {
        self.secrets
            .get(key)
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or(Value::Null)
    }
}

/// One job.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its template.
    pub template: String,
    /// As J1 shows it.
    pub json: Value,
    /// Its schema.
    pub schema: Value,
}

/// Takes password hash mappings out of a schema and returns how many each kind of person had; what remains must be what was there
/// before.
pub fn take_hash_mappings(schema: &mut Value) -> Value {
    schema["version"] = Value::Null;
    let mut counts = json!({});
    for mapping in schema["synchronizationRules"][0]["objectMappings"]
        .as_array_mut()
        .expect("object mappings")
    {
        let source = text(&mapping["sourceObjectName"]);
        let Some(attributes) = mapping["attributeMappings"].as_array_mut() else {
            continue;
        };
        let before = attributes.len();
        attributes.retain(|attribute| {
            text(&attribute["targetAttributeName"]) != "CredentialData"
                || text(&attribute["source"]["expression"]) != "[PasswordHash]"
        });
        if attributes.len() < before {
            counts[source] = json!(before - attributes.len());
        }
    }
    counts
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
