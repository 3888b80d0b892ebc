//! What can be asked of a file of people.

use std::path::PathBuf;

use people_file::Target;

use super::{Message, PeopleMessage, SessionHandle};
use crate::Problem;
use crate::people_look::WantedPerson;
use crate::view::{PeopleLeaveOut, PeopleLeftOut, PeopleNames, PeopleNaming, PeoplePerson, PeopleTable, PeopleTold};

impl SessionHandle {
    /// Begins to read this file; what is in it comes into the view. One that was chosen before is forgotten.
    ///
    /// # Errors
    /// No tenant.
    pub async fn look_at_people(&self, path: PathBuf) -> Result<(), Problem> {
        self.ask(|answer| Message::People(PeopleMessage::Look(path, answer)))
            .await
    }

    /// Begins to read the same file anew, as this says.
    ///
    /// # Errors
    /// No tenant.
    pub async fn read_people(&self, told: PeopleTold) -> Result<(), Problem> {
        self.ask(|answer| Message::People(PeopleMessage::Read(told, answer)))
            .await
    }

    /// Its columns and status words, as far as they are known; none when no file was chosen.
    ///
    /// # Errors
    /// No tenant.
    pub async fn people_table(&self) -> Result<PeopleTable, Problem> {
        self.ask(|answer| Message::People(PeopleMessage::Table(answer))).await
    }

    /// The first person of the file from this one on, counted from 1, of whom `lacking` is not told; as they would be sent.
    ///
    /// # Errors
    /// No tenant.
    pub async fn person_of_file(&self, from: u64, lacking: Option<Target>) -> Result<Option<PeoplePerson>, Problem> {
        let wanted = WantedPerson { from, lacking };
        self.ask(|answer| Message::People(PeopleMessage::Person(wanted, answer)))
            .await
    }

    /// Who of the file would be left out by these rules.
    ///
    /// # Errors
    /// No tenant.
    pub async fn left_out_of_file(&self, rules: Vec<PeopleLeaveOut>) -> Result<PeopleLeftOut, Problem> {
        self.ask(|answer| Message::People(PeopleMessage::LeftOut(rules, answer)))
            .await
    }

    /// What the people of the file would sign in by, each of them alone in the tenant.
    ///
    /// # Errors
    /// No tenant.
    pub async fn names_of_file(&self, naming: PeopleNaming) -> Result<PeopleNames, Problem> {
        self.ask(|answer| Message::People(PeopleMessage::Names(naming, answer)))
            .await
    }
}
