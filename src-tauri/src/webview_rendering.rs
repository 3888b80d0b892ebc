//! What draws the window on Linux. WebKit puts a page together with OpenGL, also where no graphics card is and OpenGL itself is
//! software: the window then opens later and needs more memory than when WebKit draws by itself.

use std::fs;
use std::path::Path;

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

/// Below `/dev`: folder and beginning of the name of what a graphics card shows itself by. Mesa's drivers, NVIDIA's own, and the
/// card of the Windows around a WSL.
const CARDS: [(&str, &str); 3] = [("dri", "renderD"), ("", "nvidia"), ("", "dxg")];

/// WebKit's own word for OpenGL in any case. It does not hold against the setting, so we heed it.
const WANTED: &str = "WEBKIT_FORCE_COMPOSITING_MODE";

/// Lets WebKit draw by itself where there is no graphics card, unless the person wants it otherwise.
pub(crate) fn fit(window: &WebviewWindow) -> tauri::Result<()> {
    if has_card(Path::new("/dev")) || std::env::var_os(WANTED).is_some() {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

fn has_card(devices: &Path) -> bool {
    CARDS.iter().any(|(folder, beginning)| {
        let entries = fs::read_dir(devices.join(folder)).into_iter().flatten().flatten();
        entries
            .map(|entry| entry.file_name())
            .any(|name| name.to_string_lossy().starts_with(beginning))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_known_by_its_device() {
        let devices = tempfile::tempdir().unwrap();
        let devices = devices.path();
        assert!(!has_card(devices));
        fs::create_dir(devices.join("dri")).unwrap();
        // A screen without a renderer.
        fs::write(devices.join("dri/card0"), "").unwrap();
        assert!(!has_card(devices));
        for device in ["dri/renderD128", "nvidia0", "dxg"] {
            fs::write(devices.join(device), "").unwrap();
            assert!(has_card(devices), "{device}");
            fs::remove_file(devices.join(device)).unwrap();
        }
    }
}
