use graph_client::models::User;
use people_feed::guard::{self, Around, Hint, Most, Stop};
use people_feed::{Changes, Counts, Here, Leavers, Rules, Unfit};

use crate::looked::{DUTCH, of, staff};

#[test]
fn monday_tuesday_wednesday() {
    let rules = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let ledger = of(DUTCH, staff(1..=812).as_bytes()).accepted();
    let around = |typed| Around {
        typed,
        ..Around::default()
    };
    let tuesday = of(DUTCH, staff(4..=812).as_bytes());
    let changes = tuesday.changes(Some(&ledger), rules);
    assert_eq!(
        (changes.counts.leaving, changes.counts.unchanged, changes.people()),
        (3, 809, 3)
    );
    assert_eq!(guard::stops(&changes, &tuesday.roll, Some(&ledger), &around(None)), []);
    let wednesday = of(DUTCH, staff(1..=6).as_bytes());
    let changes = wednesday.changes(Some(&ledger), rules);
    let both = [
        Stop::Leaving {
            people: 806,
            of: 812,
            most: 16,
        },
        Stop::Shrunk {
            rows: 6,
            before: 812,
            leaving: 806,
        },
    ];
    for typed in [None, Some(805), Some(807), Some(0), Some(u64::MAX)] {
        assert_eq!(
            guard::stops(&changes, &wednesday.roll, Some(&ledger), &around(typed)),
            both,
            "{typed:?}"
        );
    }
    assert_eq!(
        guard::stops(&changes, &wednesday.roll, Some(&ledger), &around(Some(806))),
        []
    );
    // Who is not in the file has not left, unless somebody says so; a file that shrank is asked about all the same.
    let changes = wednesday.changes(Some(&ledger), Rules::default());
    assert_eq!((changes.counts.kept, changes.people()), (806, 0));
    let stops = guard::stops(&changes, &wednesday.roll, Some(&ledger), &around(None));
    assert_eq!(
        stops,
        [Stop::Shrunk {
            rows: 6,
            before: 812,
            leaving: 0
        }]
    );
    assert_eq!(
        guard::stops(&changes, &wednesday.roll, Some(&ledger), &around(Some(0))),
        []
    );
}

#[test]
fn the_jobs_own_threshold_and_a_stricter_set_up_stop_too() {
    let rules = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let ledger = of(DUTCH, staff(1..=100).as_bytes()).accepted();
    let now = of(DUTCH, staff(6..=100).as_bytes());
    let changes = now.changes(Some(&ledger), rules);
    let stops = |around| guard::stops(&changes, &now.roll, Some(&ledger), &around);
    let strict = Around {
        most: Most {
            people: Some(4),
            percent: None,
        },
        ..Around::default()
    };
    assert_eq!(
        stops(strict),
        [Stop::Leaving {
            people: 5,
            of: 100,
            most: 4
        }]
    );
    let guarded = Around {
        threshold: Some(5),
        typed: Some(5),
        ..Around::default()
    };
    assert_eq!(
        stops(guarded),
        [Stop::Threshold {
            people: 5,
            threshold: 5
        }],
        "no number helps"
    );
    assert_eq!(
        stops(Around {
            threshold: Some(6),
            ..Around::default()
        }),
        []
    );
}

#[test]
fn a_word_that_nobody_explained_stops_everything_and_switches_nobody_off() {
    let csv =
        "Personeelsnummer,Achternaam,Status\n1,A,In dienst\n2,B,Stagiair\n3,C,Uit dienst\n4,D,Active\n,E,In dienst\n";
    let now = of(DUTCH, csv.as_bytes());
    let unfit = [(3, Unfit::StatusWord), (5, Unfit::StatusWord), (6, Unfit::NoNumber)];
    assert_eq!((now.roll.unfit, &now.roll.first_unfit[..]), (3, &unfit[..]));
    let changes = now.changes(None, Rules::default());
    let stops = guard::stops(&changes, &now.roll, None, &Around::default());
    assert_eq!(stops, [Stop::Unfit { rows: 3 }]);
    assert_eq!(
        changes.counts,
        Counts {
            new: 1,
            left_out: 1,
            ..Counts::default()
        },
        "who left gets no account"
    );
    let created = now.changes(
        None,
        Rules {
            create_left: true,
            ..Rules::default()
        },
    );
    assert_eq!(created.counts.new, 2);
}

#[test]
fn a_number_in_two_rows_stops() {
    let now = of(
        DUTCH,
        b"Personeelsnummer,Achternaam,Status\n1,A,In dienst\n2,B,In dienst\n1,C,In dienst\n",
    );
    let stops = guard::stops(
        &now.changes(None, Rules::default()),
        &now.roll,
        None,
        &Around::default(),
    );
    assert_eq!(stops, [Stop::NumberTwice { row: 4 }]);
}

#[test]
fn whoever_sends_is_never_switched_off() {
    let at_work = "Personeelsnummer,E-mail zakelijk,Status\n1,Boss@x.nl,In dienst\n2,b@x.nl,In dienst\n";
    let before = of(DUTCH, at_work.as_bytes());
    let ledger = before.accepted();
    let left = of(DUTCH, at_work.replace("In dienst", "Uit dienst").as_bytes());
    for create_left in [false, true] {
        let changes = left.changes(
            Some(&ledger),
            Rules {
                create_left,
                ..Rules::default()
            },
        );
        assert_eq!(
            changes.counts,
            Counts {
                leaving: 1,
                own: 1,
                ..Counts::default()
            }
        );
        assert_eq!(
            guard::hints(&changes, Some(&ledger), ledger.header.mapping),
            [Hint::Own { people: 1 }]
        );
    }
    let nobody = left.changes(
        None,
        Rules {
            create_left: true,
            ..Rules::default()
        },
    );
    assert_eq!(
        nobody.counts,
        Counts {
            new: 1,
            own: 1,
            ..Counts::default()
        }
    );
    let gone = of(DUTCH, b"Personeelsnummer,E-mail zakelijk,Status\n3,c@x.nl,In dienst\n");
    let rules = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let changes = Changes::of(&gone.roll, Some(&ledger), Some(&before.roll), rules);
    assert_eq!(
        changes.counts,
        Counts {
            new: 1,
            leaving: 1,
            own: 1,
            ..Counts::default()
        }
    );
}

#[test]
fn who_left_and_was_never_sent_leaves_where_they_have_an_account() {
    let now = of(DUTCH, staff(1..=3).replace("In dienst", "Uit dienst").as_bytes());
    let rules = Rules {
        create_left: true,
        ..Rules::default()
    };
    let account = |number: &str, is_on: bool| User {
        employee_id: Some(number.to_owned()),
        account_enabled: Some(is_on),
        ..User::default()
    };
    let mut here = Here::default();
    [account("00001", true), account("00002", false)]
        .into_iter()
        .for_each(|user| here.add(user));
    // Where nobody knows who has one, all of them may.
    for (here, new, leaving) in [(Some(&here), 2, 1), (None, 0, 3)] {
        let mut changes = now.changes(None, rules);
        changes.know_accounts(&now.roll, here);
        assert_eq!((changes.counts.new, changes.counts.leaving), (new, leaving));
        assert_eq!(changes.people(), 3);
    }
}

#[test]
fn nobody_leaves_whose_number_is_only_written_in_another_way() {
    let absence = Rules {
        leavers: Leavers::ByAbsence,
        ..Rules::default()
    };
    let csv = staff(1..=3).replace("00001", "e00001");
    let ledger = of(DUTCH, csv.as_bytes()).accepted();
    // The service takes both for one number.
    let capitals = of(DUTCH, csv.replace("e00001", "E00001").as_bytes());
    let counts = Counts {
        new: 1,
        unchanged: 2,
        kept: 1,
        ..Counts::default()
    };
    let changes = capitals.changes(Some(&ledger), absence);
    assert_eq!((changes.counts, changes.people()), (counts, 1));
    // Excel takes zeros away.
    let no_zeros = of(DUTCH, csv.replace("00002", "2").as_bytes());
    let changes = no_zeros.changes(Some(&ledger), absence);
    let stops = |typed| {
        let around = Around {
            typed,
            ..Around::default()
        };
        guard::stops(&changes, &no_zeros.roll, Some(&ledger), &around)
    };
    let stop = Stop::Renumbered { people: 1, leaving: 1 };
    assert_eq!((stops(None), stops(Some(1))), (vec![stop], vec![]));
    // Two people who were there before are two people.
    let both = of(DUTCH, (csv.clone() + "2;A;B;c@x.nl;In dienst;D\n").as_bytes());
    let one = of(
        DUTCH,
        csv.replace("00002;Zoë2;Müller;p2@x.nl", "2;A;B;c@x.nl").as_bytes(),
    );
    let ledger = both.accepted();
    let changes = one.changes(Some(&ledger), absence);
    let stops = guard::stops(&changes, &one.roll, Some(&ledger), &Around::default());
    assert_eq!((stops, changes.counts.leaving), (vec![], 1));
}
