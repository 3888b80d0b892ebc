//! `ui/src/ipc/bindings.ts` is what these types say.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::path::Path;

use app_core::log::{Held, LogEntry, Timeline};
use app_core::people::PeopleFound;
use app_core::view::{
    Assignable, DemoView, FaultsView, FeedGroup, FeedPeople, GalleryAsked, GalleryEntry, GalleryRows, LogRows,
    PeopleLeaveOut, PeopleLeftOut, PeopleNames, PeopleNaming, PeoplePerson, PeopleTable, Person, RowsChosen, Settings,
    ShownRows, TableAsked, TableChange, TableRows, WantedRows,
};
use app_core::{AppView, AppsAsked, DriftView, KnownAccount, PersonView, Problem, SignInWay, Surroundings};
use ts_rs::{Config, TS, TypeVisitor};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/ipc/bindings.ts");
const HEAD: &str = "// Written by `cargo xtask gen` from app-core. Do not edit.\n";

/// Writes the file when asked to, and otherwise demands that it is fresh.
#[test]
fn the_windows_types_are_fresh() {
    let fresh = bindings();
    let path = Path::new(FILE);
    if std::env::var_os("CAUSEWAY_WRITE_BINDINGS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == fresh,
        "ui/src/ipc/bindings.ts is stale: run `cargo xtask gen`"
    );
}

/// Every type by name, so that the order never changes by itself.
fn bindings() -> String {
    let config = Config::default();
    let mut found = Found {
        config: &config,
        declarations: BTreeMap::new(),
    };
    found.visit::<AppView>();
    found.visit::<Problem>();
    found.visit::<Settings>();
    found.visit::<DemoView>();
    found.visit::<Person>();
    found.visit::<FaultsView>();
    found.visit::<AppsAsked>();
    found.visit::<LogRows>();
    found.visit::<Timeline>();
    found.visit::<LogEntry>();
    found.visit::<Held>();
    found.visit::<PeopleFound>();
    found.visit::<PeopleTable>();
    found.visit::<PeoplePerson>();
    found.visit::<PeopleNaming>();
    found.visit::<PeopleNames>();
    found.visit::<PeopleLeaveOut>();
    found.visit::<PeopleLeftOut>();
    found.visit::<FeedGroup>();
    found.visit::<FeedPeople>();
    found.visit::<GalleryAsked>();
    found.visit::<GalleryRows>();
    found.visit::<GalleryEntry>();
    found.visit::<Assignable>();
    found.visit::<TableChange>();
    found.visit::<TableAsked>();
    found.visit::<TableRows>();
    found.visit::<RowsChosen>();
    found.visit::<WantedRows>();
    found.visit::<ShownRows>();
    found.visit::<PersonView>();
    found.visit::<DriftView>();
    found.visit::<KnownAccount>();
    found.visit::<SignInWay>();
    found.visit::<Surroundings>();
    let declarations = found.declarations.into_values();
    declarations.fold(HEAD.to_owned(), |text, declaration| {
        format!("{text}\nexport {declaration}\n")
    })
}

struct Found<'a> {
    config: &'a Config,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Found<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Types without a file of their own are TypeScript's, such as string.
        if T::output_path().is_none() {
            T::visit_dependencies(self);
            T::visit_generics(self);
            return;
        }
        let (name, declaration) = (T::ident(self.config), T::decl(self.config));
        let known = self.declarations.insert(name, declaration.clone());
        if let Some(known) = &known {
            assert_eq!(*known, declaration, "two types have one name");
        } else {
            T::visit_dependencies(self);
            T::visit_generics(self);
        }
    }
}
