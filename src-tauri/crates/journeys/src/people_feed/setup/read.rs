//! What the answers may be.

use jiff::tz::TimeZone;
use people_feed::Leavers;
use people_feed::guard::Most;
use people_file::{DateOrder, Letters, Repeats, Target};

use super::answers::{Answers, Directory, FileAnswers, LeaversAnswer, Match, Mode, NameRule, OnClash, Take, UserName};
use super::columns::Around;
use super::leave_out;
use crate::setup_file::answers::{delete_guard, domain, flag, guid, no_word, notify as addresses, number, text, word};
use crate::setup_file::distinguished_name::{domain_of, is_name_in};
use crate::setup_file::{Allowed, Fields, Found, Place, Source, is_unseen};

/// Longest heading of a column, and longest word in a cell that a set-up speaks of.
pub(super) const LONGEST_HEADING: usize = 256;
pub(super) const LONGEST_PATH: usize = 1_000;
/// Lists of what a person writes by hand.
pub(super) const MOST_LISTED: usize = 100;
/// One call (contract 14.1).
pub(super) const MOST_PILOT: u32 = 50;
/// Of tenants with Entra ID Governance (contract 14.2).
pub(super) const MOST_CALLS: u32 = 6_000;
pub(super) const LAST_ROW: u32 = 1_000;
/// What is found rather than told.
pub(super) const AUTO: &str = "auto";

pub(super) const DIRECTORIES: [(&str, Directory); 2] =
    [("entra", Directory::Entra), ("ad", Directory::ActiveDirectory)];
pub(super) const TAKES: [(&str, Take); 2] = [("only", Take::Only), ("newest", Take::Newest)];
pub(super) const DATES: [(&str, Option<DateOrder>); 3] = [
    ("auto", None),
    ("day-first", Some(DateOrder::DayFirst)),
    ("month-first", Some(DateOrder::MonthFirst)),
];
pub(super) const RULES: [&str; 4] = ["column", "first.last", "f.last", "number"];
pub(super) const CLASHES: [(&str, OnClash); 2] = [("stop", OnClash::Stop), ("number", OnClash::Number)];
pub(super) const LEFT: [(&str, bool); 2] = [("leave-out", false), ("create", true)];
pub(super) const REPEATED: [(&str, Repeats); 3] = [
    ("stop", Repeats::Stop),
    ("last", Repeats::Last),
    ("leave-out", Repeats::LeaveOut),
];
pub(super) const LEAVERS: [(&str, Leavers); 3] = [
    ("status", Leavers::ByStatus),
    ("absence", Leavers::ByAbsence),
    ("never", Leavers::Never),
];
pub(super) const MODES: [(&str, Mode); 2] = [("changed", Mode::Changed), ("full", Mode::Full)];

/// A feed without an address stops unseen (contract 14.3), so it must have one.
pub(super) fn notify(source: &mut Source<'_>, at: &Place) -> Option<String> {
    let found = addresses(source, at)?;
    if found.is_none() {
        source.wrong(at, Allowed::FeedAddress);
    }
    found
}

pub(super) fn matching(source: &mut Source<'_>, at: &Place) -> Option<Match> {
    let mut fields = source.fields(at)?;
    let column = fields.required(source, "column", heading);
    let attribute = fields.optional(source, "attribute", |source, at| {
        let named = attribute(source, at);
        if named.as_deref().is_some_and(is_extension_attribute) {
            source.wrong(at, Allowed::MatchAttribute);
        }
        named
    });
    let repeated = fields.optional(source, "repeated", |source, at| word(source, at, &REPEATED));
    fields.none_left(source);
    Some(Match {
        column: column?,
        attribute,
        repeated,
    })
}

fn is_extension_attribute(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("extensionattribute")
}

/// The rest of the file.
pub(super) fn answers(source: &mut Source<'_>, mut fields: Fields, matching: Option<&Match>) -> Answers {
    let target = fields.optional(source, "target", |source, at| word(source, at, &DIRECTORIES));
    let directory = target.unwrap_or(Directory::Entra);
    let only_enrich = fields.optional(source, "onlyEnrich", flag);
    let creates = |source: &mut Source<'_>, at: &Place| {
        if only_enrich == Some(true) {
            source.found(at, Found::Answer, Allowed::NotWhenEnriching);
        }
    };
    let columns = fields.optional(source, "columns", |source, at| {
        let around = Around {
            directory,
            matching,
            creates: only_enrich != Some(true),
        };
        around.columns(source, at)
    });
    let has_no_status = || {
        columns
            .as_ref()
            .is_some_and(|all| !all.iter().any(|column| column.to.is(Target::Status)))
    };
    let answers = Answers {
        target,
        template: fields.optional(source, "template", |source, at| guid(source, at, Allowed::TemplateId)),
        accidental_deletes: fields.optional(source, "accidentalDeletes", delete_guard),
        file: fields.optional(source, "file", file),
        user_name: fields.optional(source, "userName", |source, at| {
            creates(source, at);
            user_name(source, at)
        }),
        leave_out: fields.optional(source, "leaveOut", leave_out::read).unwrap_or_default(),
        creates_left: fields.optional(source, "leftWithoutAccount", |source, at| {
            creates(source, at);
            word(source, at, &LEFT)
        }),
        leavers: fields.optional(source, "leavers", |source, at| {
            creates(source, at);
            let leavers = leavers(source, at)?;
            if leavers.by == Leavers::ByStatus && has_no_status() {
                let found = Found::Written {
                    text: "\"status\"".to_owned(),
                };
                source.found(&at.inside("by"), found, Allowed::OtherThanStatus);
            }
            Some(leavers)
        }),
        clear_when_empty: fields
            .optional(source, "clearWhenEmpty", |source, at| {
                let sent = columns.iter().flatten().map(|column| column.to.path());
                let sent: Vec<&str> = sent.filter(|path| *path != Target::Status.path()).collect();
                listed(source, at, |source, at| {
                    let found = source.string(at).filter(|found| sent.contains(&found.as_str()));
                    if found.is_none() {
                        source.wrong_word(at, Allowed::TargetOfColumn, &sent);
                    }
                    found
                })
            })
            .unwrap_or_default(),
        replace_mappings: fields
            .optional(source, "replaceMappings", |source, at| listed(source, at, attribute))
            .unwrap_or_default(),
        ou: ou(source, &mut fields, directory),
        mode: fields.optional(source, "mode", |source, at| word(source, at, &MODES)),
        only_enrich,
        pilot: fields.optional(source, "pilot", |source, at| number(source, at, 0, MOST_PILOT)),
        calls_per_day: fields.optional(source, "callsPerDay", |source, at| {
            auto_or_number(source, at, MOST_CALLS)
        }),
        uploader: fields
            .optional(source, "uploader", |source, at| {
                or_null(source, at, |source, at| guid(source, at, Allowed::ClientId))
            })
            .flatten(),
        start: fields.optional(source, "start", flag),
        columns: columns.unwrap_or_default(),
    };
    fields.none_left(source);
    answers
}

/// Where new accounts of Active Directory stand, and in which domain.
fn ou(source: &mut Source<'_>, fields: &mut Fields, directory: Directory) -> Option<String> {
    let is_ad = directory == Directory::ActiveDirectory;
    let mut is_there = false;
    let ou = fields.optional(source, "ou", |source, at| {
        or_null(source, at, |source, at| {
            is_there = true;
            let is_good = |name: &str| is_name_in(name, None, &["OU", "CN"]) && domain_of(name).is_some();
            let ou = text(source, at, Allowed::OrganizationalUnit, is_good);
            if !is_ad {
                source.wrong(at, Allowed::PlaceOfDirectory);
            }
            ou
        })
    });
    if is_ad && !is_there {
        source.missing(&source.whole(), "ou", Allowed::PlaceNeeded);
    }
    ou.flatten()
}

fn file(source: &mut Source<'_>, at: &Place) -> Option<FileAnswers> {
    let mut fields = source.fields(at)?;
    let answers = FileAnswers {
        path: fields.optional(source, "path", |source, at| {
            text(source, at, Allowed::FilePath, is_path)
        }),
        take: fields.optional(source, "take", |source, at| word(source, at, &TAKES)),
        encoding: fields.optional(source, "encoding", |source, at| {
            text(source, at, Allowed::Encoding, |name| {
                name == AUTO || Letters::named(name).is_ok()
            })
        }),
        delimiter: fields.optional(source, "delimiter", |source, at| {
            text(source, at, Allowed::Delimiter, |found| {
                found == AUTO || is_delimiter(found)
            })
        }),
        sheet: fields
            .optional(source, "sheet", |source, at| or_null(source, at, heading))
            .flatten(),
        header_row: fields.optional(source, "headerRow", |source, at| auto_or_number(source, at, LAST_ROW)),
        dates: fields.optional(source, "dates", |source, at| word(source, at, &DATES)),
        time_zone: fields.optional(source, "timeZone", |source, at| {
            text(source, at, Allowed::TimeZone, |name| TimeZone::get(name).is_ok())
        }),
    };
    fields.none_left(source);
    Some(answers)
}

fn is_path(path: &str) -> bool {
    let folder = path.rfind(['/', '\\']).map_or("", |end| &path[..end]);
    (1..=LONGEST_PATH).contains(&path.chars().count())
        && path.trim() == path
        && !path.chars().any(is_unseen)
        && !folder.contains('*')
}

/// What may stand between two cells: nothing that could stand in a number or a word.
fn is_delimiter(found: &str) -> bool {
    let mut letters = found.chars();
    matches!(
        (letters.next(), letters.next()),
        (Some(only), None) if only == '\t' || (only.is_ascii() && !only.is_ascii_alphanumeric() && !only.is_control() && only != '"')
    )
}

fn user_name(source: &mut Source<'_>, at: &Place) -> Option<UserName> {
    let mut fields = source.fields(at)?;
    let rule = fields.required(source, "rule", |source, at| {
        let found = source.string(at);
        let known = RULES.into_iter().find(|rule| found.as_deref() == Some(*rule));
        if known.is_none() {
            no_word(source, at, RULES.to_vec());
        }
        known
    });
    let is_column = rule == Some("column");
    let column = fields.optional(source, "column", |source, at| {
        or_null(source, at, |source, at| {
            if rule.is_some() && !is_column {
                source.wrong(at, Allowed::OnlyRuleColumn);
            }
            heading(source, at)
        })
    });
    let named = fields.optional(source, "domain", domain);
    let on_clash = fields.optional(source, "onClash", |source, at| word(source, at, &CLASHES));
    fields.none_left(source);
    let rule = match rule? {
        "column" => match column.flatten() {
            Some(column) => NameRule::Column(column),
            None => {
                source.missing(at, "column", Allowed::NameColumn);
                return None;
            }
        },
        "first.last" => NameRule::FirstLast,
        "f.last" => NameRule::InitialLast,
        _ => NameRule::Number,
    };
    if !is_column && named.is_none() {
        source.missing(at, "domain", Allowed::NameDomain);
        return None;
    }
    Some(UserName {
        rule,
        domain: named,
        on_clash: on_clash.unwrap_or(OnClash::Stop),
    })
}

fn leavers(source: &mut Source<'_>, at: &Place) -> Option<LeaversAnswer> {
    let mut fields = source.fields(at)?;
    let by = fields.required(source, "by", |source, at| word(source, at, &LEAVERS));
    let most = fields.optional(source, "most", |source, at| {
        let mut fields = source.fields(at)?;
        let most = Most {
            people: fields
                .optional(source, "people", |source, at| number(source, at, 0, 1_000_000))
                .map(u64::from),
            percent: fields
                .optional(source, "percent", |source, at| number(source, at, 0, 100))
                .map(u64::from),
        };
        fields.none_left(source);
        Some(most)
    });
    fields.none_left(source);
    Some(LeaversAnswer { by: by?, most })
}

/// The heading of a column. Programs of HR write what they like.
pub(super) fn heading(source: &mut Source<'_>, at: &Place) -> Option<String> {
    text(source, at, Allowed::Heading { most: LONGEST_HEADING }, is_heading)
}

pub(super) fn is_heading(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_HEADING
}

/// An attribute of a directory. Which there are, its schema says.
pub(super) fn attribute(source: &mut Source<'_>, at: &Place) -> Option<String> {
    text(source, at, Allowed::Attribute, |name| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.len() <= 120
            && name
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "_.-".contains(letter))
    })
}

/// A list of what is read one by one, each of them once.
pub(super) fn listed<T: PartialEq>(
    source: &mut Source<'_>,
    at: &Place,
    mut read: impl FnMut(&mut Source<'_>, &Place) -> Option<T>,
) -> Option<Vec<T>> {
    let places = source.elements(at).filter(|places| places.len() <= MOST_LISTED);
    let Some(places) = places else {
        source.wrong(at, Allowed::List { most: MOST_LISTED });
        return None;
    };
    let mut all = Vec::new();
    for place in &places {
        let Some(one) = read(source, place) else { continue };
        if all.contains(&one) {
            source.wrong(place, Allowed::EachOnce);
        }
        all.push(one);
    }
    Some(all)
}

/// Nothing inside where the file says `null`.
fn or_null<T>(
    source: &mut Source<'_>,
    at: &Place,
    read: impl FnOnce(&mut Source<'_>, &Place) -> Option<T>,
) -> Option<Option<T>> {
    match source.raw(at) {
        "null" => Some(None),
        _ => read(source, at).map(Some),
    }
}

/// Nothing inside where it is found rather than told.
fn auto_or_number(source: &mut Source<'_>, at: &Place, most: u32) -> Option<Option<u32>> {
    if source.string(at).as_deref() == Some(AUTO) {
        return Some(None);
    }
    let number = source.number(at).and_then(|number| u32::try_from(number).ok());
    let number = number.filter(|number| (1..=most).contains(number));
    if number.is_none() {
        source.wrong(at, Allowed::AutoOrNumber { most });
    }
    number.map(Some)
}
