use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

#[test]
fn a_refusal_with_line_breaks_keeps_its_codes() {
    let body = json!({"error": "invalid_client",
        "error_description": "AADSTS7000215: Invalid client secret provided.\r\nTrace ID: t\r\nTimestamp: x",
        "error_codes": [7_000_215], "trace_id": "t", "correlation_id": "c"});
    let error = TokenError::from(AuthError::read(401, body.to_string().as_bytes(), &[]));
    assert_eq!(
        error.code,
        TokenErrorKind::Refused {
            aadsts: Some(7_000_215)
        }
    );
    assert_eq!(error.trace_id.as_deref(), Some("t"));
    assert_eq!(
        error.message,
        "invalid_client: AADSTS7000215: Invalid client secret provided. (trace t)"
    );
}

#[test]
fn what_is_no_sign_in_service_is_told_apart() {
    for (body, html) in [
        ("\r\n <html>Proxy</html>", true),
        ("", false),
        ("[]", false),
        ("{\"a\":1}", false),
    ] {
        let error = AuthError::read(502, body.as_bytes(), &[]);
        assert_eq!(error, AuthError::NotASignInService { status: 502, html }, "{body}");
        assert_eq!(TokenError::from(error).code, TokenErrorKind::Unreadable);
    }
}

#[test]
fn demands_and_outages_are_no_refusals() {
    let read = |status, error: &str| {
        let body = json!({"error": error, "claims": "{\"access_token\":{}}"});
        TokenError::from(AuthError::read(status, body.to_string().as_bytes(), &[]))
    };
    let demand = read(400, "interaction_required");
    assert_eq!(demand.code, TokenErrorKind::InteractionRequired);
    assert_eq!(demand.claims.as_deref(), Some("{\"access_token\":{}}"));
    assert_eq!(read(503, "server_error").code, TokenErrorKind::Unreachable);
    assert_eq!(read(400, "temporarily_unavailable").code, TokenErrorKind::Unreachable);
}

/// The whole of it, in each spelling and each field; the number stays, since it is what support asks for.
#[test]
fn a_quoted_secret_is_taken_out() {
    const SECRET: &str = "a~b.c/d+e=%\"\\é";
    let secrets = [SECRET.to_owned()];
    let form: String = url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect();
    let json = json!(SECRET).to_string();
    let long = " ".repeat(LONGEST - 30);
    for spelled in [
        SECRET,
        &form,
        &form.to_ascii_lowercase(),
        &form.replace('+', "%20"),
        json.trim_matches('"'),
        &STANDARD.encode(SECRET),
        &STANDARD.encode(format!("client:{SECRET}")),
    ] {
        let body = json!({"error": spelled, "error_codes": [7_000_215],
            "error_description": format!("AADSTS7000215: you sent{long}client_secret={spelled}&x"),
            "trace_id": spelled, "claims": spelled});
        let error = AuthError::read(401, body.to_string().as_bytes(), &secrets);
        let shown = format!("{error} {error:?} {:?}", TokenError::from(error.clone()));
        assert!(shown.contains("AADSTS7000215: [redacted]"), "{shown}");
        for piece in ["a~b", "a%7", "YX5", "OmF+"] {
            assert!(!shown.contains(piece), "{piece} is in {shown}");
        }
        let name = AuthError::read(401, body.to_string().as_bytes(), &[]).to_string();
        assert!(name.contains(&spelled[..6]), "the search can find it: {name}");
    }
}

#[test]
fn a_number_that_stands_in_the_text_alone_counts() {
    let body =
        json!({"error": "invalid_client", "error_description": "AADSTS7000222: The keys are expired. Visit us."});
    let error = AuthError::read(401, body.to_string().as_bytes(), &[]);
    assert_eq!(error.remedy(), Remedy::ClientSecret);
    assert_eq!(
        error.to_string(),
        "invalid_client: AADSTS7000222: The keys are expired."
    );
}

/// What a person can do about a sign-in is no cure for an application.
#[test]
fn an_application_has_cures_of_its_own() {
    for (error, code, by_id, problem) in [
        ("unauthorized_client", 700_016, false, "app-unknown"),
        ("invalid_request", 90_002, false, "app-unknown"),
        ("invalid_client", 7_000_215, true, "app-secret-id"),
        ("invalid_client", 7_000_215, false, "app-secret-over"),
        ("invalid_client", 7_000_222, true, "app-secret-over"),
        ("invalid_client", 700_027, false, "app-secret-over"),
        ("invalid_client", 700_024, false, "clock-off"),
        ("access_denied", 53_003, false, "blocked-by-policy"),
        ("invalid_grant", 50_076, false, "sign-in-refused"),
    ] {
        let body = json!({"error": error, "error_codes": [code]}).to_string();
        let error = AuthError::read(400, body.as_bytes(), &[]).of_an_app(by_id);
        assert_eq!(error.remedy().problem(), problem, "{code}");
    }
}

#[test]
fn trouble_of_the_azure_cli_has_the_cure_of_its_number() {
    for (said, problem, code) in [
        (
            "ERROR: Please run 'az login' to setup account.",
            "azure-cli-trouble",
            None,
        ),
        (
            "ERROR: AADSTS700082: The refresh token has expired.",
            "azure-cli-trouble",
            Some(700_082),
        ),
        (
            "ERROR: AADSTS50076: Due to a change, you must use it.",
            "confirm-sign-in",
            Some(50_076),
        ),
        (
            "\r\nERROR: AADSTS53003: Access has been blocked.",
            "blocked-by-policy",
            Some(53_003),
        ),
        (
            "AADSTS65001: not consented. Trace ID: abc Correlation",
            "consent-missing",
            Some(65_001),
        ),
        ("AADSTS53000: Device is not compliant", "managed-device", Some(53_000)),
        ("AADSTS90002: Tenant 'x' not found", "wrong-account", Some(90_002)),
        (
            "AADSTS7000222: The provided keys are expired",
            "app-secret-over",
            Some(7_000_222),
        ),
    ] {
        let error = TokenError::from(AuthError::azure_cli(said));
        assert_eq!(
            (error.problem, error.code),
            (Some(problem), TokenErrorKind::Refused { aadsts: code })
        );
        assert_eq!(error.trace_id.is_some(), said.contains("Trace"), "{said}");
    }
    assert_eq!(AuthError::NoAzureCli.remedy().problem(), "azure-cli-missing");
}
