//! Which file of the portal an address means; nothing outside its folder can be named.

use std::path::{Component, Path};

/// The file that an address means, or nothing for one that no page or file of ours can have.
/// `/clinic/samples/a.json` is that file; `/plan/zinc?from=today` has no dot in its last part, so it is a page of the app: `index.html`.
pub fn file_name(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = percent_decoded(path.strip_prefix('/')?)?;
    let last = name.rsplit('/').next().unwrap_or_default();
    let ours = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
    let hidden = name.split('/').any(|part| part.starts_with('.'));
    if !ours || hidden || name.contains(['\\', '\0', ':']) {
        return None;
    }
    Some(if last.contains('.') { name } else { "index.html".to_owned() })
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?].map(char::from).map(|digit| digit.to_digit(16));
            let [Some(high), Some(low)] = digits else {
                return None;
            };
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, file: Option<&str>) {
        assert_eq!(file_name(address).as_deref(), file, "{address}");
    }

    #[test]
    fn a_last_part_without_a_dot_is_a_page() {
        check("/", Some("index.html"));
        check("/plan/zinc", Some("index.html"));
        check("/plan/?from=a.js", Some("index.html"));
        check("/sw.js?v=2", Some("sw.js"));
        check("/clinic/samples/first%20visit.json", Some("clinic/samples/first visit.json"));
        check("/a..b.js", Some("a..b.js"));
    }

    #[test]
    fn nothing_outside_the_folder_has_an_address() {
        for address in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/a/../../secret.txt",
            "/..%2fsecret.txt",
            "/..\\secret.txt",
            "/c:/secret.txt",
            "//etc/passwd.txt",
            "/%00.html",
            "/%zz",
            "/%e0.html",
            "/.stage/index.html",
            "secret.txt",
            "",
        ] {
            check(address, None);
        }
    }
}
