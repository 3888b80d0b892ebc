//! Neither the application's secret nor a token of a run is anywhere that a person, a pipeline or another program finds: what is printed,
//! the state folder, the exports, temporary files. Runs go well, badly, and through answers that quote and break.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::DOMAIN;
use journey_tests::searched::{TOKEN, gives_away, has_none_of, spellings};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::json;

/// The set-up file, and what was said.
const FILES: usize = 2;
/// A sign-in that breaks off, a gateway in its place, and everything a run meets on its way, each at its first turn.
const ROUGH: &[&str] = &[
    "/*/oauth2/v2.0/token#1=truncate",
    "/*/oauth2/v2.0/token#2=html:502",
    "/*/oauth2/v2.0/token#3=quoted",
    "GET /organization=expired-token",
    "GET /servicePrincipals=quoted",
    "/servicePrincipals/*/synchronization/jobs#2=quoted",
    "GET /servicePrincipals/*/synchronization/secrets#2=quoted",
    "POST /applicationTemplates/*/instantiate=reset:after",
    "POST /servicePrincipals/*/synchronization/jobs=504:after",
    "GET /servicePrincipals/*/synchronization/secrets=insufficient-claims",
    "PUT /servicePrincipals/*/synchronization/secrets=html:502",
    "GET /servicePrincipals/*/synchronization/jobs/*/schema=truncate",
];

#[tokio::test]
async fn a_run_that_goes_well_gives_nothing_away() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    apply(&tenant, &place, &[]).expect(0);
    holds_no_secret(&tenant, &place);
}

#[tokio::test]
async fn a_run_through_broken_answers_gives_nothing_away() {
    let tenant = Tenant::start("contoso").await;
    for fault in ROUGH {
        tenant
            .control(Method::POST, "faults", Some(json!({ "fault": fault })))
            .await;
    }
    let place = Place::new(&tenant, DOMAIN, json!({}));
    // Whether one run gets through all of it is not the question here; that the last one does is.
    let runs = (0..ROUGH.len()).map(|_| apply(&tenant, &place, &["--output", "json"]).code);
    assert!(runs.into_iter().any(|code| code == 0), "it never came to an end");
    holds_no_secret(&tenant, &place);
}

/// The wrong secret is a sentinel; the service quotes what it was sent.
#[tokio::test]
async fn a_refused_sign_in_gives_nothing_away() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let mut command = command(&tenant, &place, &["apply", "set-up.json", "--yes"]);
    command.env("AZURE_CLIENT_SECRET", "sentinel-of-a-wrong-secret");
    let ended: Ended = command.output().unwrap().into();
    ended.expect(4);
    keep(&place, "refused", &ended);
    has_none_of(place.path(), &["sentinel", TOKEN], FILES);
}

/// The sign-in service quotes the whole form, in each spelling that a secret can have.
#[tokio::test]
async fn a_sign_in_service_that_quotes_the_form_gives_nothing_away() {
    const SECRET: &str = "a~b.c/d+e=%\"\\é";
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for spelled in spellings(SECRET) {
        let (login, heard) = parrot(json!({
            "error": "invalid_client", "error_codes": [7_000_215], "trace_id": spelled, "claims": spelled,
            "error_description": format!("AADSTS7000215: Wrong. You sent client_secret={spelled}&scope=x\r\nTrace ID: {spelled}"),
        }));
        for output in ["text", "json"] {
            let asked = command(&tenant, &place, &["plan", "set-up.json", "--output", output]);
            let mut asking = std::process::Command::new(asked.get_program());
            let arguments = asked.get_args().map(|argument| match argument.to_str() {
                Some(argument) if argument == tenant.text("login") => login.as_str().into(),
                _ => argument.to_owned(),
            });
            asking.args(arguments).current_dir(place.path()).env_clear();
            asking.envs(asked.get_envs().filter_map(|(name, value)| Some((name, value?))));
            let ended: Ended = asking.env("AZURE_CLIENT_SECRET", SECRET).output().unwrap().into();
            ended.expect(4);
            ended.says("AADSTS7000215");
            keep(&place, output, &ended);
        }
        assert!(gives_away(&heard.lock().unwrap(), SECRET), "it was sent");
    }
    has_none_of(place.path(), &[SECRET], FILES);
}

/// A sign-in service that refuses everybody with this body, and what it heard.
fn parrot(body: serde_json::Value) -> (String, Arc<Mutex<Vec<u8>>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hearing = Arc::clone(&heard);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            // The form is the last part, and its scope the last of it that is needed here.
            while !request.windows(13).any(|part| part == b"client_secret")
                || !request.windows(5).any(|part| part == b"scope")
            {
                let mut piece = [0; 4096];
                match stream.read(&mut piece) {
                    Ok(0) | Err(_) => break,
                    Ok(read) => request.extend_from_slice(&piece[..read]),
                }
            }
            hearing.lock().unwrap().extend(request);
            let body = body.to_string();
            let length = body.len();
            let head = format!("HTTP/1.1 401 Unauthorized\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            let _ = stream.write_all(format!("{head}{body}").as_bytes()); // who has gone needs no answer
        }
    });
    (origin, heard)
}

#[tokio::test]
async fn exports_hold_no_secret() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for form in ["setup", "curl", "powershell", "terraform"] {
        let ended: Ended = command(&tenant, &place, &["export", "set-up.json", "--as", form])
            .output()
            .unwrap()
            .into();
        ended.expect(0);
        keep(&place, form, &ended);
    }
    has_none_of(place.path(), &[tenant.text("clientSecret"), TOKEN], FILES);
}

fn command(tenant: &Tenant, place: &Place, arguments: &[&str]) -> std::process::Command {
    let temporary = place.path().join("temporary");
    std::fs::create_dir_all(&temporary).unwrap();
    let mut command = place.command(tenant, arguments);
    command.env("TMPDIR", &temporary).env("HOME", place.path());
    command
}

fn apply(tenant: &Tenant, place: &Place, options: &[&str]) -> Ended {
    let arguments = [options, &["apply", "set-up.json", "--yes"]].concat();
    let ended: Ended = command(tenant, place, &arguments).output().unwrap().into();
    keep(place, "applied", &ended);
    ended
}

/// What was said is searched together with what was written.
fn keep(place: &Place, name: &str, ended: &Ended) {
    let said = place.path().join(format!("{name}.said"));
    let earlier = std::fs::read_to_string(&said).unwrap_or_default();
    std::fs::write(said, format!("{earlier}{}{}", ended.out, ended.err)).unwrap();
}

fn holds_no_secret(tenant: &Tenant, place: &Place) {
    has_none_of(place.path(), &[tenant.text("clientSecret"), "Bearer ", TOKEN], FILES);
}
