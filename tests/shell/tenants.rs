//! Several tenants behind one sign-in.

use app_core::AppView;
use app_core::view::TenantGlance;
use causeway_shell::Demo;
use graph_simulator::Mix;
use serde_json::json;

use crate::shell::Shell;

fn shell() -> Shell {
    let scenarios = ["contoso/healthy", "school/paused", "school/stuck-agent"];
    let mix = Mix::each(scenarios.map(|scenario| scenario.parse().unwrap()).to_vec());
    let shell = Shell::on(Demo::inside(mix.unwrap()));
    shell.sign_in();
    shell
}

fn all(shell: &Shell, is_so: impl Fn(&TenantGlance, bool) -> bool) -> AppView {
    let mut seen = AppView::default();
    shell.until(|view| {
        let own = view.tenant.as_ref().map(|tenant| tenant.id.clone());
        let tenants = &view.operate.tenants;
        seen = view.clone();
        tenants.len() == 3 && tenants.iter().all(|one| is_so(one, Some(&one.tenant) == own.as_ref()))
    });
    seen
}

#[test]
fn every_tenant_of_the_demo_is_seen_and_one_of_them_opened() {
    let shell = shell();
    let first = shell.must("app_view", json!({}))["tenant"]["id"].clone();
    shell.must("watch_tenants", json!({}));
    let view = all(&shell, |one, own| own || one.at.is_some());
    let worst = view.operate.tenants[0].clone();
    assert_eq!(worst.level, app_core::Level::Urgent);
    assert_ne!(json!(worst.tenant), first);

    shell.must("open_tenant", json!({ "tenant": worst.tenant }));
    shell.until(|view| view.tenant.as_ref().is_some_and(|tenant| tenant.id == worst.tenant));
    let demo = shell.must("demo", json!({}));
    let account = shell.must("app_view", json!({}))["account"]["address"].clone();
    assert_eq!(
        demo["accounts"][0]["address"], account,
        "people are of the tenant that was opened"
    );
    shell.must("unwatch_tenants", json!({}));
}

#[test]
fn a_tenant_of_no_demo_is_not_opened() {
    let shell = shell();
    let before = shell.must("app_view", json!({}))["tenant"].clone();
    let nobody = json!({ "tenant": "11111111-1111-4111-8111-111111111111" });
    shell.refuses("open_tenant", nobody, "sign-in-again");
    assert_eq!(shell.must("app_view", json!({}))["tenant"], before);
}
