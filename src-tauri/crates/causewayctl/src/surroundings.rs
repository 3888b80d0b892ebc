//! What of this computer takes part in a sign-in without anybody having asked for it, told before anything is sent.

use app_core::{Surroundings, open_key_file};

use crate::arguments::{Arguments, OutputChoice};
use crate::connect::{Who, cloud};
use crate::words::Words;
use crate::{json, output};

/// Tells it once for the whole call: on the error stream for people, as a line of its own for programs. Where there is nothing, nothing.
pub(crate) fn tell(arguments: &Arguments, words: &Words) {
    // What is wrong with the command line is told where it is used.
    let Ok(Some(cloud)) = cloud(arguments) else { return };
    let around = Surroundings::of(&cloud);
    let key_file = match Who::of(arguments.auth) {
        Who::App(way) => open_key_file(way).map(|file| file.display().to_string()),
        Who::Person(_) => None,
    };
    let said = sentences(&around, key_file.as_deref(), words);
    if said.is_empty() {
        return;
    }
    match arguments.output {
        OutputChoice::Text => output::print_error(words, &said.join(" ")),
        OutputChoice::Json => json::surroundings(&around, key_file.as_deref()),
    }
}

pub(crate) fn sentences(around: &Surroundings, key_file: Option<&str>, words: &Words) -> Vec<String> {
    let say = |key: &str, name: &str, value: &str| words.say(key, &[(name, value)]);
    let straight = |key: &str| words.say(key, &[]);
    let mut said = match (&around.proxy, &around.sign_in_proxy) {
        (graph, sign_in) if graph == sign_in => graph
            .iter()
            .map(|proxy| say("signIn.around.proxy", "proxy", proxy))
            .collect(),
        (graph, sign_in) => vec![
            sign_in.as_ref().map_or_else(
                || straight("signIn.around.signInStraight"),
                |proxy| say("signIn.around.signInProxy", "proxy", proxy),
            ),
            graph.as_ref().map_or_else(
                || straight("signIn.around.graphStraight"),
                |proxy| say("signIn.around.graphProxy", "proxy", proxy),
            ),
        ],
    };
    for (key, name, value) in [
        ("signIn.around.script", "script", around.proxy_script.as_deref()),
        ("signIn.around.certificates", "file", around.certificates.as_deref()),
        (
            "signIn.around.folders",
            "folders",
            around.certificate_folders.as_deref(),
        ),
        ("cli.key-file", "file", key_file),
    ] {
        said.extend(value.map(|value| say(key, name, value)));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn around(graph: Option<&str>, sign_in: Option<&str>) -> Surroundings {
        Surroundings {
            proxy: graph.map(str::to_owned),
            sign_in_proxy: sign_in.map(str::to_owned),
            proxy_script: None,
            certificates: None,
            certificate_folders: None,
            azure_cli: Some("/usr/bin/az".to_owned()),
        }
    }

    #[test]
    fn each_way_is_told_where_the_two_differ() {
        for language in Language::ALL {
            let words = Words::new(language);
            let said = |around: &Surroundings| sentences(around, None, &words);
            assert!(said(&around(None, None)).is_empty());
            assert_eq!(said(&around(Some("http://p"), Some("http://p"))).len(), 1);
            let straight = said(&around(None, Some("http://p")));
            assert!(
                straight[0].contains("http://p") && !straight[1].contains("http://p"),
                "{straight:?}"
            );
            let both = said(&around(Some("http://g"), Some("http://s")));
            assert!(both[0].contains("http://s") && both[1].contains("http://g"), "{both:?}");
            let whole = Surroundings {
                certificates: Some("/file.pem".to_owned()),
                certificate_folders: Some("/folder".to_owned()),
                ..around(None, None)
            };
            let whole = sentences(&whole, Some("/app.pem"), &words).join(" ");
            for told in ["/file.pem", "/folder", "/app.pem", "SSL_CERT_FILE", "SSL_CERT_DIR"] {
                assert!(whole.contains(told), "{whole}");
            }
        }
    }
}
