//! Keys without a character, by their WebDriver code points.

/// Goes to the next place that takes keys.
pub const TAB: char = '\u{e004}';
/// Presses what has the focus.
pub const ENTER: char = '\u{e007}';
/// Turns a choice on or off.
pub const SPACE: char = ' ';
/// Held while another key is pressed.
pub const SHIFT: char = '\u{e008}';
/// Held while another key is pressed.
pub const CONTROL: char = '\u{e009}';
/// Held while another key is pressed.
pub const ALT: char = '\u{e00a}';
/// Closes the innermost thing.
pub const ESCAPE: char = '\u{e00c}';
/// Arrow to the left.
pub const LEFT: char = '\u{e012}';
/// Arrow to the right.
pub const RIGHT: char = '\u{e014}';
/// Arrow down.
pub const DOWN: char = '\u{e015}';
/// From region to region.
pub const F6: char = '\u{e036}';
/// Opens and closes the panel of requests.
pub const F9: char = '\u{e039}';
