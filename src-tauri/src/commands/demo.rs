//! What is asked of the demo tenant past Graph: who can sign in, who works there, and to be another one.

use app_core::view::{CloudName, DemoView, Person};
use app_core::{AppView, Problem, SessionHandle};
use tauri::State;

use crate::{Demo, problems};

/// What the demo tenant offers.
#[tauri::command]
pub(crate) async fn demo(demo: State<'_, Demo>) -> Result<Option<DemoView>, Problem> {
    demo.view().await.map(Some)
}

/// Starts another demo tenant, named COMPANY/VARIANT. Whoever was signed in is signed out.
#[tauri::command]
pub(crate) async fn choose_demo(
    demo: State<'_, Demo>,
    session: State<'_, SessionHandle>,
    scenario: String,
) -> Result<(), Problem> {
    let scenario = scenario.parse().map_err(problems::misunderstood)?;
    demo.choose(&session, scenario).await
}

/// Signs in to the demo tenant as one of its accounts.
#[tauri::command]
pub(crate) async fn sign_in_demo(
    demo: State<'_, Demo>,
    session: State<'_, SessionHandle>,
    address: String,
) -> Result<(), Problem> {
    demo.sign_in(&session, &address).await
}

/// Distinguished names of the OUs; none where they cannot be known.
#[tauri::command]
pub(crate) async fn organizational_units(
    demo: State<'_, Demo>,
    session: State<'_, SessionHandle>,
) -> Result<Vec<String>, Problem> {
    if is_about_demo(&session.view()) {
        demo.tenant().await?.organizational_units().await
    } else {
        Ok(Vec::new())
    }
}

/// People whose name holds this text; none where they cannot be known.
#[tauri::command]
pub(crate) async fn find_people(
    demo: State<'_, Demo>,
    session: State<'_, SessionHandle>,
    text: String,
) -> Result<Vec<Person>, Problem> {
    if is_about_demo(&session.view()) {
        demo.tenant().await?.people(&text).await
    } else {
        Ok(Vec::new())
    }
}

/// Whether the tenant that is signed in to is a demo.
pub(super) fn is_about_demo(view: &AppView) -> bool {
    let tenant = view.tenant.as_ref();
    tenant.is_some_and(|tenant| tenant.cloud == CloudName::Demo)
}

#[cfg(test)]
mod tests {
    use app_core::view::TenantView;

    use super::*;

    #[test]
    fn only_the_demo_cloud_is_a_demo() {
        let on = |cloud| AppView {
            tenant: Some(TenantView {
                id: "6f0c".to_owned(),
                name: "Contoso".to_owned(),
                domain: "contoso.onmicrosoft.com".to_owned(),
                cloud,
                graph: "http://127.0.0.1:9".to_owned(),
                home: true,
            }),
            ..AppView::default()
        };
        assert!(is_about_demo(&on(CloudName::Demo)));
        for cloud in [CloudName::Global, CloudName::Usgov, CloudName::China, CloudName::Custom] {
            assert!(!is_about_demo(&on(cloud)), "{cloud:?}");
        }
        assert!(!is_about_demo(&AppView::default()));
    }
}
