//! `metrics`: the same in Prometheus' text format. Names of tenants and configurations, of no people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use app_core::{ConfigurationStatus, JobStatus, Level, TenantStatus, atomic_file};
use jiff::Timestamp;

use crate::arguments::{Arguments, MaybeSetups};
use crate::exit::Exit;
use crate::looks::{Look, looks};
use crate::output;
use crate::reporter::Refusal;
use crate::status::label;
use crate::words::Words;

/// Each metric with what it tells, in the order in which they are written.
const METRICS: [(&str, &str); 14] = [
    ("causeway_up", "1 where the tenant could be looked at."),
    ("causeway_look_timestamp_seconds", "When it was looked at."),
    ("causeway_agents", "Provisioning agents of the tenant by status."),
    ("causeway_job_state", "1 for the state in which the job is."),
    (
        "causeway_job_level",
        "0 fine, 1 moving, 2 cannot be seen, 3 needs somebody, 4 urgent.",
    ),
    (
        "causeway_job_last_good_run_timestamp_seconds",
        "End of the last run that brought what was due.",
    ),
    (
        "causeway_job_quarantine_since_timestamp_seconds",
        "First failure of the series for which it is in quarantine.",
    ),
    (
        "causeway_job_switch_off_timestamp_seconds",
        "When Microsoft switches it off, or switched it off.",
    ),
    ("causeway_job_failing_objects", "Objects that fail and are tried again."),
    (
        "causeway_job_known_objects",
        "Objects taken in so far by type; Microsoft never counts down.",
    ),
    (
        "causeway_held_deletes",
        "Removals that the delete guard holds back; absent where it holds and Microsoft does not tell how many.",
    ),
    (
        "causeway_configuration_level",
        "Of the worst of its jobs and what stands around them: 0 fine, 1 moving, 2 cannot be seen, 3 needs somebody, 4 urgent.",
    ),
    (
        "causeway_configuration_beside",
        "1 for each thing to be said beside the jobs of a configuration.",
    ),
    (
        "causeway_configuration_unseen",
        "1 for a configuration whose jobs cannot be seen.",
    ),
];

type Label<'a> = (&'static str, &'a str);

/// Samples by metric and labels. The same labels twice would be refused, so the first stays.
#[derive(Debug, Default)]
struct Samples(BTreeMap<(&'static str, String), String>);

impl Samples {
    fn add(&mut self, metric: &'static str, labels: &[Label<'_>], value: impl ToString) {
        let said: Vec<String> = labels
            .iter()
            .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
            .collect();
        self.0
            .entry((metric, format!("{{{}}}", said.join(","))))
            .or_insert_with(|| value.to_string());
    }
}

/// Writes them to the file, or prints them.
pub(crate) async fn metrics(
    arguments: &Arguments,
    words: &Words,
    asked: &MaybeSetups,
    out: Option<&Path>,
) -> Result<Exit, Refusal> {
    let looks = looks(arguments, words, asked).await?;
    let text = text(&looks);
    match out {
        None => output::document(&text),
        Some(file) => write(file, &text).map_err(|error| {
            let values = vec![("file", file.display().to_string()), ("cause", error.to_string())];
            Refusal::Failed("cli.metrics.not-written", values)
        })?,
    }
    Ok(Exit::Done)
}

/// Whole or not at all. The one who collects them is another account, and no people are in them.
fn write(file: &Path, text: &str) -> std::io::Result<()> {
    atomic_file::write_named(file, |out| out.write_all(text.as_bytes()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(())
}

fn text(looks: &[Look]) -> String {
    let mut samples = Samples::default();
    for look in looks {
        let tenant = ("tenant", look.tenant.as_str());
        samples.add("causeway_up", &[tenant], u8::from(look.seen.is_ok()));
        if let Ok(status) = &look.seen {
            of_tenant(&mut samples, tenant, status);
        }
    }
    let mut text = String::new();
    for (metric, help) in METRICS {
        let of_metric = samples.0.iter().filter(|((name, _), _)| *name == metric);
        let mut of_metric = of_metric.peekable();
        if of_metric.peek().is_none() {
            continue;
        }
        let _ = writeln!(text, "# HELP {metric} {help}\n# TYPE {metric} gauge"); // writing to a String cannot fail
        for ((_, labels), value) in of_metric {
            let _ = writeln!(text, "{metric}{labels} {value}"); // see above
        }
    }
    text
}

fn of_tenant(samples: &mut Samples, tenant: Label<'_>, status: &TenantStatus) {
    samples.add("causeway_look_timestamp_seconds", &[tenant], status.at.as_second());
    if let Some(agents) = status.agents {
        samples.add("causeway_agents", &[tenant, ("status", "active")], agents.active);
        let inactive = agents.of - agents.active.min(agents.of);
        samples.add("causeway_agents", &[tenant, ("status", "inactive")], inactive);
    }
    for found in &status.configurations {
        let name = name_of(status, found);
        let of_it = [tenant, ("configuration", name.as_str())];
        samples.add("causeway_configuration_level", &of_it, number(found.level));
        for line in &found.beside {
            let labels = [of_it[0], of_it[1], ("code", line.code.as_str())];
            samples.add("causeway_configuration_beside", &labels, 1);
        }
        for job in &found.jobs {
            of_job(
                samples,
                &[tenant, ("configuration", &name), ("job", &job.template)],
                job,
            );
        }
    }
    for hidden in &status.unseen {
        let labels = [tenant, ("configuration", hidden.name.as_str())];
        samples.add("causeway_configuration_unseen", &labels, 1);
    }
}

/// Its domain; with its id where several configurations of the tenant are for the same.
fn name_of(status: &TenantStatus, found: &ConfigurationStatus) -> String {
    let same = status
        .configurations
        .iter()
        .filter(|other| label(other) == label(found));
    if same.count() > 1 {
        format!("{} {}", label(found), found.id)
    } else {
        label(found).to_owned()
    }
}

fn of_job(samples: &mut Samples, labels: &[Label<'_>], job: &JobStatus) {
    let with = |name: &'static str, value| {
        let mut labels = labels.to_vec();
        labels.push((name, value));
        labels
    };
    samples.add("causeway_job_state", &with("state", job.state.as_str()), 1);
    samples.add("causeway_job_level", labels, number(job.level));
    let mut at = |metric, at: Option<Timestamp>| {
        if let Some(at) = at {
            samples.add(metric, labels, at.as_second());
        }
    };
    at("causeway_job_last_good_run_timestamp_seconds", job.last_good_run);
    let since = job.since.filter(|_| job.reason.is_some());
    at("causeway_job_quarantine_since_timestamp_seconds", since);
    at("causeway_job_switch_off_timestamp_seconds", job.deadline);
    samples.add("causeway_job_failing_objects", labels, job.failing);
    if let Some(held) = job.held_deletes() {
        samples.add("causeway_held_deletes", labels, held);
    }
    for (pair, count) in &job.synchronized {
        samples.add("causeway_job_known_objects", &with("type", pair), count);
    }
}

fn number(level: Level) -> u8 {
    match level {
        Level::Fine => 0,
        Level::Moving => 1,
        Level::CannotSee => 2,
        Level::NeedsYou => 3,
        Level::Urgent => 4,
    }
}

/// A value inside the quotes of a label.
fn escaped(value: &str) -> String {
    value.replace('\\', r"\\").replace('"', r#"\""#).replace('\n', r"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{configuration, in_step, stuck, tenant};

    type Sample = (String, Vec<(String, String)>, f64);

    /// A line of Prometheus' text format as its grammar has it: name, labels, value.
    fn sample(line: &str) -> Option<Sample> {
        let is_name = |name: &str| {
            let mut letters = name.chars();
            letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
                && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let (name, mut rest) = line.split_once('{')?;
        let mut labels = Vec::new();
        loop {
            let (label, quoted) = rest.split_once("=\"")?;
            let (mut value, mut letters) = (String::new(), quoted.char_indices());
            let end = loop {
                match letters.next()? {
                    (at, '"') => break at,
                    (_, '\\') => value.push(match letters.next()?.1 {
                        'n' => '\n',
                        c @ ('\\' | '"') => c,
                        _ => return None,
                    }),
                    (_, '\n') => return None,
                    (_, c) => value.push(c),
                }
            };
            if !is_name(label) || labels.iter().any(|(known, _)| known == label) {
                return None;
            }
            labels.push((label.to_owned(), value));
            rest = &quoted[end + 1..];
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => break,
            }
        }
        let value = rest.strip_prefix("} ")?.parse().ok()?;
        is_name(name).then(|| (name.to_owned(), labels, value))
    }

    fn look(tenant: &str, seen: Result<TenantStatus, Refusal>) -> Look {
        Look {
            tenant: tenant.to_owned(),
            setup: None,
            seen,
        }
    }

    #[test]
    fn every_line_is_of_the_format_and_no_sample_is_there_twice() {
        let hostile = "a\"b\\c\nd 🏫";
        let twins = || {
            vec![
                configuration("corp.contoso.com", stuck()),
                configuration(hostile, in_step()),
            ]
        };
        let looks = [
            look("contoso", Ok(tenant(twins()))),
            look("contoso", Ok(tenant(twins()))),
            look(hostile, Err(Refusal::Stopped)),
        ];
        let text = text(&looks);
        let (mut known, mut told) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        let mut metric = String::new();
        for line in text.lines() {
            if let Some(help) = line.strip_prefix("# HELP ") {
                metric = help.split_once(' ').unwrap().0.to_owned();
                assert!(told.insert(metric.clone()), "{metric} is explained twice");
            } else if let Some(kind) = line.strip_prefix("# TYPE ") {
                assert_eq!(kind, format!("{metric} gauge"));
            } else {
                let (name, labels, _) = sample(line).unwrap_or_else(|| panic!("{line:?}"));
                assert_eq!(name, metric, "{line}");
                assert!(known.insert((name, labels)), "{line} is there twice");
            }
        }
        let has = |line: &str| assert!(text.lines().any(|said| said == line), "{line} not in\n{text}");
        has("causeway_up{tenant=\"contoso\"} 1");
        has("causeway_up{tenant=\"a\\\"b\\\\c\\nd 🏫\"} 0");
        let job = "tenant=\"contoso\",configuration=\"corp.contoso.com\",job=\"AD2AADProvisioning\"";
        has(&format!(
            "causeway_job_state{{{job},state=\"quarantine/agent-silent\"}} 1"
        ));
        has(&format!("causeway_job_level{{{job}}} 4"));
        has(&format!(
            "causeway_job_switch_off_timestamp_seconds{{{job}}} 1798372800"
        ));
        has(&format!(
            "causeway_job_known_objects{{{job},type=\"user to User\"}} 812"
        ));
        has("causeway_agents{tenant=\"contoso\",status=\"inactive\"} 2");
    }

    #[test]
    fn configurations_of_one_name_are_told_apart() {
        let mut twin = configuration("corp.contoso.com", in_step());
        twin.id = "other".to_owned();
        let status = tenant(vec![configuration("corp.contoso.com", stuck()), twin]);
        let text = text(&[look("contoso", Ok(status))]);
        let levels = text.lines().filter(|line| line.starts_with("causeway_job_level{"));
        assert_eq!(levels.count(), 2, "{text}");
    }

    #[test]
    fn the_file_can_be_read_by_who_collects_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("causeway.prom");
        write(&file, "causeway_up{tenant=\"x\"} 1\n").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "causeway_up{tenant=\"x\"} 1\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o644);
        }
    }
}
