//! What must hold of a page whenever a test looks at it, and the picture it leaves for people.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use crate::app_window::AppWindow;
use crate::dark;
use crate::webdriver::LOOK_EVERY;

/// Fluent's focus sentinels: hidden from readers yet focusable, for they hand the focus on at once.
const SENTINELS: &str = "[data-tabster-dummy]";

/// Finds text that people cannot see whole. A text may be longer than its box where the box can be scrolled to its end, and
/// where it ends in an ellipsis whose whole text is one hover or one tab away.
const CUT_OFF: &str = include_str!("cut_off.js");

/// Measures what is drawn: an icon by the edge it names, the list of pages by the left edge of its names, and the main button by
/// where it stands: last, at the right end of the footer, however its words wrap.
const ODD_BOXES: &str = "
    const drawn = element => element.getClientRects().length > 0;
    const icons = [...document.querySelectorAll('[data-icon]')].filter(drawn).filter(icon => {
        const { width, height } = icon.getBoundingClientRect();
        return Math.abs(width - icon.dataset.icon) > 0.6 || Math.abs(height - icon.dataset.icon) > 0.6;
    });
    const edges = [...document.querySelectorAll('nav [data-page] [data-words]')].filter(drawn)
        .map(words => Math.round(words.getBoundingClientRect().left));
    const buttons = [...document.querySelectorAll('footer button')].filter(drawn);
    const main = buttons.at(-1);
    const right = button => Math.round(button.getBoundingClientRect().right);
    const isLast = !main || buttons.every(other => right(other) <= right(main));
    return [...(isLast ? [] : [main.outerHTML]), ...icons.map(icon => icon.outerHTML), ...(new Set(edges).size > 1 ? edges : [])]";

impl AppWindow {
    /// Fails when this page keeps anybody out or hides part of a text; takes a picture of it.
    pub async fn seen(&self, name: &str) {
        // What is seen may pass while it is looked at.
        self.picture(name).await;
        self.nothing_cut_off().await;
        self.icons_have_their_size().await;
        self.must_be_accessible().await;
    }

    /// Fails when an icon is drawn in another size than is meant, or when the names in the list of pages do not begin on one edge.
    async fn icons_have_their_size(&self) {
        assert_eq!(
            self.page.run(ODD_BOXES).await,
            json!([]),
            "boxes, at {:?}",
            self.title().await
        );
    }

    /// Fails when axe finds anything, in the light or in the dark, or when the content security policy had to stop anything.
    pub async fn must_be_accessible(&self) {
        // What has just changed has its old colours until it is drawn.
        self.page.painted().await;
        if self.page.run("return window.axe === undefined").await == true {
            let axe = root().join("ui/node_modules/axe-core/axe.min.js");
            self.page
                .run(&std::fs::read_to_string(axe).expect("npm ci has run"))
                .await;
        }
        let look = format!(
            "axe.run({{ exclude: [['{SENTINELS}']] }}).then(found =>
                found.violations.map(({{ id, nodes }}) => id + ': ' + nodes.map(node => node.html).join(' ')))"
        );
        let script = if self.is_dark {
            format!("return {look}")
        } else {
            dark::in_both(&look, self.dark().await)
        };
        assert_eq!(
            self.page.run(&script).await,
            json!([]),
            "axe, at {:?}",
            self.title().await
        );
        assert_eq!(
            self.page.run("return violations").await,
            json!([]),
            "content security policy"
        );
    }

    /// Fails when a text is cut off, or when the page must be scrolled sideways.
    pub async fn nothing_cut_off(&self) {
        self.page.painted().await;
        assert_eq!(
            self.page.run(CUT_OFF).await,
            json!([]),
            "cut off, at {:?}",
            self.title().await
        );
    }

    /// Keeps what the content security policy stops from now on.
    pub(crate) async fn note_violations(&self) {
        self.page
            .run("window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI))")
            .await;
    }

    /// Takes a picture of the window into `target/screenshots`, for people; WebDriver's own was seen stale and hanging.
    pub async fn picture(&self, name: &str) {
        let folder = root().join("target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        let file = folder.join(format!("{name}{}.png", self.suffix));
        self.is_on_the_display().await;
        self.display.picture(&file);
    }

    /// Waits until what the page shows now is on the display: the page turns the lowest bit of the blue of its first pixel, which
    /// nobody can see, and the display must follow. Twice, for what has just changed may need a frame more to its last colour.
    ///
    /// # Panics
    /// The display did not follow, although the page was asked for that pixel again and again.
    async fn is_on_the_display(&self) {
        for _ in 0..2 {
            let Some([red, green, blue]) = self.display.first_pixel() else {
                return;
            };
            let turned = [red, green, blue ^ 1];
            let mut asked = 0;
            while !self.shows_in_time(turned).await {
                assert!(
                    asked < MARKS_LOST,
                    "the page is not on the display: {}",
                    self.behind().await
                );
                asked += 1;
            }
        }
    }

    /// Asks the page for the first pixel in this colour. No when the display does not show it after a while: once in some
    /// thousand pictures, on cores with much other work, the frame of a page that stood still did not come.
    async fn shows_in_time(&self, [red, green, blue]: [u8; 3]) -> bool {
        // The pixel has another colour in between, so that a frame is due in any case.
        for blue in [blue ^ 2, blue] {
            let colour = format!("rgb({red} {green} {blue})");
            self.page.run(&MARK.replace("COLOUR", &colour)).await;
            self.page.painted().await;
        }
        let shown = async {
            while self.display.first_pixel() != Some([red, green, blue]) {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        tokio::time::timeout(MARK_PATIENCE, shown).await.is_ok()
    }

    /// What the display and the page say of the first pixel.
    async fn behind(&self) -> String {
        let said = self.page.run(MARK_SAYS).await;
        format!("{:?} on the display, the page says {said}", self.display.first_pixel())
    }
}

/// How often a frame may be lost at one picture, and how long one is waited for.
const MARKS_LOST: usize = 8;
const MARK_PATIENCE: Duration = Duration::from_secs(15);

const MARK_SAYS: &str = "
    const mark = document.getElementById('painted');
    return [mark && getComputedStyle(mark).backgroundColor, document.elementFromPoint(0, 0)?.outerHTML.slice(0, 200), document.hidden]";

const MARK: &str = "
    let mark = document.getElementById('painted');
    if (!mark) {
        mark = document.body.appendChild(Object.assign(document.createElement('div'), { id: 'painted', ariaHidden: 'true' }));
        Object.assign(mark.style, { position: 'fixed', inset: '0 auto auto 0', width: '2px', height: '2px' });
    }
    mark.style.background = 'COLOUR'";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
