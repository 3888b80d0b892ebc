//! The same set-up as code: the bash script, run as it is printed, ends in the tenant that `apply` ends in.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use journey_tests::causewayctl::{Ended, Place};
use journey_tests::finished::{DOMAIN, nothing_written, requests};
use journey_tests::tenant::Tenant;
use reqwest::Method;
use serde_json::{Value, json};

/// Set-ups that together want everything that can be wanted.
fn set_ups() -> [Value; 4] {
    [
        json!({}),
        json!({
            "name": "Ann's \"own\" ${HOME} $(id) `id` \u{2019}",
            "scope": { "ous": ["OU=Sales\\, EU,DC=corp,DC=contoso,DC=com", "OU=O'Brien,DC=corp,DC=contoso,DC=com"] },
            "notify": ["ops@contoso.com"],
            "accidentalDeletes": { "enabled": true, "threshold": 7 },
        }),
        json!({
            "scope": { "groups": ["CN=Pilot,OU=Groups,DC=corp,DC=contoso,DC=com"] },
            "inetOrgPersonPasswords": false,
            "exchangeHybridWriteback": true,
        }),
        json!({ "passwordHashSync": false, "accidentalDeletes": { "enabled": false }, "start": false }),
    ]
}

#[tokio::test]
async fn the_script_ends_in_the_same_tenant_as_apply() {
    for answers in set_ups() {
        let applied = Tenant::start("contoso").await;
        Place::new(&applied, DOMAIN, answers.clone()).apply(&applied).expect(0);

        let scripted = Tenant::start("contoso").await;
        let place = Place::new(&scripted, DOMAIN, answers.clone());
        script(&place, &scripted).await.expect(0);
        assert_eq!(essence(&scripted).await, essence(&applied).await, "{answers}");

        // Either finds nothing to do where the other has been.
        for (who, tenant) in [("apply", &scripted), ("the script", &applied)] {
            tenant.control(Method::DELETE, "requests", None).await;
            let place = Place::new(tenant, DOMAIN, answers.clone());
            match who {
                "apply" => place.apply(tenant).expect(0),
                _ => script(&place, tenant).await.expect(0),
            }
            let requests = requests(tenant).await;
            // Asking an agent is a look, though it is a POST.
            let is_write = |(method, path): &&(String, String)| method != "GET" && !path.ends_with("/discover");
            let writes: Vec<_> = requests.iter().filter(is_write).collect();
            assert!(writes.is_empty() && !requests.is_empty(), "{who}: {writes:?}");
        }
    }
}

#[tokio::test]
async fn the_script_waits_for_what_comes_late_and_says_no_secret() {
    let tenant = Tenant::start_with("contoso", &["--timing", "demo"]).await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let ended = script(&place, &tenant).await;
    ended.expect(0);
    ended.says("The jobs run.");
    journey_tests::finished::says_no_secret(&tenant, &ended);
    assert_eq!(tenant.picture().await.configurations.len(), 1);
}

#[tokio::test]
async fn the_script_finishes_what_a_broken_run_left_and_doubles_nothing() {
    for fault in [
        "PUT /servicePrincipals/*/synchronization/secrets=503:after",
        "PUT /servicePrincipals/*/synchronization/jobs/*/schema=403",
        "POST /servicePrincipals/*/synchronization/jobs#2=reset:after",
        "POST /applicationTemplates/*/instantiate=reset:after",
        "GET /organization=429:retry-after=1",
    ] {
        let tenant = Tenant::start("contoso").await;
        tenant
            .control(Method::POST, "faults", Some(json!({ "fault": fault })))
            .await;
        let place = Place::new(&tenant, DOMAIN, json!({}));
        let first = script(&place, &tenant).await;
        if first.code != 0 {
            script(&place, &tenant).await.expect(0);
        }
        let writes = requests(&tenant)
            .await
            .into_iter()
            .filter(|(method, _)| method == "POST")
            .count();
        journey_tests::finished::only_one(&tenant.picture().await, &["AD2AADPasswordHash", "AD2AADProvisioning"]);
        assert!(writes <= 6, "{fault}: {writes} creations and starts");
    }
}

#[tokio::test]
async fn the_script_leaves_what_it_is_told_to_leave() {
    let tenant = Tenant::start("contoso/duplicated").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    tenant.control(Method::DELETE, "requests", None).await;
    let ended = script(&place, &tenant).await;
    ended.expect(1);
    ended.says("There are several configurations for corp.contoso.com");
    nothing_written(&tenant).await;

    let one = tenant.picture().await.configurations[1].id.clone();
    let place = Place::new(
        &tenant,
        DOMAIN,
        json!({ "existing": { "configuration": one.to_uppercase() } }),
    );
    script(&place, &tenant)
        .await
        .says(&format!("The configuration is there already: {one}."));
    let place = Place::new(&tenant, DOMAIN, json!({ "existing": "leave" }));
    script(&place, &tenant).await.expect(1);
}

#[tokio::test]
async fn every_form_is_printed_without_a_tenant() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    for (form, begins) in [
        ("setup", "{\n  \"causeway\": 1,"),
        ("curl", "#!/usr/bin/env bash\n"),
        ("powershell", "#Requires -Version 7.3\n"),
        ("terraform", "# Microsoft Entra Cloud Sync"),
    ] {
        let printed = place.run(&tenant, &["export", "set-up.json", "--as", form]);
        printed.expect(0);
        assert!(printed.out.starts_with(begins), "{}", printed.out);
    }
    assert!(requests(&tenant).await.is_empty());
    place.run(&tenant, &["export", "absent.json"]).expect(2);
}

/// A service that gives ids that are none, and refuses in words that act on a terminal.
#[tokio::test]
async fn the_script_takes_no_id_for_a_pattern_and_prints_no_escape() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let pattern = json!({ "value": [{ "id": "{a,b,c}/../x[1-3]", "onPremisesSyncEnabled": false }] });
    let message = "\u{1b}[2Jwiped \u{9b}31m \u{202e}desrever";
    let refusal = json!({ "error": { "code": "Refused", "message": message } });
    for (status, organization, told) in [(200, pattern, "no id"), (400, refusal, "wiped")] {
        let (origin, asked) = hostile_service(status, organization);
        let ended = script_at(&place, &tenant, &origin, &origin).await;
        ended.expect(1);
        ended.says(told);
        let printed = format!("{}{}", ended.out, ended.err);
        let acts = printed
            .chars()
            .find(|c| c.is_control() && *c != '\n' || *c == '\u{202e}');
        assert_eq!(acts, None, "{printed:?}");
        let asked: Vec<String> = asked.try_iter().filter(|line| !line.contains("/token")).collect();
        assert_eq!(asked, ["GET /v1.0/organization HTTP/1.1"]);
    }
}

/// Signs everybody in and answers everything else with this; its origin, and the request lines it gets.
fn hostile_service(status: u16, answer: Value) -> (String, std::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let (tells, asked) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = BufReader::new(connection.unwrap());
            let mut head = Vec::new();
            let mut line = String::new();
            while connection.read_line(&mut line).unwrap() > 2 {
                head.push(std::mem::take(&mut line));
            }
            let is_sign_in = head[0].contains("/token");
            let (status, body) = if is_sign_in {
                (200, json!({ "access_token": "t" }).to_string())
            } else {
                (status, answer.to_string())
            };
            // A body that is not read would reset the connection under the answer.
            let length = head
                .iter()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
            connection.read_exact(&mut vec![0; length.unwrap_or(0)]).unwrap();
            let length = body.len();
            write!(
                connection.get_mut(),
                "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            )
            .unwrap();
            let _ = tells.send(head[0].trim().to_owned()); // the test may be over
        }
    });
    (origin, asked)
}

/// A set-up is a regular file of at most 1 MiB; nothing else is read, by no command that takes one.
#[cfg(unix)]
#[tokio::test]
async fn nothing_that_never_ends_is_taken_for_a_set_up() {
    let tenant = Tenant::start("contoso").await;
    let place = Place::new(&tenant, DOMAIN, json!({}));
    let pipe = place.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    std::fs::File::create(place.path().join("large"))
        .unwrap()
        .set_len(300 << 20)
        .unwrap();
    std::fs::create_dir(place.path().join("folder.setup.json")).unwrap();
    for (file, why) in [
        ("/dev/zero", "it is not a regular file"),
        ("pipe", "it is not a regular file"),
        ("large", "it is larger than 1 MiB"),
    ] {
        for command in [
            &["export", file, "--as", "curl"][..],
            &["plan", file],
            &["apply", file, "--yes"],
            &["status", file],
            &["remove", file, "--confirm", "Contoso"],
        ] {
            let refused = place.run(&tenant, command);
            refused.expect(2);
            refused.says(why);
        }
    }
    assert!(requests(&tenant).await.is_empty());
}

/// Runs the exported script to its end.
async fn script(place: &Place, tenant: &Tenant) -> Ended {
    script_at(place, tenant, tenant.text("graph"), tenant.text("login")).await
}

async fn script_at(place: &Place, tenant: &Tenant, graph: &str, login: &str) -> Ended {
    let exported = place.run(tenant, &["export", "set-up.json", "--as", "curl"]);
    exported.expect(0);
    let file = place.path().join("set-up.sh");
    std::fs::write(&file, &exported.out).unwrap();
    let run = tokio::process::Command::from(Command::new("bash"))
        .arg(&file)
        .current_dir(place.path())
        .env("AZURE_CLIENT_ID", tenant.text("clientId"))
        .env("AZURE_CLIENT_SECRET", tenant.text("clientSecret"))
        .env("GRAPH_ORIGIN", graph)
        .env("LOGIN_ORIGIN", login)
        .env("SETTLE_SECONDS", "30")
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::null())
        .output();
    run.await.unwrap().into()
}

/// The tenant as it is inside, without ids, times and counts.
async fn essence(tenant: &Tenant) -> Value {
    let picture = tenant.picture().await;
    let configurations = picture.configurations.iter().map(|configuration| {
        let jobs = configuration.jobs.iter().map(|job| {
            let mut schema = job.schema.clone();
            for changing in ["id", "version", "@odata.context", "directories@odata.context"] {
                schema[changing] = Value::Null;
            }
            json!({ "template": job.template, "state": job.json["schedule"]["state"], "schema": schema })
        });
        json!({ "name": configuration.name, "secrets": configuration.secrets, "jobs": jobs.collect::<Vec<_>>() })
    });
    json!({ "syncEnabled": picture.sync_enabled, "configurations": configurations.collect::<Vec<_>>() })
}
