//! The dark colours of the application, so that every state can be looked at in both themes in one window.

use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::app_window::AppWindow;
use crate::keys::ESCAPE;

/// Finds the rule in which Fluent keeps the colours of the theme; everything on the page takes them from there.
pub(crate) const THEME: &str = "
    const rules = [...document.styleSheets].flatMap(({ cssRules }) => [...cssRules]);
    const theme = rules.find((rule) =>
        rule.selectorText?.includes('fui-FluentProvider') && rule.style.getPropertyValue('--colorNeutralBackground1')).style;";

const SETTINGS: &str = "header button:last-of-type";

static DARK: OnceCell<String> = OnceCell::const_new();

impl AppWindow {
    /// What `THEME` holds when the person has chosen the dark; the first light window is asked, by its settings.
    pub(crate) async fn dark(&self) -> &'static str {
        DARK.get_or_init(|| self.turned_dark()).await
    }

    async fn turned_dark(&self) -> String {
        self.page.press(SETTINGS).await;
        let light = self.colours().await;
        self.page
            .press("[role=dialog] input[value=dark], [role=group] input[value=dark]")
            .await;
        crate::webdriver::until("the window is dark", async || self.colours().await != light).await;
        let dark = self.colours().await;
        self.page
            .press("[role=dialog] input[value=system], [role=group] input[value=system]")
            .await;
        crate::webdriver::until("the window is light again", async || self.colours().await == light).await;
        self.page.key(ESCAPE).await;
        dark.as_str().unwrap_or_default().to_owned()
    }

    async fn colours(&self) -> Value {
        self.page.run(&format!("{THEME} return theme.cssText")).await
    }
}

/// `look` in the light, and once more in these dark colours.
pub(crate) fn in_both(look: &str, dark: &str) -> String {
    format!(
        "{THEME}
         const light = theme.cssText;
         const look = () => {look};
         const turned = (colours) => {{
             theme.cssText = colours;
             return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))));
         }};
         return look().then((inLight) => turned({}).then(look).then((inDark) =>
             turned(light).then(() => [...inLight, ...inDark.map((one) => 'in the dark: ' + one)])))",
        json!(dark)
    )
}
