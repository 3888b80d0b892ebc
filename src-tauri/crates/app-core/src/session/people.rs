//! What is asked of a file of people.

use super::{Session, reply};
use crate::session_handle::PeopleMessage;

impl Session {
    /// `true` when the view changed.
    pub(super) fn hear_of_people(&mut self, message: PeopleMessage) -> bool {
        match message {
            PeopleMessage::Look(path, answer) => {
                return reply(answer, self.tenant().map(|tenant| tenant.look_at_people(path)));
            }
            PeopleMessage::Read(told, answer) => {
                return reply(answer, self.tenant().map(|tenant| tenant.read_people(told)));
            }
            PeopleMessage::Table(answer) => {
                reply(answer, self.tenant().map(|tenant| tenant.people_table()));
            }
            PeopleMessage::Person(wanted, answer) => match self.tenant() {
                Ok(tenant) => tenant.person_of_file(wanted, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            PeopleMessage::LeftOut(rules, answer) => match self.tenant() {
                Ok(tenant) => tenant.left_out_of_file(rules, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
            PeopleMessage::Names(naming, answer) => match self.tenant() {
                Ok(tenant) => tenant.names_of_file(naming, answer),
                Err(problem) => return reply(answer, Err(problem)),
            },
        }
        false
    }
}
