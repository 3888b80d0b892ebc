//! Cells of the CSV files that are written here.

/// A spreadsheet takes a text that begins so for a formula.
#[must_use]
pub fn cell(text: &str) -> String {
    let harmless = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    // The others separate cells where spreadsheets are set to another country.
    match harmless.contains(['"', ',', ';', '\t', '\n', '\r']) {
        true => format!("\"{}\"", harmless.replace('"', "\"\"")),
        false => harmless,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_formula_in_a_spreadsheet() {
        assert_eq!(cell("00012"), "00012");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("a;b"), "\"a;b\"");
    }
}
