//! What the shell has opened for the window, and what it refuses to.

use serde_json::json;
use tauri::Url;

use crate::shell::Shell;

#[test]
fn a_saved_page_and_its_folder_are_opened_but_no_script() {
    let shell = Shell::open("contoso");
    shell.sign_in();
    shell.refuses("open_saved", json!({ "part": "folder" }), "unexpected-answer");

    let path = shell.must("save_page", json!({ "page": "plan", "html": "<p>" }));
    shell.must("open_saved", json!({ "part": "page" }));
    assert_eq!(
        shell.opened.recv().unwrap(),
        Url::from_file_path(path.as_str().unwrap()).unwrap()
    );
    shell.must("open_saved", json!({ "part": "folder" }));
    assert_eq!(
        shell.opened.recv().unwrap(),
        Url::from_file_path(shell.files()).unwrap()
    );

    let setup = shell.recommended("corp.contoso.com");
    shell.must("save_export", json!({ "setup": setup, "form": "curl" }));
    shell.refuses("open_saved", json!({ "part": "page" }), "unexpected-answer");
    assert!(shell.opened.try_recv().is_err());
}

#[test]
fn only_pages_of_microsoft_are_opened() {
    let shell = Shell::open("contoso");
    let page = "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-install";
    shell.must("open_page", json!({ "address": page }));
    assert_eq!(shell.opened.recv().unwrap().as_str(), page);
    for other in [
        "http://learn.microsoft.com/",
        "https://learn.microsoft.com.example/",
        "https://learn.microsoft.com@example.com/",
        "file:///etc/passwd",
    ] {
        shell.refuses("open_page", json!({ "address": other }), "unexpected-answer");
    }
    assert!(shell.opened.try_recv().is_err());
}
