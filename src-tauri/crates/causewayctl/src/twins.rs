//! What set-ups work on, such as one domain of a tenant, is one piece of work: two set-ups of one call for the same are refused before
//! anything is sent to Graph.

use std::collections::BTreeMap;

use app_core::Setup;

use crate::arguments::Arguments;
use crate::connect::cloud;
use crate::reporter::Refusal;
use crate::setups::Among;
use crate::words::Words;

type Read = (Among, Result<Setup, Refusal>);

/// # Errors
/// Two are for the same of one tenant; both files are named.
pub(crate) async fn must_be_none(arguments: &Arguments, words: &Words, read: &[Read]) -> Result<(), Refusal> {
    let mut by_subject: BTreeMap<(&str, String), Vec<(&Among, &Setup)>> = BTreeMap::new();
    for (among, setup) in read {
        if let Ok(setup) = setup {
            let subject = setup.subject();
            let setups = by_subject.entry((subject.kind, plain(subject.name))).or_default();
            setups.push((among, setup));
        }
    }
    by_subject.retain(|_, setups| setups.len() > 1);
    for setups in by_subject.values() {
        no_twins(words, setups, |setup| plain(setup.tenant()))?;
    }
    // A demo tenant is another one for every set-up. What cannot be looked up is refused when it is connected to.
    let Some(cloud) = cloud(arguments)? else { return Ok(()) };
    for setups in by_subject.values() {
        let mut ids = BTreeMap::new();
        for (_, setup) in setups {
            let tenant = plain(setup.tenant());
            if !ids.contains_key(&tenant) {
                let id = app_core::tenant_id(&cloud, &tenant).await;
                ids.insert(tenant.clone(), id.map_or(tenant, |id| plain(&id)));
            }
        }
        no_twins(words, setups, |setup| {
            ids.get(&plain(setup.tenant())).cloned().unwrap_or_default()
        })?;
    }
    Ok(())
}

fn no_twins(words: &Words, setups: &[(&Among, &Setup)], tenant: impl Fn(&Setup) -> String) -> Result<(), Refusal> {
    let mut known: BTreeMap<String, &Among> = BTreeMap::new();
    for (among, setup) in setups {
        if let Some(first) = known.insert(tenant(setup), among) {
            let values = vec![
                (
                    "kind",
                    words.say(&format!("journeys.{}.subject", setup.journey().as_str()), &[]),
                ),
                ("subject", setup.subject().name.to_owned()),
                ("first", first.file.display().to_string()),
                ("second", among.file.display().to_string()),
            ];
            return Err(Refusal::Usage("cli.many.twins", values));
        }
    }
    Ok(())
}

/// Names of domains and ids are told apart neither by case nor by the dot of the root.
fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_lowercase()
}
