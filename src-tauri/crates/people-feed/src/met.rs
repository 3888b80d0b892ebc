//! The people of a file who are sent, met with those who are in the tenant: what they sign in by, who cannot be sent yet, and whom to try
//! it with first.

mod aside;
mod pilot;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;

use people_file::{PeopleFile, Problems, Target};

use crate::agreed::{Agreed, Taken};
use crate::changes::{Changes, Kind, Who};
use crate::here::{Account, Here};
use crate::ledger::Ledger;
use crate::names::NameMaker;
use crate::roll::Roll;
use crate::{FeedError, Person};

pub use aside::{Aside, Why};
pub use pilot::LARGEST_PILOT;

use pilot::Sort;

/// More people of one name are numbered in no company.
const MOST_OF_A_NAME: u32 = 100_000;

/// What people sign in by, by number, where that is not what the file says.
#[derive(Default)]
pub struct Names(HashMap<String, String>);

/// Without a name.
impl std::fmt::Debug for Names {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Names").field(&self.0.len()).finish()
    }
}

impl Names {
    /// Of whoever has this number.
    #[must_use]
    pub fn of(&self, number: &str) -> Option<&str> {
        self.0.get(number).map(String::as_str)
    }
}

/// What people are met with.
#[derive(Debug)]
pub struct Meeting<'m> {
    pub file: &'m PeopleFile,
    pub agreed: &'m Agreed,
    pub roll: &'m Roll,
    pub ledger: Option<&'m Ledger>,
    /// Absent where it may not be read.
    pub here: Option<&'m Here>,
    /// Absent where the file says what people sign in by.
    pub maker: Option<&'m NameMaker>,
    /// Who is not in the tenant is created.
    pub creates: bool,
    /// Who has the same name as somebody else gets a 2 behind it; otherwise they are set aside.
    pub numbers_names: bool,
    /// Domains that people of the tenant may sign in by; none where that is not known.
    pub domains: &'m [String],
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Met {
    pub names: Names,
    pub aside: Vec<Aside>,
    /// How many of those who are sent are in the tenant by their number.
    pub found: u64,
    /// Who gets a 2 or more behind their name.
    pub numbered: u64,
    /// New people of whom no name is told.
    pub nameless: u64,
    /// Who cannot sign in now, and could after this.
    pub switched_on: u64,
    sorts: [Vec<u32>; 5],
}

impl Meeting<'_> {
    /// Meets everybody, and takes those out of `changes` who cannot be sent.
    ///
    /// # Errors
    /// The file cannot be read, or changed since it was opened.
    pub fn meet(&self, changes: &mut Changes) -> Result<Met, FeedError> {
        let mut work = Work::new(self, changes);
        self.file.rows(&mut Problems::default(), |row, _| {
            if let Taken::Person(person) = self.agreed.take(row)
                && !self.roll.drops(row.number)
            {
                work.person(&person);
            }
            ControlFlow::Continue(())
        })?;
        work.gone(changes);
        work.make_names();
        let Work {
            mut met, aside, found, ..
        } = work;
        changes.know_found(&found);
        if !aside.is_empty() {
            changes.set_aside(|place| aside.contains(&(place as u32)));
            met.follow(&aside);
        }
        Ok(met)
    }
}

struct Work<'m> {
    meeting: &'m Meeting<'m>,
    /// By row: the place among all who are sent, and why they are.
    sent: HashMap<u32, (u32, Kind)>,
    /// What stands for the numbers of those who manage somebody.
    managers: HashSet<u64>,
    met: Met,
    /// By place among all who are sent.
    aside: HashSet<u32>,
    /// New people who have an account by their number, in the same way.
    found: Vec<u32>,
    /// Who needs a name, in the order of their numbers.
    unnamed: BTreeMap<String, Unnamed>,
}

struct Unnamed {
    first: String,
    row: u64,
    place: Option<u32>,
}

impl<'m> Work<'m> {
    fn new(meeting: &'m Meeting<'m>, changes: &Changes) -> Self {
        let roll = meeting.roll;
        let mut sent = HashMap::new();
        for (going, place) in changes.send.iter().zip(0_u32..) {
            if let Who::InFile(entry) = going.who {
                sent.insert(roll.all[entry as usize].row, (place, going.kind));
            }
        }
        Self {
            meeting,
            sent,
            managers: roll
                .all
                .iter()
                .map(|entry| entry.manager)
                .filter(|of| *of != 0)
                .collect(),
            met: Met::default(),
            aside: HashSet::new(),
            found: Vec::new(),
            unnamed: BTreeMap::new(),
        }
    }

    fn person(&mut self, person: &Person<'_>) {
        let number = person.get(Target::Number);
        let sent = u32::try_from(person.row)
            .ok()
            .and_then(|row| self.sent.get(&row).copied());
        let here = self.meeting.here;
        let mut found = here.into_iter().flat_map(|here| here.with_number(number));
        let (account, other) = (found.next(), found.next());
        let problem = match account {
            Some(_) if other.is_some() => Some(Why::NumberTwiceHere),
            Some(account) => self.known(person, account, sent),
            None => self.unknown(person, sent.map(|(place, _)| place)),
        };
        let Some((place, kind)) = sent else { return };
        match problem {
            Some(why) => self.set_aside(number, person.row, place, why),
            None => self.candidate(person, place, kind),
        }
    }

    /// They keep the name they have.
    fn known(&mut self, person: &Person<'_>, account: &Account, sent: Option<(u32, Kind)>) -> Option<Why> {
        let (place, kind) = sent?;
        self.met.found += 1;
        if self.meeting.creates && kind == Kind::New {
            self.found.push(place);
        }
        self.met.switched_on += u64::from(self.meeting.creates && person.active && !account.is_on);
        if self.meeting.maker.is_some() {
            self.keep(person.get(Target::Number), account);
        }
        self.problem_of(account, person.active)
    }

    fn keep(&mut self, number: &str, account: &Account) {
        if !account.sign_in.is_empty() {
            self.met.names.0.insert(number.to_owned(), account.sign_in.clone());
        }
    }

    fn problem_of(&self, account: &Account, active: bool) -> Option<Why> {
        let own = &self.meeting.agreed.own;
        let is_own = [&account.sign_in, &account.mail]
            .iter()
            .any(|name| own.contains(&name.to_lowercase()));
        match (account.of_directory, active) {
            (true, _) => Some(Why::OfDirectory),
            (false, false) if is_own => Some(Why::Own),
            (false, _) => None,
        }
    }

    /// Nobody in the tenant has their number, or it was not read.
    fn unknown(&mut self, person: &Person<'_>, sent: Option<u32>) -> Option<Why> {
        let number = person.get(Target::Number);
        let Meeting { here, maker, .. } = self.meeting;
        let is_known = || self.meeting.ledger.is_some_and(|ledger| ledger.knows(number));
        if !person.active && here.is_some() && is_known() {
            return Some(Why::GoneHere);
        }
        if !self.meeting.creates {
            return here.is_some().then_some(Why::NotHere);
        }
        let Some(maker) = maker else {
            let name = person.get(Target::UserName);
            return self.name_of_file(name).or_else(|| self.without_number(person, name));
        };
        let Some(first) = maker.first_choice(person) else {
            return Some(Why::NoName);
        };
        if let Some(why) = self.without_number(person, &first) {
            return Some(why);
        }
        if person.active {
            let (row, place) = (person.row, sent);
            self.unnamed.insert(number.to_owned(), Unnamed { first, row, place });
        } else {
            self.met.names.0.insert(number.to_owned(), first);
        }
        None
    }

    /// Whether a name that stands in the file may be had.
    fn name_of_file(&self, name: &str) -> Option<Why> {
        let Meeting { here, domains, .. } = self.meeting;
        let behind = name.rsplit_once('@').map(|(_, behind)| behind);
        let is_ours = |behind: &str| domains.iter().any(|domain| domain.eq_ignore_ascii_case(behind));
        if !domains.is_empty() && behind.is_some_and(|behind| !is_ours(behind)) {
            return Some(Why::Domain);
        }
        let holder = here.and_then(|here| here.with_name(name))?;
        holder.has_number.then_some(Why::NameTaken)
    }

    /// Whether they seem to be in the tenant, without a number.
    fn without_number(&mut self, person: &Person<'_>, name: &str) -> Option<Why> {
        let here = self.meeting.here?;
        let mail = person.get(Target::Email);
        let holders = [here.with_name(name), here.with_name(mail), here.with_address(mail)];
        let holder = holders.into_iter().flatten().find(|holder| !holder.has_number)?;
        // Which account it seems to be, for whoever writes the number there.
        self.keep(person.get(Target::Number), holder);
        Some(Why::NoNumberHere)
    }

    /// Those who are in the file no more.
    fn gone(&mut self, changes: &Changes) {
        let Meeting { here, ledger, .. } = *self.meeting;
        for (going, place) in changes.send.iter().zip(0_u32..) {
            let Who::Gone(of) = going.who else { continue };
            let Some(number) = ledger.and_then(|ledger| ledger.at(of)).map(|known| known.number) else {
                continue;
            };
            let Some(here) = here else {
                self.met.sort(Sort::Leaving, place);
                continue;
            };
            let mut found = here.with_number(number);
            let problem = match (found.next(), found.next()) {
                (None, _) => Some(Why::GoneHere),
                (Some(_), Some(_)) => Some(Why::NumberTwiceHere),
                (Some(account), None) => {
                    self.met.found += 1;
                    self.keep(number, account);
                    self.problem_of(account, false)
                }
            };
            match problem {
                Some(why) => self.set_aside(number, 0, place, why),
                None => self.met.sort(Sort::Leaving, place),
            }
        }
    }

    /// Everybody who needs a name gets one, in the order of their numbers: in which row somebody stands changes nothing.
    fn make_names(&mut self) {
        let Some(maker) = self.meeting.maker else { return };
        let mut firsts: HashMap<String, u32> = HashMap::new();
        for one in self.unnamed.values() {
            *firsts.entry(one.first.clone()).or_default() += 1;
        }
        let here = self.meeting.here;
        let mut taken: HashSet<String> = HashSet::new();
        // Names are never given back, so of ten thousand of one name nobody begins at 2 again.
        let mut nexts: HashMap<String, u32> = HashMap::new();
        for (number, one) in std::mem::take(&mut self.unnamed) {
            let is_free = |name: &str| {
                let holder = here.and_then(|here| here.with_name(name).or_else(|| here.with_address(name)));
                holder.is_none() && !taken.contains(name)
            };
            // Without a look at the tenant nobody knows who had the first choice yesterday.
            let numbers = self.meeting.numbers_names && here.is_some();
            let alone = firsts.get(&one.first) == Some(&1);
            let nth = match is_free(&one.first) && (alone || numbers) {
                true => Some(1),
                false if numbers => {
                    let next = nexts.entry(one.first.clone()).or_insert(2);
                    let found = (*next..MOST_OF_A_NAME).find(|nth| is_free(&maker.choice(&one.first, *nth)));
                    *next = found.map_or(MOST_OF_A_NAME, |nth| nth + 1);
                    found
                }
                false => None,
            };
            let Some(nth) = nth else {
                if let Some(place) = one.place {
                    let why = if alone { Why::NameTaken } else { Why::NameTwice };
                    self.set_aside(&number, one.row, place, why);
                }
                continue;
            };
            let name = maker.choice(&one.first, nth);
            taken.insert(name.clone());
            if one.place.is_some() {
                self.met.numbered += u64::from(nth > 1);
                self.met.names.0.insert(number, name);
            }
        }
    }

    fn set_aside(&mut self, number: &str, row: u64, place: u32, why: Why) {
        self.aside.insert(place);
        let number = number.to_owned();
        self.met.aside.push(Aside { number, row, why });
    }

    /// Notes what makes somebody good to try it with.
    fn candidate(&mut self, person: &Person<'_>, place: u32, kind: Kind) {
        let names = [Target::GivenName, Target::FamilyName, Target::FullName];
        self.met.nameless += u64::from(kind == Kind::New && person.get(Target::FullName).is_empty());
        if names.iter().any(|name| !person.get(*name).is_ascii()) {
            self.met.sort(Sort::Accents, place);
        }
        if self
            .managers
            .contains(&self.meeting.roll.stands_for(person.get(Target::Number)))
        {
            self.met.sort(Sort::Manager, place);
        }
        let sort = match kind {
            Kind::New => Sort::New,
            Kind::Found | Kind::Changed | Kind::Unchanged => Sort::Changed,
            Kind::Leaving => Sort::Leaving,
        };
        self.met.sort(sort, place);
    }
}
