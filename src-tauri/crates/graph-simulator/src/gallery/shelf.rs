//! Apps of others, as the gallery lists them: one line an app in `data/apps`.
//!
//! Columns: name, template id (`-`: made of the name), publisher, categories, sign-on modes, kind, job templates (the first is the
//! default), secret names (`?`: optional), `name=value` particulars, description.

use uuid::Uuid;

use super::{AppTemplate, Field, Imports, JobTemplate, Kind, Role};

pub(super) fn apps() -> Vec<AppTemplate> {
    include_str!("data/apps").lines().map(app).collect()
}

fn app(line: &'static str) -> AppTemplate {
    let mut columns = line.split('|').map(str::trim);
    let mut next = || columns.next().unwrap_or_default();
    let (name, id, publisher) = (next(), next(), next());
    let (categories, sign_on) = (words(next()), words(next()));
    let (kind, jobs, fields) = (next(), words(next()), next());
    let (particulars, description) = (words(next()), next());
    let particular = |wanted: &str| {
        let found = particulars.iter().filter_map(|text| text.split_once('='));
        found.filter(|(name, _)| *name == wanted).map(|(_, value)| value).next()
    };
    let id = match id {
        "-" => Uuid::new_v5(&Uuid::NAMESPACE_DNS, format!("gallery.{name}").as_bytes()).to_string(),
        id => id.to_owned(),
    };
    let kind = kind_of(kind);
    let fields: Vec<Field> = fields.split_whitespace().map(Field::read).collect();
    let job = |(place, id): (usize, &&'static str)| JobTemplate {
        factory_tag: particular("tag").unwrap_or(id).to_owned(),
        default: place == 0,
        discoverable: place == 0,
        fields: fields.clone(),
        application: (*id).to_owned(),
        code: particular("code").map(|prefix| format!("{prefix}InvalidCredentials")),
        token_days: particular("days").and_then(|days| days.parse().ok()),
        ..JobTemplate::new(id, kind)
    };
    let jobs: Vec<JobTemplate> = jobs.iter().enumerate().map(job).collect();
    let key = particular("key").map(str::to_owned);
    let key = key.or_else(|| jobs.first().map(|job| job.id.to_lowercase()));
    let roles = particular("roles").unwrap_or("User,msiam_access");
    AppTemplate {
        roles: roles
            .split(',')
            .filter(|role| !role.is_empty())
            .map(|role| Role::of(&id, role))
            .collect(),
        key: key.unwrap_or_else(|| letters(name)),
        name: name.to_owned(),
        publisher: publisher.to_owned(),
        description: match description {
            "" => "Single sign-on, and provisioning where the app supports it.",
            description => description,
        }
        .to_owned(),
        categories,
        sign_on,
        home_page: particular("home"),
        imports: particular("imports").and_then(Imports::named),
        listed: true,
        jobs,
        id,
    }
}

fn kind_of(text: &str) -> Kind {
    match text {
        "own" => Kind::Own,
        "oauth" => Kind::OAuth,
        "roles" => Kind::Roles,
        "people" => Kind::People,
        _ => Kind::Scim,
    }
}

fn words(text: &'static str) -> Vec<&'static str> {
    text.split_whitespace().collect()
}

pub(super) fn letters(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lowercase()
}
