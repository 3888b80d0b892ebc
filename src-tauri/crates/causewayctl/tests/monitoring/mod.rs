//! What a monitoring system meets.

use crate::{causewayctl, err, out};

#[test]
fn a_monitoring_system_hears_that_it_asked_wrongly_in_its_own_code() {
    for (arguments, code) in [
        (&["--output", "text", "check", "--warn", "soon"][..], 3),
        (&["check", "--no-such"], 3),
        (&["status", "--no-such"], 2),
        (&["status", "check", "--no-such"], 2),
    ] {
        let output = causewayctl(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(out(&output).is_empty() && !err(&output).is_empty(), "{arguments:?}");
    }
    assert_eq!(causewayctl(&["check", "--help"]).status().unwrap().code(), Some(0));
}
