//! Files that are dropped on the window: the shell has their paths, and gives a file once, to the page that asks.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use app_core::view::PeopleRefusal;
use app_core::{AppView, Setup};
use causeway_shell::hear_drag;
use serde_json::{Value, json};
use tauri::{DragDropEvent, Listener as _, PhysicalPosition};

use crate::shell::{Shell, answers};

const AWS: &str = "21ed01d2-ec13-4e9e-86c1-cd546719ebc4";
const HERE: PhysicalPosition<f64> = PhysicalPosition { x: 1.0, y: 1.0 };

fn enter(shell: &Shell, paths: &[&Path]) {
    let paths = paths.iter().map(PathBuf::from).collect();
    hear_drag(shell.app.handle(), &DragDropEvent::Enter { paths, position: HERE });
}

fn drop_on(shell: &Shell, paths: &[&Path]) {
    enter(shell, paths);
    let paths = paths.iter().map(PathBuf::from).collect();
    hear_drag(shell.app.handle(), &DragDropEvent::Drop { paths, position: HERE });
}

/// What the page is told from here on.
fn told(shell: &Shell) -> Receiver<String> {
    let (tells, told) = channel();
    shell.main.listen("file_dragged", move |event| {
        tells.send(event.payload().to_owned()).unwrap();
    });
    told
}

fn put(shell: &Shell, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = shell.folder.path().join(name);
    fs::write(&path, content).unwrap();
    path
}

/// A file that is larger than its bytes on the disk.
fn put_large(shell: &Shell, name: &str, length: u64) -> PathBuf {
    let path = put(shell, name, "");
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(length)
        .unwrap();
    path
}

fn by_drop() -> Value {
    json!({ "way": "drop" })
}

#[test]
fn the_page_hears_that_files_are_dragged_and_never_which() {
    let shell = Shell::open("school");
    let told = told(&shell);
    let file = put(&shell, "pilot.setup.json", answers(|_| {}));
    enter(&shell, &[&file]);
    hear_drag(shell.app.handle(), &DragDropEvent::Over { position: HERE });
    hear_drag(shell.app.handle(), &DragDropEvent::Leave);
    drop_on(&shell, &[&file]);
    // A link of a web page, and text.
    drop_on(&shell, &[Path::new("https://example.com/people.csv")]);
    drop_on(&shell, &[]);
    let heard: Vec<_> = told.try_iter().collect();
    let file = [r#""over""#, r#""left""#, r#""over""#, r#""dropped""#];
    assert_eq!(heard, [&file[..], &[r#""left""#, r#""left""#]].concat());
}

#[test]
fn a_file_is_given_once_and_is_forgotten_at_the_next_drag() {
    let shell = Shell::open("school");
    assert_eq!(shell.must("open_setup", by_drop()), Value::Null, "nothing was dropped");
    let text = answers(|_| {});
    let file = put(&shell, "pilot.setup.json", &text);
    drop_on(&shell, &[&file]);
    let opened = shell.must("open_setup", by_drop());
    assert_eq!(opened, Setup::parse(&text).unwrap().completed().to_value());
    assert_eq!(shell.must("open_setup", by_drop()), Value::Null, "it was given already");

    drop_on(&shell, &[&file]);
    enter(&shell, &[&file]);
    hear_drag(shell.app.handle(), &DragDropEvent::Leave);
    assert_eq!(shell.must("open_setup", by_drop()), Value::Null, "that was before");
}

#[test]
fn what_is_no_set_up_is_refused_as_when_it_is_chosen() {
    let shell = Shell::open("school");
    let refused = |path: &Path, code: &str| {
        drop_on(&shell, &[path]);
        shell.refuses("open_setup", by_drop(), code)
    };
    refused(&put(&shell, "no.setup.json", "not JSON"), "setup-invalid");
    let folder = shell.files();
    let missing = folder.join("gone.setup.json");
    let large = put_large(&shell, "large.setup.json", 1024 * 1024 + 1);
    for path in [&folder, &missing, &large] {
        let problem = refused(path, "file-trouble");
        assert_eq!(problem["facts"]["file"], path.display().to_string());
    }
}

#[test]
fn a_file_of_people_is_read_and_what_is_none_says_so() {
    let shell = Shell::open("contoso");
    let people = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/people-feed");
    drop_on(&shell, &[&people.join("nl-cp1252.csv")]);
    shell.refuses("choose_people_file", by_drop(), "sign-in-again");
    shell.sign_in();
    assert_eq!(
        shell.must("choose_people_file", by_drop()),
        false,
        "it was given already"
    );

    for name in ["people.xlsx", "nl-cp1252.csv"] {
        drop_on(&shell, &[&people.join(name)]);
        assert_eq!(shell.must("choose_people_file", by_drop()), true);
        shell.until(|view| {
            let people = view.people.as_ref().filter(|people| people.file == name);
            people.is_some_and(|people| people.examined.is_some())
        });
    }
    let [one, other] = ["people.xlsx", "quotes.csv"].map(|name| people.join(name));
    drop_on(&shell, &[&one, &other]);
    shell.refuses("choose_people_file", by_drop(), "several-files");
    assert_eq!(shell.must("choose_people_file", by_drop()), false);
    let kept = shell.must("app_view", json!({}))["people"].take();
    assert_eq!(kept["file"], "nl-cp1252.csv", "nothing is lost");

    let large = put_large(&shell, "large.csv", 4 * 1024 * 1024 * 1024 + 1);
    let gone = people.join("gone.csv");
    let none = [
        (people.clone(), "file-not-regular"),
        (gone, "file-open"),
        (people.join("xls-old.xls"), "file-not-table"),
        (large, "file-too-large"),
    ];
    for (path, code) in none {
        drop_on(&shell, &[&path]);
        assert_eq!(shell.must("choose_people_file", by_drop()), true);
        shell.until(|view| refusal(view, &path).is_some());
        let view = shell.must("app_view", json!({}));
        assert_eq!(view["people"]["refused"]["code"], code, "{path:?}");
    }
}

fn refusal<'a>(view: &'a AppView, path: &Path) -> Option<&'a PeopleRefusal> {
    let people = view.people.as_ref()?;
    people
        .refused
        .as_ref()
        .filter(|_| people.path == path.display().to_string())
}

#[test]
fn a_table_is_taken_without_its_secrets_and_a_fault_leaves_the_rows() {
    let shell = Shell::open("contoso");
    shell.sign_in();
    shell.must("gallery_entry", json!({ "template": AWS }));
    let table = "name,BaseAddress,SecretToken\nA,https://a.example,sentinel-1\nB,https://b.example,env:TOKEN\n";
    let table = put(&shell, "apps.csv", table);
    drop_on(&shell, &[&table]);
    shell.refuses("choose_app_table", by_drop(), "unexpected-answer");
    shell.must("change_app_table", json!({ "change": { "is": "begin" } }));
    drop_on(&shell, &[&table]);
    assert_eq!(shell.must("choose_app_table", by_drop()), true);
    let asked = json!({ "asked": { "faulty": false, "from": 0, "count": 200 } });
    let rows = shell.must("app_table_rows", asked.clone());
    assert_eq!(rows["rows"].as_array().unwrap().len(), 2, "{rows}");
    assert!(!rows.to_string().contains("sentinel"), "{rows}");

    let folder = shell.files();
    let large = put_large(&shell, "large.csv", 4 * 1024 * 1024 + 1);
    let sheet = put(&shell, "sheet.xlsx", [b'P', b'K', 3, 4, 0xff, 0xfe]);
    for path in [&folder, &large, &sheet] {
        drop_on(&shell, &[path]);
        let problem = shell.refuses("choose_app_table", by_drop(), "file-trouble");
        assert_eq!(problem["facts"]["file"], path.display().to_string());
    }
    drop_on(&shell, &[&table, &sheet]);
    shell.refuses("choose_app_table", by_drop(), "several-files");
    assert_eq!(shell.must("app_table_rows", asked), rows, "nothing is lost");

    shell.must("start_run", json!({ "setup": shell.recommended("corp.contoso.com") }));
    drop_on(&shell, &[&table]);
    shell.refuses("choose_app_table", by_drop(), "busy");
    shell.must("stop_run", json!({}));
    shell.until(|view| view.busy.is_none());
}
