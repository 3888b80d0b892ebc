//! As every Tauri program.

fn main() {
    tauri_build::build();
}
