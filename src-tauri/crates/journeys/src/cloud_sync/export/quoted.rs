//! Text as a literal of another language. Nothing in it is taken for code there, and nothing in it goes unseen.

use std::fmt::{self, Write as _};

use crate::is_unseen;

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
            Language::Bash => bash(f, self.1),
            Language::PowerShell => powershell(f, self.1),
            Language::Terraform => terraform(f, self.1),
        }
    }
}

/// The bytes of what cannot be seen stand in a literal of their own: what `\u` means there depends on the locale.
fn bash(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('\'')?;
    for c in text.chars() {
        match c {
            '\'' => f.write_str(r"'\''")?,
            c if is_unseen(c) => {
                f.write_str("'$'")?;
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    write!(f, r"\x{byte:02x}")?;
                }
                f.write_str("''")?;
            }
            c => f.write_char(c)?,
        }
    }
    f.write_char('\'')
}

/// PowerShell ends a text at typographic quotes too; any of them is itself when it stands twice. Only a text in double quotes has
/// escapes, so that one with something that cannot be seen is put together of several.
fn powershell(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let is_put_together = text.chars().any(is_unseen);
    f.write_str(if is_put_together { "('" } else { "'" })?;
    for c in text.chars() {
        if is_unseen(c) {
            write!(f, "' + \"`u{{{:x}}}\" + '", u32::from(c))?;
            continue;
        }
        f.write_char(c)?;
        if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
            f.write_char(c)?;
        }
    }
    f.write_str(if is_put_together { "')" } else { "'" })
}

/// `${` and `%{` begin a template; doubling their first character takes that away.
fn terraform(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let escaped = text.replace('\\', r"\\").replace('"', "\\\"");
    f.write_char('"')?;
    for c in escaped.replace("${", "$${").replace("%{", "%%{").chars() {
        if is_unseen(c) {
            write!(f, "\\U{:08x}", u32::from(c))?;
        } else {
            f.write_char(c)?;
        }
    }
    f.write_char('"')
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

    #[test]
    fn nothing_goes_unseen() {
        let text = "a\u{202e}'b\u{e0041}";
        for (language, quoted) in [
            (Language::Bash, r"'a'$'\xe2\x80\xae'''\''b'$'\xf3\xa0\x81\x81'''"),
            (
                Language::PowerShell,
                "('a' + \"`u{202e}\" + '''b' + \"`u{e0041}\" + '')",
            ),
            (Language::Terraform, r#""a\U0000202e'b\U000e0041""#),
        ] {
            assert_eq!(Quoted(language, text).to_string(), quoted);
        }
        let bash = std::process::Command::new("bash")
            .args(["-c", &format!("printf %s {}", Quoted(Language::Bash, text))])
            .env("LC_ALL", "C")
            .output();
        if let Ok(printed) = bash {
            assert_eq!(printed.stdout, text.as_bytes());
        }
    }
}
