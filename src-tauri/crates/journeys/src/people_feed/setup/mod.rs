//! The answers for a people feed: who works somewhere, out of a file, into a directory.

mod answers;
mod columns;
mod file;
mod leave_out;
mod read;
mod schema;

use std::borrow::Cow;

use jiff::tz::TimeZone;
use people_feed::guard::Most;
use people_feed::{Leavers, Rules};
use people_file::{DateOrder, Meaning, Repeats, Target, Told};
use serde_json::{Value, json};

pub use answers::{Column, Directory, Kind, LeaveOut, Mode, NameRule, OnClash, Sent, Take, UserName};
pub use file::File;

use answers::{Answers, Match};
use read::AUTO;

use super::attributes;
use crate::StepId;
use crate::setup_file::answers::{self as common, DEFAULT_THRESHOLD};
use crate::setup_file::distinguished_name::domain_of;
use crate::setup_file::{Fields, Source};

/// Checked answers for one people feed. What is left out of how people are sent has one meaning everywhere; what is left out of the
/// guard and the start is a default for a new feed, and stays as it is on one that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    tenant: String,
    /// Of the feed, in the tenant and in journals.
    name: String,
    notify: String,
    matching: Match,
    /// Apart, since a set-up of another journey is half as large.
    answers: Box<Answers>,
    /// No answer of the file: see [`Setup::accepting_losses`].
    losses: Vec<String>,
}

/// People who are sent first, for a person to look at.
const PILOT: u32 = 5;

impl Setup {
    /// Its name in files and journals.
    pub(crate) const JOURNEY: &'static str = "people-feed";

    /// Reads the answers that are its own; nothing where one that must be there is missing or wrong.
    pub(crate) fn read(source: &mut Source<'_>, mut fields: Fields, tenant: Option<String>) -> Option<Self> {
        let name = fields.required(source, "name", common::name);
        let notify = fields.required(source, "notify", read::notify);
        let matching = fields.required(source, "match", read::matching);
        let answers = read::answers(source, fields, matching.as_ref());
        Some(Self {
            tenant: tenant?,
            name: name?,
            notify: notify?,
            matching: matching?,
            answers: Box::new(answers),
            losses: Vec::new(),
        })
    }

    /// What was left out as a new feed gets it.
    #[must_use]
    pub fn completed(mut self) -> Self {
        self.answers.accidental_deletes.get_or_insert(Some(DEFAULT_THRESHOLD));
        self.answers.start.get_or_insert(true);
        self
    }

    /// The format as JSON Schema (draft 2020-12).
    #[must_use]
    pub fn json_schema() -> Value {
        json!(schemars::schema_for!(File))
    }

    /// The same, for a run in which the hidden values of these settings may get lost, by their keys.
    #[must_use]
    pub fn accepting_losses(self, losses: Vec<String>) -> Self {
        Self { losses, ..self }
    }

    /// The same, with the job started at the end.
    #[must_use]
    pub fn starting(mut self) -> Self {
        self.answers.start = Some(true);
        self
    }

    /// Whether the answers ask for this step. A look at the tenant tells the same; a journal that broke off early cannot.
    #[must_use]
    pub fn wants(&self, step: StepId) -> bool {
        match step {
            StepId::AgentCheck => self.domain().is_some(),
            StepId::Uploader => self.uploader().is_some(),
            StepId::StartJobs | StepId::FirstStatus => self.starts() != Some(false),
            _ => true,
        }
    }

    /// The hidden value of this setting may get lost.
    pub(crate) fn accepts_loss_of(&self, key: &str) -> bool {
        self.losses.iter().any(|accepted| accepted == key)
    }

    /// Tenant id or one of its domains.
    #[must_use]
    pub fn tenant(&self) -> &str {
        &self.tenant
    }

    /// Name of the feed in the tenant. Two feeds of one name are one.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Address that hears of a quarantine.
    #[must_use]
    pub fn notify(&self) -> &str {
        &self.notify
    }

    /// Where people go.
    #[must_use]
    pub fn directory(&self) -> Directory {
        self.answers.target.unwrap_or(Directory::Entra)
    }

    /// Id of the application template, where the usual one is not meant.
    #[must_use]
    pub fn template(&self) -> Option<&str> {
        self.answers.template.as_deref()
    }

    /// Number of people disabled or deleted in one round that stops the job; `None` leaves the guard as it is.
    #[must_use]
    pub fn delete_threshold(&self) -> Option<u32> {
        self.answers.accidental_deletes.flatten()
    }

    /// Organizational unit of new accounts; of feeds into Active Directory.
    #[must_use]
    pub fn ou(&self) -> Option<&str> {
        self.answers.ou.as_deref()
    }

    /// The domain of Active Directory that people go to, by where their organizational unit lies.
    #[must_use]
    pub fn domain(&self) -> Option<String> {
        self.ou().and_then(domain_of)
    }

    /// Path of the file; in its last part `*` stands for any letters.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.answers.file.as_ref()?.path.as_deref()
    }

    /// Which file is taken where several fit the path.
    #[must_use]
    pub fn take(&self) -> Take {
        self.answers
            .file
            .as_ref()
            .and_then(|file| file.take)
            .unwrap_or(Take::Only)
    }

    /// What is said about the form of the file.
    #[must_use]
    pub fn told(&self) -> Told {
        let file = self.answers.file.clone().unwrap_or_default();
        Told {
            encoding: file.encoding.filter(|name| name != AUTO),
            separator: file
                .delimiter
                .filter(|found| found != AUTO)
                .and_then(|found| found.chars().next()),
            sheet: file.sheet,
            header_row: file.header_row.flatten().map(u64::from),
        }
    }

    /// Which of two numbers of a date is the day; `None` where the file itself must show it.
    #[must_use]
    pub fn dates(&self) -> Option<DateOrder> {
        self.answers.file.as_ref()?.dates.flatten()
    }

    /// Where a day begins.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        let named = self.answers.file.as_ref().and_then(|file| file.time_zone.as_deref());
        named.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC)
    }

    /// Heading of the column with everybody's number.
    #[must_use]
    pub fn number_column(&self) -> &str {
        &self.matching.column
    }

    /// Which of the rows with one number counts.
    #[must_use]
    pub fn repeats(&self) -> Repeats {
        self.matching.repeated.unwrap_or_default()
    }

    /// The same set-up where somebody has just decided that.
    #[must_use]
    pub fn with_repeats(mut self, repeats: Repeats) -> Self {
        self.matching.repeated = Some(repeats);
        self
    }

    /// The attribute of the directory that people are matched by.
    #[must_use]
    pub fn match_attribute(&self) -> &str {
        self.matching
            .attribute
            .as_deref()
            .unwrap_or_else(|| attributes::number_of(self.directory()))
    }

    /// The file names that attribute.
    pub(crate) fn names_match_attribute(&self) -> bool {
        self.matching.attribute.is_some()
    }

    /// The columns that are sent besides number and sign-in name, in the order of the file.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.answers.columns
    }

    /// The column that is sent as this.
    #[must_use]
    pub fn column(&self, target: Target) -> Option<&Column> {
        self.columns().iter().find(|column| column.to.is(target))
    }

    /// The attribute of the directory that a column is for; `None` where none of its attributes is made of it alone.
    #[must_use]
    pub fn attribute<'s>(&self, column: &'s Column) -> Option<&'s str> {
        attributes::of(self.directory(), column)
    }

    /// What each word of the status column means.
    pub fn status_words(&self) -> impl Iterator<Item = (&str, Meaning)> {
        let status = self.column(Target::Status).into_iter();
        status.flat_map(|column| column.values.iter().map(|(word, meaning)| (word.as_str(), *meaning)))
    }

    /// How people sign in; `None` where nobody said so yet, and where only details are filled in.
    #[must_use]
    pub fn user_name(&self) -> Option<&UserName> {
        self.answers.user_name.as_ref()
    }

    /// The rows that are left out.
    #[must_use]
    pub fn leave_out(&self) -> &[LeaveOut] {
        &self.answers.leave_out
    }

    /// How it is told that somebody left.
    #[must_use]
    pub fn leavers(&self) -> Leavers {
        match self.answers.leavers {
            Some(leavers) => leavers.by,
            None if self.only_enriches() => Leavers::Never,
            None => Leavers::ByStatus,
        }
    }

    /// How many may leave without being asked about, where it is fewer than usual.
    #[must_use]
    pub fn most_leaving(&self) -> Most {
        self.answers
            .leavers
            .and_then(|leavers| leavers.most)
            .unwrap_or_default()
    }

    /// What is sent of what a file says.
    #[must_use]
    pub fn rules(&self) -> Rules {
        Rules {
            leavers: self.leavers(),
            create_left: self.answers.creates_left.unwrap_or(false),
            full: self.mode() == Mode::Full,
        }
    }

    /// What is sent.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.answers.mode.unwrap_or(Mode::Changed)
    }

    /// What is cleared in the directory when its cell is empty, as [`Sent::path`] names it.
    #[must_use]
    pub fn clear_when_empty(&self) -> &[String] {
        &self.answers.clear_when_empty
    }

    /// The attributes of the directory whose mapping may be replaced, whoever made it.
    #[must_use]
    pub fn replace_mappings(&self) -> &[String] {
        &self.answers.replace_mappings
    }

    /// People who are not there are not created, and nobody is switched off.
    #[must_use]
    pub fn only_enriches(&self) -> bool {
        self.answers.only_enrich.unwrap_or(false)
    }

    /// People who are sent first, for a person to look at; 0 for none.
    #[must_use]
    pub fn pilot(&self) -> u32 {
        self.answers.pilot.unwrap_or(PILOT)
    }

    /// Most calls of a day; `None` for as many as Microsoft takes.
    #[must_use]
    pub fn calls_per_day(&self) -> Option<u32> {
        self.answers.calls_per_day.flatten()
    }

    /// Client id of the application that sends at night.
    #[must_use]
    pub fn uploader(&self) -> Option<&str> {
        self.answers.uploader.as_deref()
    }

    /// The job is started at the end; `None` leaves it running or at rest, as it is.
    #[must_use]
    pub fn starts(&self) -> Option<bool> {
        self.answers.start
    }

    /// The attributes of the directory that take what is sent, each with what it takes.
    pub(crate) fn mapped(&self) -> Vec<(String, String)> {
        let of_column = |column| {
            let attribute = self.attribute(column)?;
            Some((attribute.to_owned(), format!("[{}]", Self::source_attribute(column))))
        };
        let sign_in = (
            attributes::SIGN_IN_NAME.to_owned(),
            format!("[{}]", attributes::USER_NAME),
        );
        let columns = self.columns().iter().filter_map(of_column);
        std::iter::once(sign_in).chain(columns).collect()
    }

    /// It says what this attribute of the directory takes, or when.
    pub(crate) fn maps(&self, attribute: &str) -> bool {
        let mapped = self.mapped();
        let mut ours = mapped.iter().map(|(attribute, _)| attribute.as_str());
        let is = |own: &str| own.eq_ignore_ascii_case(attribute);
        ours.any(is) || is(self.match_attribute()) || self.ou().is_some() && is(attributes::PLACE)
    }

    /// The schema attribute of the source that a column is sent as.
    pub(crate) fn source_attribute(column: &Column) -> Cow<'static, str> {
        attributes::source(&column.to)
    }
}

#[cfg(test)]
mod tests;
