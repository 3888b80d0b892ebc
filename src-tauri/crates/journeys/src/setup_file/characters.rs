//! Characters that show nothing of themselves and change how the text around them looks or reads.

/// Controls (Cc), format characters (Cf: bidirectional marks, zero-width characters, tags) and the separators of lines and paragraphs
/// (Zl, Zp), by the categories of Unicode 16.
#[must_use]
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema names them by their Unicode categories.
    #[test]
    fn they_are_the_classes_that_the_schema_refuses() {
        let mut compiler = boon::Compiler::new();
        compiler
            .add_resource(
                "file:///c",
                serde_json::json!({ "pattern": r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]" }),
            )
            .unwrap();
        let mut schemas = boon::Schemas::new();
        let class = compiler.compile("file:///c", &mut schemas).unwrap();
        for c in (0..=0x1_ffff).chain(0xe_0000..=0xe_0fff).filter_map(char::from_u32) {
            let is_of_it = schemas.validate(&c.to_string().into(), class).is_ok();
            assert_eq!(is_unseen(c), is_of_it, "{:#x}", u32::from(c));
        }
    }
}
