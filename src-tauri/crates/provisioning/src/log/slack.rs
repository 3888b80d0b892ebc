//! Growing by an eighth: doubling would leave a third of a large store unused.

/// Room for one more.
pub(super) fn room_in<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 8 + 1_024);
    }
}

/// Room for a text of that many bytes more.
pub(super) fn room_for(text: &mut String, more: usize) {
    if text.capacity() - text.len() < more {
        text.reserve_exact(text.len() / 8 + 4_096 + more);
    }
}
