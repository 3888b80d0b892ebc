//! Texts and values that are allowed to come and that nobody expects.

use proptest::prelude::*;
use serde_json::{Value, json};

/// Each has hurt some program.
const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{0}",
    "a\u{0}b",
    "\u{202e}gpj.exe",
    "\u{2066}a\u{2069}\u{200f}",
    "\u{feff}",
    "e\u{301}\u{301}\u{301}\u{301}",
    "\u{1f9d1}\u{200d}\u{1f9d1}\u{200d}\u{1f9d2}",
    "İıß\u{fb03}Ǆ",
    "\u{1b}[2J\u{9b}31m\u{7f}",
    "\r\nX-Injected: yes\r\n",
    "%s%n{0}{{name}}${x}",
    "<script>alert(1)</script>",
    "'; DROP TABLE people; --",
    "../../../../etc/passwd",
    "C:\\con\\..\\nul",
    "{\"a\":",
    "{\"error\":{\"code\":\"x\"}}",
    "null",
    "*",
    "0001-01-01T00:00:00Z",
    "9999-12-30T22:00:00Z",
    "9999-12-31T23:59:59.9999999Z",
    "9999-12-29T23:59:59+23:59",
    "-009999-01-02T00:00:00Z",
    "2026-02-30T25:61:61Z",
    "2026-03-14T15:01:03",
    "P99999999999999999999D",
    "PT-1S",
    "1e400",
    "-1",
    "999999999999999999999999",
    "OU=\\",
    "CN=a\\,DC=,=,",
    "CN=\\,DC=corp,DC=contoso,DC=com",
    "a@b@c",
    "xn--a.xn--",
    "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0",
    "https://evil.example/v1.0/next?$skiptoken=1",
    "http://[::1",
    "//x",
    "IIF(IsPresent([a]), Switch(",
    "[a].[b]&\"",
];

/// What JSON can say and a [`Value`] cannot; some of it is no JSON.
pub(crate) const RAW: &[&str] = &[
    "1e400",
    "-1e400",
    "1e-400",
    "-0",
    "18446744073709551616",
    "\"\\ud800\"",
    "\"\\udc00\\ud800x\"",
    "\"\\u0000\"",
    "{\"a\":1,\"a\":2}",
    "{\"id\":\"1\",\"id\":\"2\"}",
    "NaN",
    "01",
    "'x'",
    "\"\t\"",
    "[1,]",
    "/* */ 1",
];

/// Stands in a value for the raw text of this number.
pub(crate) fn mark(number: usize) -> String {
    format!("@raw{number}@")
}

/// A text of any kind, at times a megabyte long.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        40 => proptest::sample::select(TEXTS).prop_map(str::to_owned),
        40 => any::<String>(),
        10 => ("[a-zA-Z.@=,\\\\ -]{1,8}", 1..40_usize).prop_map(|(text, count)| text.repeat(count)),
        9 => (any::<char>(), 1..5_000_usize).prop_map(|(letter, count)| letter.to_string().repeat(count)),
        1 => any::<char>().prop_map(|letter| letter.to_string().repeat(1_000_000 / letter.len_utf8())),
    ]
}

/// A value of any kind, at times nested deeper than anyone reads.
pub fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => Just(Value::Null),
        4 => any::<bool>().prop_map(Value::from),
        4 => any::<i64>().prop_map(Value::from),
        4 => any::<f64>().prop_map(Value::from),
        4 => proptest::sample::select(vec![
            json!(0), json!(-1), json!(u64::MAX), json!(i64::MIN), json!(u32::MAX), json!(1e308), json!(0.5), json!([]), json!({}),
            json!([null]), json!([[]]), json!({ "": null }), json!([{}, {}]), json!({ "id": 5 }), json!({ "value": [] }),
        ]),
        4 => (0..RAW.len()).prop_map(|number| Value::from(mark(number))),
        8 => text().prop_map(Value::from),
        2 => (1..400_usize, any::<bool>()).prop_map(|(depth, arrays)| nested(depth, arrays)),
    ]
}

fn nested(depth: usize, arrays: bool) -> Value {
    (0..depth).fold(Value::Null, |inside, _| {
        if arrays {
            json!([inside])
        } else {
            json!({ "error": inside })
        }
    })
}
