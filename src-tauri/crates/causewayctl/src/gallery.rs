//! `gallery`: which apps there are, what one of them asks for, and a table of instances to fill in. Reads only.

use app_core::view::{GalleryAsked, GalleryEntry, GalleryField, GalleryKind, GalleryRow, GalleryRows, KnownFrom};
use app_core::{Journey, SessionHandle, empty_table};
use serde_json::json;

use crate::apply;
use crate::arguments::{Arguments, GalleryLook};
use crate::connect::{Cli, connect};
use crate::exit::Exit;
use crate::output;
use crate::reporter::{Refusal, Reporter};
use crate::table;
use crate::task::tell_that_it_ends;
use crate::terminal::{harmless, unless_stopped};
use crate::text::serde_name;
use crate::words::Words;

/// Apps that are told of at once.
const SHOWN: usize = 200;
/// Of several apps that fit a name, so many are named.
const NAMED: usize = 10;

pub(crate) async fn look(arguments: &Arguments, words: &Words, what: &GalleryLook) -> Result<Exit, Refusal> {
    let mut reporter = arguments.reporter(words, None);
    let tenant = arguments.tenant.as_deref();
    let connected = connect(arguments, reporter.as_mut(), tenant, None).await?;
    let session = &connected.session;
    match what {
        GalleryLook::Search { text, unusable } => {
            tell_that_it_ends(&connected, reporter.as_mut());
            let found = search(session, &text.join(" "), !unusable).await?;
            tell_of_all(&connected, words, reporter.as_mut(), &found).await;
        }
        GalleryLook::Fields { app } => {
            tell_that_it_ends(&connected, reporter.as_mut());
            let entry = entry(session, app).await?;
            tell_of_one(&connected, words, reporter.as_mut(), &entry).await;
        }
        GalleryLook::Table { app, separator } => {
            let entry = entry(session, app).await?;
            if !entry.row.kind.is_usable() {
                let why = kind(words, entry.row.kind);
                let values = vec![("app", entry.row.name), ("why", why)];
                return Err(Refusal::Usage("cli.gallery.not-here", values));
            }
            output::document(&empty_table(&entry, (*separator).into()));
        }
    }
    Ok(Exit::Done)
}

async fn search(session: &SessionHandle, text: &str, usable: bool) -> Result<GalleryRows, Refusal> {
    let asked = GalleryAsked {
        text: text.to_owned(),
        usable,
        from: 0,
        count: SHOWN,
    };
    unless_stopped(async { Ok(session.search_gallery(asked).await?) }).await
}

/// The app with this id, else the one with this name in whatever case.
async fn entry(session: &SessionHandle, app: &str) -> Result<GalleryEntry, Refusal> {
    let app = app.trim();
    let template = if is_id(app) {
        app.to_owned()
    } else {
        named(session, app).await?
    };
    unless_stopped(async { Ok(session.gallery_entry(template).await?) }).await
}

/// Id of the one app with this name.
async fn named(session: &SessionHandle, app: &str) -> Result<String, Refusal> {
    let found = search(session, app, false).await?.rows;
    let is_named = |row: &&GalleryRow| row.name.to_lowercase() == app.to_lowercase();
    let named: Vec<&GalleryRow> = found.iter().filter(is_named).collect();
    match named.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => {
            let like: Vec<&GalleryRow> = found.iter().filter(|row| row.kind != GalleryKind::Own).collect();
            let key = match like.is_empty() {
                true => "cli.gallery.nothing-like-it",
                false => "cli.gallery.unknown",
            };
            Err(which(key, app, &like))
        }
        several => Err(which("cli.gallery.several", app, several)),
    }
}

/// Ids of templates are GUIDs.
fn is_id(text: &str) -> bool {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && text.chars().all(|sign| sign == '-' || sign.is_ascii_hexdigit())
}

fn which(key: &'static str, app: &str, found: &[&GalleryRow]) -> Refusal {
    let named = found.iter().take(NAMED);
    let named: Vec<String> = named.map(|row| format!("{} ({})", row.name, row.id)).collect();
    let more = if found.len() > NAMED { "; …" } else { "" };
    let values = vec![("app", app.to_owned()), ("found", named.join("; ") + more)];
    Refusal::Usage(key, values)
}

async fn tell_of_all(connected: &Cli, words: &Words, reporter: &mut dyn Reporter, found: &GalleryRows) {
    let heading = ["name", "id", "kind", "here"].map(|column| words.say(&format!("cli.gallery.{column}"), &[]));
    let line = |row: &GalleryRow| {
        let here = match row.instances {
            0 => "-".to_owned(),
            count => count.to_string(),
        };
        vec![name(words, row), harmless(&row.id), kind(words, row.kind), here]
    };
    let rows: Vec<_> = std::iter::once(heading.to_vec())
        .chain(found.rows.iter().map(line))
        .collect();
    let mut lines = table::lines(&rows);
    lines.push(String::new());
    lines.push(words.count("galleryApp.app.count", found.matched as u64, &[]));
    if found.matched > found.rows.len() {
        let shown = found.rows.len().to_string();
        lines.push(words.say("cli.gallery.more", &[("shown", &shown)]));
    }
    if found.left_out > 0 {
        lines.push(words.count("cli.gallery.left-out", found.left_out as u64, &[]));
    }
    apply::name(connected).await;
    let event = json!({
        "event": "gallery", "exit": Exit::Done.code(),
        "matched": found.matched, "leftOut": found.left_out, "apps": found.rows,
    });
    reporter.result(connected.session.view().tenant.as_ref(), &lines, event);
}

async fn tell_of_one(connected: &Cli, words: &Words, reporter: &mut dyn Reporter, entry: &GalleryEntry) {
    apply::name(connected).await;
    let tenant = connected.session.view().tenant;
    let named = tenant.as_ref().map(|tenant| tenant.name.clone());
    let values = [
        ("app", entry.row.name.as_str()),
        ("tenant", named.as_deref().unwrap_or_default()),
    ];
    let mut lines = vec![
        format!("{} ({})", name(words, &entry.row), harmless(&entry.row.id)),
        kind(words, entry.row.kind),
    ];
    if !entry.fields.is_empty() {
        let known = match entry.known_from {
            KnownFrom::Instance => "instance",
            KnownFrom::Pages => "pages",
            KnownFrom::Others => "others",
        };
        lines.push(words.say(&format!("galleryApp.known.{known}"), &values));
        lines.push(String::new());
        lines.extend(table::lines(&fields(words, &entry.fields)));
        lines.push(String::new());
    }
    if let Some(warning) = &entry.warning {
        lines.push(words.say(&format!("galleryApp.warning.{warning}"), &values));
    }
    let lists = [("roles", &entry.roles), ("there", &entry.named)];
    for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        let list: Vec<String> = list.iter().map(|name| harmless(name)).collect();
        lines.push(words.say(&format!("cli.gallery.{key}"), &[("names", &list.join("; "))]));
    }
    let event = json!({ "event": "gallery-app", "exit": Exit::Done.code(), "app": entry });
    reporter.result(tenant.as_ref(), &lines, event);
}

/// A line for each field: how a set-up spells it, what the app calls it, and where it is found.
fn fields(words: &Words, fields: &[GalleryField]) -> Vec<Vec<String>> {
    let heading = ["field", "label", "how"].map(|column| words.say(&format!("cli.gallery.{column}"), &[]));
    let line = |field: &GalleryField| {
        let label = label(words, &field.key);
        let how = match (field.secret, field.optional) {
            (true, false) => "secret",
            (true, true) => "secret-optional",
            (false, false) => "plain",
            (false, true) => "plain-optional",
        };
        let how = words.say(&format!("cli.gallery.{how}"), &[]);
        vec![harmless(&field.key), label.unwrap_or("-").to_owned(), how]
    };
    std::iter::once(heading.to_vec())
        .chain(fields.iter().map(line))
        .collect()
}

/// What the app or the admin center calls a credential.
pub(crate) fn label<'w>(words: &'w Words, name: &str) -> Option<&'w str> {
    words.find(&format!("galleryApp.field.{name}.label"))
}

/// What the tenant must permit for new credentials.
pub(crate) fn to_renew() -> &'static [&'static str] {
    Journey::GalleryApp.prerequisites().permissions
}

/// The gallery calls an app of one's own `Custom`.
fn name(words: &Words, row: &GalleryRow) -> String {
    match row.kind {
        GalleryKind::Own => words.say("galleryApp.app.own", &[]),
        _ => harmless(&row.name),
    }
}

/// What provisioning does with such an app.
fn kind(words: &Words, kind: GalleryKind) -> String {
    match kind {
        // The window names a page of its own.
        GalleryKind::Feed => words.say("cli.gallery.feed", &[]),
        kind => words.say(&format!("galleryApp.kind.{}", serde_name(&kind)), &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_is_no_name() {
        assert!(is_id("21ed01d2-ec13-4e9e-86c1-cd546719ebc4"));
        assert!(!is_id("21ed01d2-ec13-4e9e-86c1-cd546719ebcz") && !is_id("Zscaler") && !is_id(""));
    }
}
