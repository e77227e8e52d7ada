//! The response headers of production, in one table: the server sends them, and `_headers` carries them to static hosts.

/// What the page may load and do. Leptos writes static markup through `innerHTML`, which `require-trusted-types-for` refuses
/// without the `default` policy that boot.js makes first. `connect-src` names the clinic's own addresses and nothing else.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default";

/// Sent with every answer.
pub const ALWAYS: [(&str, &str); 8] = [
    ("Content-Security-Policy", CONTENT_POLICY),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
];

/// Sent behind https only, so never by the development server: browsers would refuse http on that host for two years.
pub const BEHIND_HTTPS: (&str, &str) = ("Strict-Transport-Security", "max-age=63072000; includeSubDomains");

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const ASK_FIRST: &str = "no-cache";

/// How long a file may be kept: for good when its name is its digest, else only after asking.
pub fn cache_control(name: &str) -> &'static str {
    if is_named_by_digest(name) { FOR_GOOD } else { ASK_FIRST }
}

/// The type of a file, by its extension.
pub fn content_type(name: &str) -> &'static str {
    match extension(name) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Whether a file shrinks when compressed.
pub fn is_compressible(name: &str) -> bool {
    matches!(
        extension(name),
        "css" | "html" | "ico" | "js" | "json" | "pack" | "svg" | "txt" | "wasm" | "webmanifest"
    )
}

/// The `_headers` file that many static hosts read, for a site of these files.
pub fn for_static_hosts<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut lines = vec!["/*".to_owned()];
    lines.extend(ALWAYS.iter().chain([&BEHIND_HTTPS]).map(|(name, value)| format!("  {name}: {value}")));
    lines.extend(["/".to_owned(), format!("  Cache-Control: {ASK_FIRST}")]);
    for name in names {
        lines.extend([format!("/{name}"), format!("  Cache-Control: {}", cache_control(name))]);
        if extension(name) == "wasm" {
            lines.push(format!("  Content-Type: {}", content_type(name)));
        }
    }
    lines.join("\n") + "\n"
}

fn is_named_by_digest(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.rsplit_once('-').is_some_and(|(_, digits)| {
        digits.len() == crate::digest::NAME_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_that_is_a_digest_is_kept_for_good() {
        for (name, expected) in [
            ("portal-ba7816bf8f01cfea.wasm", FOR_GOOD),
            ("clinic-0123456789abcdef.pack", FOR_GOOD),
            ("clinic-0123456789abcde.pack", ASK_FIRST),
            ("clinic-0123456789abcdeg.pack", ASK_FIRST),
            ("index.html", ASK_FIRST),
            ("sw.js", ASK_FIRST),
            ("build.json", ASK_FIRST),
            ("clinic/samples/first-visit.json", ASK_FIRST),
        ] {
            assert_eq!(cache_control(name), expected, "{name}");
        }
    }

    #[test]
    fn no_inline_script_or_style_and_no_other_origin_is_allowed() {
        for refused in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
            assert!(!CONTENT_POLICY.contains(refused), "{refused}");
        }
        for needed in [
            "default-src 'none'",
            "'wasm-unsafe-eval'",
            "require-trusted-types-for 'script'",
            "frame-ancestors 'none'",
        ] {
            assert!(CONTENT_POLICY.contains(needed), "{needed}");
        }
    }

    #[test]
    fn static_hosts_get_every_header_and_each_name() {
        let text = for_static_hosts(["index.html", "portal-ba7816bf8f01cfea.wasm"].into_iter());
        for (name, value) in ALWAYS.iter().chain([&BEHIND_HTTPS]) {
            assert!(text.contains(&format!("  {name}: {value}\n")), "{name}");
        }
        assert!(text.ends_with(
            "/index.html\n  Cache-Control: no-cache\n/portal-ba7816bf8f01cfea.wasm\n  Cache-Control: public, max-age=31536000, immutable\n  Content-Type: application/wasm\n"
        ));
    }
}
