//! What only reads cannot write: the crate `provisioning` knows the reading half of the client only, and that half sends nothing but
//! GET.

use super::Repository;
use super::files::File;

pub(super) fn only(repository: &Repository) -> Vec<String> {
    let files = repository.files.iter();
    files
        .flat_map(|file| [whole_client(file), writing_calls(file)].concat())
        .collect()
}

fn whole_client(file: &File) -> Vec<String> {
    if !file.is_below("src-tauri/crates/provisioning/src") {
        return Vec::new();
    }
    file.lines_where(&file.text, |line| code(line).contains("GraphClient"))
}

/// Writing calls between `impl ReadClient {` and its end.
fn writing_calls(file: &File) -> Vec<String> {
    const WRITING: &[&str] = &["Call::post", "Call::put", "Call::patch", "Call::delete"];
    if !file.is_below("src-tauri/crates/graph-client/src/api") {
        return Vec::new();
    }
    let inside = std::cell::Cell::new(false);
    file.lines_where(&file.text, |line| {
        if line.starts_with("impl ") || line.starts_with('}') {
            inside.set(line.starts_with("impl ReadClient"));
        }
        inside.get() && WRITING.iter().any(|call| code(line).contains(call))
    })
}

fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::judge_files;
    use super::*;

    #[test]
    fn the_whole_client_among_what_only_reads_is_caught() {
        let (reads, step) = (
            "src-tauri/crates/provisioning/src/reads.rs",
            "src-tauri/crates/journeys/src/steps/scope.rs",
        );
        let text = "use graph_client::GraphClient;\n";
        assert_eq!(
            judge_files(only, &[(reads, text), (step, text)]),
            [format!("{reads}:1: use graph_client::GraphClient;")]
        );
    }

    #[test]
    fn a_reading_client_that_writes_is_caught() {
        let api = "src-tauri/crates/graph-client/src/api/jobs.rs";
        let text = "impl ReadClient {\n    Call::get(\n    Call::delete(\n}\nimpl GraphClient {\n    Call::post(\n}\n";
        assert_eq!(judge_files(only, &[(api, text)]), [format!("{api}:3: Call::delete(")]);
    }
}
