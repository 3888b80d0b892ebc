//! Text as a literal of another language. Nothing in it is taken for code there.

use std::fmt::{self, Write as _};

/// Whose literal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Bash,
    PowerShell,
    Terraform,
}

/// Text in quotes.
pub(super) struct Quoted<'a>(pub(super) Language, pub(super) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Language::Bash => write!(f, "'{}'", self.1.replace('\'', r"'\''")),
            Language::PowerShell => powershell(f, self.1),
            Language::Terraform => terraform(f, self.1),
        }
    }
}

/// PowerShell ends a text at typographic quotes too; any of them is itself when it stands twice.
fn powershell(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('\'')?;
    for c in text.chars() {
        f.write_char(c)?;
        if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
            f.write_char(c)?;
        }
    }
    f.write_char('\'')
}

/// `${` and `%{` begin a template; doubling their first character takes that away.
fn terraform(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let escaped = text.replace('\\', r"\\").replace('"', "\\\"");
    write!(f, "\"{}\"", escaped.replace("${", "$${").replace("%{", "%%{"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_quotes() {
        let text = "a'b\"c\\d ${x} %{if} $(id) `id` \u{2019}; rm";
        for (shell, quoted) in [
            (Language::Bash, "'a'\\''b\"c\\d ${x} %{if} $(id) `id` \u{2019}; rm'"),
            (
                Language::PowerShell,
                "'a''b\"c\\d ${x} %{if} $(id) `id` \u{2019}\u{2019}; rm'",
            ),
            (
                Language::Terraform,
                "\"a'b\\\"c\\\\d $${x} %%{if} $(id) `id` \u{2019}; rm\"",
            ),
        ] {
            assert_eq!(Quoted(shell, text).to_string(), quoted);
        }
    }
}
