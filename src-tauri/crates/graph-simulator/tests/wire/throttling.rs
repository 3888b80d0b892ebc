//! Limits of the services and the tenant that is throttled now and then.

use std::time::Duration;

use crate::client::{Tenant, instant, paced};

#[tokio::test]
async fn five_looks_at_the_log_in_ten_seconds() {
    let tenant = Tenant::start(paced("contoso")).await;
    for _ in 0..5 {
        tenant.get("/auditLogs/provisioning").await.expect(200);
    }
    let refused = tenant.get("/auditLogs/provisioning").await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "10"));
    tenant.get("/organization").await.expect(200);
    tenant.simulator.advance(Duration::from_secs(1));
    assert_eq!(
        tenant.get("/auditLogs/provisioning").await.header("retry-after"),
        "20",
        "coming back too early doubles the wait"
    );
    tenant.simulator.advance(Duration::from_secs(20));
    tenant.get("/auditLogs/provisioning").await.expect(200);
}

#[tokio::test]
async fn the_throttled_tenant_refuses_now_and_then_and_serves_who_waits() {
    let tenant = Tenant::start(instant("throttled")).await;
    let mut refused = 0;
    for _ in 0..30 {
        let answer = tenant.get("/organization").await;
        if answer.status == 429 {
            refused += 1;
            let wait = answer.header("retry-after").parse().unwrap();
            tenant.simulator.advance(Duration::from_secs(wait));
            tenant.get("/organization").await.expect(200);
        }
    }
    assert!((3..=6).contains(&refused), "{refused}");
}
