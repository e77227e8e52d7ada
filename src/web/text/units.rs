//! Units as people read them, from the way records write them (UCUM).

/// `ug/dL` → `µg/dL`, `m[IU]/L` → `mIU/L`.
pub fn readable_unit(ucum: &str) -> String {
    let plain: String = ucum.chars().filter(|letter| !matches!(letter, '[' | ']')).collect();
    match plain.strip_prefix('u') {
        Some(rest) => ["µ", rest].concat(),
        None => plain,
    }
}
