mod taken_in;

use std::fs;

use hostile_input::{broken_lines, inputs};
use proptest::prelude::*;
use provisioning::{Level, State};
use tempfile::TempDir;

use super::*;
use crate::status::{AgentList, AgentStatus, ConfigurationStatus};
use crate::view::{CloudName, TenantView};

const TENANT: &str = "a948e1d5-0000-4000-8000-000000000001";

pub(super) struct Bench(TempDir);

impl Bench {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The application is started, and connects to the tenant.
    pub(super) fn looks(&self) -> Looks {
        Looks::of(self.0.path(), CloudKind::Global, TENANT)
    }

    pub(super) fn file(&self) -> PathBuf {
        self.0.path().join("looks/global").join(format!("{TENANT}.jsonl"))
    }

    fn write(&self, bytes: &[u8]) {
        fs::create_dir_all(self.file().parent().unwrap()).unwrap();
        fs::write(self.file(), bytes).unwrap();
    }
}

pub(super) fn at(text: &str) -> Timestamp {
    format!("2026-02-{text}:00Z").parse().unwrap()
}

fn configuration(domain: &str, state: State, level: Level) -> ConfigurationStatus {
    ConfigurationStatus {
        state,
        level,
        ..ConfigurationStatus::of(domain.to_owned(), "x".to_owned(), Some(domain.to_owned()), Vec::new())
    }
}

fn look(when: &str, configurations: Vec<ConfigurationStatus>) -> TenantStatus {
    TenantStatus {
        tenant: TenantView {
            id: TENANT.to_owned(),
            name: "Contoso".to_owned(),
            domain: "contoso.onmicrosoft.com".to_owned(),
            cloud: CloudName::Global,
            home: true,
            graph: "https://graph.microsoft.com".to_owned(),
        },
        at: at(when),
        synchronization: Some(true),
        synchronization_hidden: false,
        configurations,
        unseen: Vec::new(),
        agents: None,
        agent_list: AgentList::default(),
        news: None,
        owed: Vec::new(),
        apps: None,
        feeds: Vec::new(),
    }
}

fn fine(domain: &str) -> ConfigurationStatus {
    configuration(domain, State::InStep, Level::Fine)
}

fn stuck(domain: &str) -> ConfigurationStatus {
    configuration(domain, State::AgentSilent, Level::Urgent)
}

fn paused(domain: &str) -> ConfigurationStatus {
    configuration(domain, State::Paused, Level::NeedsYou)
}

fn with_agents(when: &str, agents: &[(&str, bool)]) -> TenantStatus {
    let mut look = look(when, Vec::new());
    let agent = |&(id, active): &(&str, bool)| AgentStatus {
        id: id.to_owned(),
        machine: id.to_owned(),
        active,
        address: None,
        since: None,
    };
    look.agent_list.agents = agents.iter().map(agent).collect();
    look
}

fn told(looks: &Looks, mut look: TenantStatus) -> TenantStatus {
    assert_eq!(looks.take_in(&mut look), None);
    look
}

fn turns(status: &TenantStatus) -> Vec<(&str, Turn)> {
    let changes = status.news.iter().flat_map(|news| &news.changes);
    changes.map(|change| (change.name.as_str(), change.turn)).collect()
}

#[test]
fn what_changed_since_the_last_visit_is_told_the_worst_first() {
    let bench = Bench::new();
    let first = told(
        &bench.looks(),
        look("02T09:12", vec![fine("a"), stuck("b"), fine("c"), fine("d"), fine("e")]),
    );
    assert_eq!(first.news, None, "there was no visit before");

    let looks = bench.looks();
    let second = told(
        &looks,
        look(
            "03T08:00",
            vec![stuck("a"), fine("b"), paused("c"), fine("e"), fine("f")],
        ),
    );
    assert_eq!(second.news.as_ref().unwrap().since, at("02T09:12"));
    let wanted = [
        ("a", Turn::Stuck),
        ("d", Turn::Gone),
        ("c", Turn::NeedsYou),
        ("b", Turn::Recovered),
        ("f", Turn::New),
    ];
    assert_eq!(turns(&second), wanted);
    // It is news for as long as the visit lasts.
    let later = told(
        &looks,
        look(
            "03T08:01",
            vec![fine("a"), fine("b"), paused("c"), fine("e"), fine("f")],
        ),
    );
    assert_eq!(turns(&later), wanted[1..]);
    // Whoever leaves it open over night comes back to another visit.
    let morning = told(
        &looks,
        look(
            "04T08:00",
            vec![stuck("a"), fine("b"), paused("c"), fine("e"), fine("f")],
        ),
    );
    assert_eq!(morning.news.as_ref().unwrap().since, at("03T08:00"));
    assert_eq!(turns(&morning), [("a", Turn::Stuck)]);
}

#[test]
fn a_look_that_changed_nothing_writes_nothing() {
    let bench = Bench::new();
    let looks = bench.looks();
    told(&looks, look("02T09:00", vec![fine("a")]));
    let before = fs::read(bench.file()).unwrap();
    told(&looks, look("02T09:01", vec![fine("a")]));
    assert_eq!(fs::read(bench.file()).unwrap(), before);
}

#[test]
fn since_when_is_told_where_it_was_seen_to_change_and_microsoft_does_not_say() {
    let bench = Bench::new();
    let since = |when: &str, found: ConfigurationStatus| {
        told(&bench.looks(), look(when, vec![found])).configurations[0].seen_since
    };
    assert_eq!(since("02T09:00", paused("a")), None, "it may have been so for a year");
    assert_eq!(since("02T10:00", fine("a")), Some(at("02T10:00")));
    assert_eq!(since("02T11:00", paused("a")), Some(at("02T11:00")));
    assert_eq!(since("03T11:00", paused("a")), Some(at("02T11:00")));
    let known = ConfigurationStatus {
        since: Some(at("01T00:00")),
        ..paused("a")
    };
    assert_eq!(since("03T12:00", known), None);
}

#[test]
fn an_agent_that_vanished_is_told_of_for_thirty_days() {
    let bench = Bench::new();
    told(
        &bench.looks(),
        with_agents("01T09:00", &[("srv1", true), ("srv2", true)]),
    );
    let inactive = told(
        &bench.looks(),
        with_agents("01T10:00", &[("srv1", false), ("srv2", true)]),
    );
    assert_eq!(inactive.agent_list.agents[0].since, Some(at("01T10:00")));
    let mut hidden = with_agents("01T11:00", &[]);
    hidden.agent_list.unread = Some(provisioning::Unread::NotAllowed);
    assert_eq!(
        told(&bench.looks(), hidden).agent_list.gone.len(),
        0,
        "not shown is not gone"
    );
    let gone = told(&bench.looks(), with_agents("02T09:00", &[("srv2", true)]));
    assert_eq!(
        (gone.agent_list.gone[0].machine.as_str(), gone.agent_list.gone[0].since),
        ("srv1", at("02T09:00"))
    );
    let mut later = with_agents("28T00:00", &[("srv2", true)]);
    assert_eq!(told(&bench.looks(), later.clone()).agent_list.gone.len(), 1);
    later.at = "2026-03-05T00:00:00Z".parse().unwrap();
    assert_eq!(told(&bench.looks(), later).agent_list.gone.len(), 0);
}

#[test]
fn broken_lines_are_told_of_and_stay() {
    let bench = Bench::new();
    told(&bench.looks(), look("02T09:00", vec![fine("a")]));
    let mut bytes = fs::read(bench.file()).unwrap();
    let hostile = b"{\"what\":\"configuration\",\"id\":5}\n\xff\xfe\n{\"what\":\"later-version\"}\nnull\n[[[[\n{\"what\":\"gone\"";
    bytes.extend_from_slice(hostile);
    bench.write(&bytes);

    let mut second = look("03T09:00", vec![stuck("a")]);
    let note = bench.looks().take_in(&mut second).unwrap();
    assert_eq!(
        (note.code.as_str(), note.values["cause"].as_str()),
        ("looks-damaged", "6")
    );
    assert_eq!(turns(&second), [("a", Turn::Stuck)]);
    let kept = fs::read(bench.file()).unwrap();
    assert!(kept.starts_with(&bytes), "nothing that was there is lost");
    assert!(kept.ends_with(b"\n"));
}

const KEPT: &str = r##"{"what":"visit","at":"2026-02-01T09:00:00Z"}
{"what":"configuration","at":"2026-02-01T09:00:00Z","id":"a","name":"a","state":"in-step","level":"fine","beside":null,"known":812,"lastRun":null}
{"what":"taken-in","id":"a","at":"2026-02-01T09:00:00Z","people":812,"groups":18}
{"what":"agent","at":"2026-02-01T09:00:00Z","id":"srv1","machine":"srv1","active":true}
{"what":"agent-gone","at":"2026-02-01T10:00:00Z","id":"srv1"}
{"what":"gone","at":"2026-02-01T10:00:00Z","id":"a"}
{"what":"settings","at":"2026-02-01T10:00:00Z","id":"a","standing":{"settings":{"delete-guard":"500","mail":"#0a"},"running":{"A":true},"mappings":{"user":{"mail":"#0b"}}}}
{"what":"compared","at":"2026-02-01T11:00:00Z","id":"a"}
"##;

proptest! {
    #![proptest_config(inputs(64))]

    #[test]
    fn no_file_is_too_odd(bytes in broken_lines(&[KEPT])) {
        let bench = Bench::new();
        bench.write(&bytes);
        let looks = bench.looks();
        looks.take_in(&mut look("02T09:00", vec![fine("a")]));
        prop_assert_eq!(looks.take_in(&mut look("02T09:01", vec![stuck("a")])), None);
        let kept = fs::read(bench.file()).unwrap();
        // A full file is halved.
        prop_assert!(bytes.len() >= MOST || kept.starts_with(&bytes));
    }
}

#[test]
fn a_file_that_cannot_be_read_stays_as_it_is() {
    let bench = Bench::new();
    let large = vec![b'x'; 2 * 1024 * 1024];
    bench.write(&large);
    let looks = bench.looks();
    let note = looks.take_in(&mut look("02T09:00", vec![fine("a")])).unwrap();
    assert_eq!(note.code, "looks-not-read");
    assert_eq!(fs::metadata(bench.file()).unwrap().len() as usize, large.len());
}

#[test]
fn a_full_file_is_halved_at_a_line() {
    let bench = Bench::new();
    let line = |place: usize| format!("{{\"what\":\"visit\",\"at\":\"2026-01-01T00:00:00.{place:06}Z\"}}\n");
    let full: String = KEPT.lines().nth(1).unwrap().to_owned() + "\n" + &(0..19_000).map(line).collect::<String>();
    assert!((MOST..1024 * 1024).contains(&full.len()), "{}", full.len());
    bench.write(full.as_bytes());
    let status = told(&bench.looks(), look("02T09:00", vec![fine("a")]));
    assert_eq!(
        status.news.unwrap().since,
        "2026-01-01T00:00:00.018999Z".parse().unwrap()
    );
    let kept = fs::read_to_string(bench.file()).unwrap();
    assert!(kept.len() < full.len() / 2 + 1000 && kept.len() > full.len() / 2 - 1000);
    assert!(kept.starts_with("{\"what\"") && kept.trim_end().ends_with('}'));
    let later = told(&bench.looks(), look("03T09:00", vec![fine("a")]));
    assert_eq!(turns(&later), [], "what did not change for long is known still");
}

#[test]
fn what_somebody_knows_of_waits_until_its_date_or_a_change_and_is_never_urgent() {
    let bench = Bench::new();
    let looks = bench.looks();
    let both = |when: &str, a: ConfigurationStatus| look(when, vec![a, paused("b")]);
    let first = told(&looks, both("02T09:00", paused("a")));
    let until = Some(at("09T09:00"));
    looks.acknowledge(&first.configurations[0], until).unwrap();
    looks.acknowledge(&stuck("b"), until).unwrap();

    let known = |when: &str, a: ConfigurationStatus| {
        let status = told(&bench.looks(), both(when, a));
        let known = status
            .configurations
            .iter()
            .filter(|found| found.acknowledged.is_some());
        (
            known.map(|found| found.id.clone()).collect::<Vec<_>>(),
            status.configurations[0].id.clone(),
        )
    };
    assert_eq!(known("03T09:00", paused("a")), (vec!["a".to_owned()], "b".to_owned()));
    assert_eq!(
        known("09T09:00", paused("a")).0,
        Vec::<String>::new(),
        "its date is past"
    );
    looks.acknowledge(&paused("a"), until).unwrap();
    assert_eq!(known("03T10:00", stuck("a")).0, Vec::<String>::new());
    assert_eq!(
        known("03T11:00", paused("a")).0,
        Vec::<String>::new(),
        "it stood otherwise meanwhile"
    );
    looks.acknowledge(&paused("a"), until).unwrap();
    looks.acknowledge(&paused("a"), None).unwrap();
    assert_eq!(
        known("03T12:00", paused("a")).0,
        Vec::<String>::new(),
        "it was taken back"
    );
}

#[test]
fn no_person_is_named() {
    let bench = Bench::new();
    let mut seen = look("02T09:00", vec![fine("corp.contoso.com")]);
    seen.configurations[0].settings.mail = crate::status::Stored::On("anna@contoso.com".to_owned());
    told(&bench.looks(), seen);
    let kept = fs::read_to_string(bench.file()).unwrap();
    assert!(kept.contains("corp.contoso.com") && !kept.contains('@'), "{kept}");
}
