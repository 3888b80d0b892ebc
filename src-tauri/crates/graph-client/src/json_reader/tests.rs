use super::*;
use hostile_input::{broken_text, inputs, text};
use proptest::prelude::*;

fn skip(text: &str) -> Result<Span, Odd> {
    let mut reader = Reader::new(text, 0..text.len());
    let span = reader.skip()?;
    reader.end().map(|()| span)
}

fn agree(text: &str) {
    let said = serde_json::from_str::<IgnoredAny>(text);
    let skipped = skip(text);
    let may_be_too_deep = text.matches(['{', '[']).count() > usize::from(DEEPEST);
    assert!(
        skipped.is_ok() == said.is_ok() || may_be_too_deep && said.is_ok(),
        "{text} {said:?}"
    );
    if let Ok(span) = skipped {
        assert_eq!(&text[span], text.trim_matches([' ', '\n', '\r', '\t']), "{text}");
    }
}

#[test]
fn what_is_json_and_what_is_not_serde_decides_alike() {
    for text in [
        "",
        " ",
        "{",
        "}",
        "[",
        "{}",
        "[]",
        "[,]",
        "[1,]",
        "[1 2]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\" : 1 , \"b\" : [ ] }",
        "{a:1}",
        "{1:1}",
        "[}",
        "{]",
        "null",
        "nul",
        "nullx",
        "true",
        "false",
        "truefalse",
        "0",
        "-0",
        "-",
        "01",
        "1.",
        ".5",
        "1.5",
        "1e5",
        "1E+5",
        "1e-5",
        "1e",
        "1e+",
        "1e400",
        "+1",
        "--1",
        "1 ",
        " 1",
        "\"",
        "\"\"",
        "\"a",
        "\"\\\"",
        "\"\\\"\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"a\nb\"",
        "\"a\u{1f}\"",
        "\"a\u{7f}\u{80}é😀\"",
        "\"1234567\\n\"",
        "\"12345678\\\\\"",
        "{} {}",
        "\u{feff}{}",
        "\u{a0}1",
        "\t[\r\n1\n]\t",
        "[[[[]]]]",
        "[\"]\",{\"}\":\"{\"}]",
    ] {
        agree(text);
    }
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(skip(&nested(128)).is_ok());
    assert_eq!(skip(&nested(129)), Err(Odd));
    assert_eq!(skip(&"[".repeat(1_000_000)), Err(Odd));
    assert_eq!(wrong(&nested(129)), "a value is not what was expected");
}

#[test]
fn names_are_told_apart_however_they_are_escaped() {
    let text = r#"{ "a" : 1, "\u0061b": 2, "\ud800": 3 }"#;
    let mut seen = Vec::new();
    let mut reader = Reader::new(text, 0..text.len());
    let object = reader.object(|reader, name| {
        let value = reader.skip()?;
        seen.push((
            name.is("ab"),
            name.read().map(Cow::into_owned),
            &text[name.start..value.end],
        ));
        Ok(())
    });
    assert_eq!(object, Ok(0..text.len()));
    assert_eq!(
        seen,
        [
            (false, Ok("a".to_owned()), "\"a\" : 1"),
            (true, Ok("ab".to_owned()), r#""\u0061b": 2"#),
            (false, Err(Odd), r#""\ud800": 3"#),
        ]
    );
}

const BODY: &str = include_str!("../../../../../tests/fixtures/graph/schema.json");

proptest! {
    #![proptest_config(inputs(500))]

    #[test]
    fn nothing_broken_is_taken_for_json(text in broken_text(&[BODY])) {
        agree(&text);
    }

    #[test]
    fn no_string_is_too_odd_to_pass_over(text in text()) {
        agree(&serde_json::Value::from(text.clone()).to_string());
        agree(&format!("\"{text}\""));
    }
}
