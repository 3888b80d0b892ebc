//! The file of people that was chosen.

use std::path::PathBuf;

use people_file::FileError;
use tokio::task::spawn_blocking;

use super::TenantState;
use crate::Problem;
use crate::people_look::{Again, PeopleLook, WantedPerson};
use crate::session_handle::Answer;
use crate::view::{PeopleLeaveOut, PeopleLeftOut, PeopleNames, PeopleNaming, PeoplePerson, PeopleTable, PeopleTold};

impl TenantState {
    /// Reads a file. The one before is forgotten.
    pub(crate) fn look_at_people(&mut self, path: PathBuf) {
        self.people = Some(PeopleLook::of(path, self.people.as_ref()));
        self.read_people(PeopleTold::default());
    }

    /// Reads the same file as this says.
    pub(crate) fn read_people(&mut self, told: PeopleTold) {
        let Some(people) = &mut self.people else { return };
        let work = people.begin(told, self.context.left(), &self.sender);
        let (number, sender) = (people.number(), self.sender.clone());
        // Disks can be slow, and files large.
        let working = spawn_blocking(work);
        tokio::spawn(async move {
            if let Err(broken) = working.await {
                sender.send(PeopleLook::broke_off(
                    number,
                    Problem::broke_off("the look at the file", &broken),
                ));
            }
        });
    }

    pub(crate) fn people_table(&self) -> PeopleTable {
        self.people.as_ref().map(PeopleLook::table).unwrap_or_default()
    }

    pub(crate) fn person_of_file(&self, wanted: WantedPerson, answer: Answer<Option<PeoplePerson>>) {
        self.look_into_people(answer, move |again| again.person(wanted));
    }

    pub(crate) fn names_of_file(&self, naming: PeopleNaming, answer: Answer<PeopleNames>) {
        self.look_into_people(answer, move |again| again.names(&naming));
    }

    pub(crate) fn left_out_of_file(&self, rules: Vec<PeopleLeaveOut>, answer: Answer<PeopleLeftOut>) {
        self.look_into_people(answer, move |again| again.left_out(&rules));
    }

    /// Looks into the file once more, for whoever asks. Of no file, or of one that cannot be read any more, there is nothing to tell:
    /// why, is in the view of the next look.
    fn look_into_people<T: Default + Send + 'static>(
        &self,
        answer: Answer<T>,
        work: impl FnOnce(&Again) -> Result<T, FileError> + Send + 'static,
    ) {
        let again = self.people.as_ref().map(PeopleLook::again);
        tokio::spawn(async move {
            let found = match again {
                None => Ok(T::default()),
                Some(again) => spawn_blocking(move || work(&again).unwrap_or_default())
                    .await
                    .map_err(|broken| Problem::broke_off("the look into the file", &broken)),
            };
            let _ = answer.send(found); // whoever asked may be gone
        });
    }
}
