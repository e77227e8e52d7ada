//! Short names for what the wasm asks of the browser, and no notes for debuggers.
//!
//! wasm-bindgen writes `__wbg_setAttribute_66eb6b8e1d8b7a5d`, once into the glue and once into the wasm. Nobody reads these
//! names there, and their digests do not compress: 3.4 kB of the first load.

use std::collections::BTreeMap;

use crate::failure::Failure;

/// How wasm-bindgen's own names begin.
const OURS: &str = "__wb";

/// A section that browsers skip: names for debuggers, and who made the module.
const NOTES: u8 = 0;

/// The section of a module that lists its imports.
const IMPORTS: u8 = 2;

/// The same glue and wasm with short names between them.
pub fn shorten(glue: &str, wasm: &[u8]) -> Result<(String, Vec<u8>), Failure> {
    let strange = || {
        let fault = "asks for imports in a way that is not known here";
        Failure::refused("the wasm", fault, "see xtask/src/imports.rs")
    };
    let mut names = BTreeMap::new();
    let wasm = renamed(wasm, &mut names).ok_or_else(strange)?;
    let mut unmet: Vec<_> = names.keys().collect();
    let mut text = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find(OURS) {
        let (before, after) = rest.split_at(start);
        let end = after.find(|letter| !is_of_a_name(letter)).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let is_whole = !before.ends_with(is_of_a_name);
        text.push_str(before);
        text.push_str(names.get(name).filter(|_| is_whole).map_or(name, String::as_str));
        unmet.retain(|unmet| *unmet != name);
        rest = after;
    }
    text.push_str(rest);
    // A name that the glue does not answer to would stop the portal at its start.
    if unmet.is_empty() { Ok((text, wasm)) } else { Err(strange()) }
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '$'
}

/// The module with short names for its imports, which are noted beside the old ones; nothing where it is no module.
fn renamed(wasm: &[u8], names: &mut BTreeMap<String, String>) -> Option<Vec<u8>> {
    let (head, rest) = wasm.split_at_checked(8)?;
    let mut module = head.to_vec();
    let mut sections = Bytes(rest);
    while let Some(id) = sections.byte() {
        let section = sections.run()?;
        if id == NOTES {
            continue;
        }
        let section = if id == IMPORTS { imports(section, names)? } else { section.to_vec() };
        module.push(id);
        put_run(&mut module, &section);
    }
    Some(module)
}

fn imports(section: &[u8], names: &mut BTreeMap<String, String>) -> Option<Vec<u8>> {
    let mut old = Bytes(section);
    let mut new = Vec::new();
    let count = old.number()?;
    put_number(&mut new, count);
    for _ in 0..count {
        put_run(&mut new, old.run()?);
        let name = String::from_utf8(old.run()?.to_vec()).ok()?;
        let next = short(names.len());
        let name = if name.starts_with(OURS) { names.entry(name).or_insert(next) } else { &name };
        put_run(&mut new, name.as_bytes());
        // A function and its type; wasm-bindgen imports nothing else.
        let (0, of_type) = (old.byte()?, old.number()?) else { return None };
        new.push(0);
        put_number(&mut new, of_type);
    }
    old.0.is_empty().then_some(new)
}

/// `a` to `z`, then `ba`, `bb` …
fn short(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.insert(0, char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]));
        number /= 26;
        if number == 0 {
            return letters.into_iter().collect();
        }
    }
}

/// What is still to be read of a module.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Seven bits in each byte, the lowest first; the eighth says that more follow.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// As many bytes as are counted before them.
    fn run(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (run, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(run)
    }
}

fn put_number(module: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        module.push((number % 0x80 + 0x80).to_le_bytes()[0]);
        number /= 0x80;
    }
    module.push(number.to_le_bytes()[0]);
}

fn put_run(module: &mut Vec<u8>, run: &[u8]) {
    put_number(module, run.len());
    module.extend(run);
}

/// A module that imports functions by these names, and holds one more section.
#[cfg(test)]
pub fn module_for_tests(names: &[&str]) -> Vec<u8> {
    let mut section = Vec::new();
    put_number(&mut section, names.len());
    for name in names {
        put_run(&mut section, b"./glue.js");
        put_run(&mut section, name.as_bytes());
        section.extend([0, 7]);
    }
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    for (id, section) in [(IMPORTS, &*section), (3, &[1, 7][..])] {
        module.push(id);
        put_run(&mut module, section);
    }
    module
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn glue_and_wasm_meet_by_the_same_short_names() {
        let wasm = module_for_tests(&["__wbg_get_0123456789abcdef", "memory", "__wbindgen_throw"]);
        let glue =
            "{ __wbg_get_0123456789abcdef: f, my__wbindgen_throw: 1, __wbindgen_throw: g, __wbg_other: 2 }";
        let (glue, wasm) = shorten(glue, &wasm).unwrap();
        assert_eq!(glue, "{ a: f, my__wbindgen_throw: 1, b: g, __wbg_other: 2 }");
        assert_eq!(wasm, module_for_tests(&["a", "memory", "b"]));
    }

    #[test]
    fn notes_for_debuggers_are_not_sent() {
        let wasm = module_for_tests(&["__wbg_get"]);
        let noted = [&wasm[..8], &[NOTES, 3, 1, b'n', 9], &wasm[8..], &[NOTES, 2, 1, b'p']].concat();
        assert_eq!(shorten("__wbg_get", &noted).unwrap(), shorten("__wbg_get", &wasm).unwrap());
    }

    #[test]
    fn many_and_long_sections_stay_whole() {
        let names: Vec<_> = (0..200).map(|number| format!("__wbg_{number}")).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let (glue, wasm) = shorten(&names.join(" "), &module_for_tests(&names)).unwrap();
        let short: Vec<_> = glue.split(' ').collect();
        assert_eq!(wasm, module_for_tests(&short));
        assert_eq!((short[25], short[26], short[199]), ("z", "ba", "hr"));
    }

    #[test]
    fn a_wasm_that_the_glue_does_not_answer_is_refused() {
        let wasm = module_for_tests(&["__wbg_get"]);
        for (glue, wasm) in [("{}", &*wasm), ("__wbg_get", &wasm[..20]), ("__wbg_get", b"\0asm")] {
            assert!(shorten(glue, wasm).is_err(), "{glue}");
        }
    }
}
