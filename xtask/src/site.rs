//! What the server answers: which file an address means, in which encoding, with which headers. No sockets here.

use std::path::{Path, PathBuf};

use crate::digest::Digest;
use crate::{address, headers};

/// A built portal in a folder.
pub struct Site {
    folder: PathBuf,
}

/// What the browser asks.
pub struct Question<'a> {
    /// Such as `GET`.
    pub method: &'a str,
    /// The address as sent, from the first `/`, with any query.
    pub address: &'a str,
    /// The Accept-Encoding header, empty when absent.
    pub accepts: &'a str,
    /// The If-None-Match header, empty when absent.
    pub has: &'a str,
}

/// What it gets.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// All headers but the length.
    pub headers: Vec<(&'static str, String)>,
    /// The body, as it goes over the wire.
    pub body: Vec<u8>,
}

impl Site {
    /// The site in `folder`, with every link in the path resolved.
    pub fn new(folder: &Path) -> std::io::Result<Self> {
        Ok(Self { folder: folder.canonicalize()? })
    }

    /// Answers one question; never fails.
    pub fn answer(&self, question: &Question) -> Answer {
        if !matches!(question.method, "GET" | "HEAD") {
            let mut answer = plain(405, "Only GET and HEAD are answered here.\n");
            answer.headers.push(("Allow", "GET, HEAD".to_owned()));
            return answer;
        }
        let Some(name) = address::file_name(question.address) else {
            return plain(400, "That is not an address of this site.\n");
        };
        let found = self.file(&name, question.accepts);
        found.map_or_else(|| plain(404, "There is no such file.\n"), |file| file.answer(question.has))
    }

    fn file(&self, name: &str, accepts: &str) -> Option<File> {
        let path = self.folder.join(name).canonicalize().ok()?;
        if !path.starts_with(&self.folder) || !path.is_file() {
            return None;
        }
        for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
            if !allows(accepts, encoding) {
                continue;
            }
            if let Ok(bytes) = std::fs::read(self.folder.join(format!("{name}.{ending}"))) {
                return Some(File { name: name.to_owned(), encoding: Some(encoding), bytes });
            }
        }
        let bytes = std::fs::read(path).ok()?;
        Some(File { name: name.to_owned(), encoding: None, bytes })
    }
}

struct File {
    name: String,
    encoding: Option<&'static str>,
    bytes: Vec<u8>,
}

impl File {
    fn answer(self, has: &str) -> Answer {
        let tag = format!("\"{}\"", &Digest::of(&self.bytes).hex()[..32]);
        let mut answer = Answer { status: 200, headers: always(), body: self.bytes };
        answer.headers.push(("Cache-Control", headers::cache_control(&self.name).to_owned()));
        answer.headers.push(("ETag", tag.clone()));
        if headers::is_compressible(&self.name) {
            answer.headers.push(("Vary", "Accept-Encoding".to_owned()));
        }
        if has.split(',').any(|known| known.trim() == tag) {
            answer.status = 304;
            answer.body.clear();
            return answer;
        }
        answer.headers.push(("Content-Type", headers::content_type(&self.name).to_owned()));
        if let Some(encoding) = self.encoding {
            answer.headers.push(("Content-Encoding", encoding.to_owned()));
        }
        answer
    }
}

/// Whether an Accept-Encoding header allows an encoding; `;q=0` refuses it.
fn allows(accepts: &str, encoding: &str) -> bool {
    accepts.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        let refused = |part: &str| part.strip_prefix("q=").and_then(|q| q.parse::<f32>().ok()) == Some(0.0);
        parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding)) && !parts.any(refused)
    })
}

fn always() -> Vec<(&'static str, String)> {
    headers::ALWAYS.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

fn plain(status: u16, sentence: &str) -> Answer {
    let mut headers = always();
    headers.push(("Cache-Control", "no-cache".to_owned()));
    headers.push(("Content-Type", headers::content_type("a.txt").to_owned()));
    Answer { status, headers, body: sentence.into() }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::files;

    const WASM: &str = "portal-0123456789abcdef.wasm";

    fn site(name: &str) -> Site {
        let folder = files::scratch(&format!("site-{name}"));
        std::fs::create_dir_all(folder.join("dist/.stage")).unwrap();
        for (file, text) in [
            ("secret.txt", "secret"),
            ("dist/.stage/index.html", "half built"),
            ("dist/index.html", "page"),
            ("dist/index.html.br", "page in br"),
            ("dist/index.html.gz", "page in gzip"),
            (&format!("dist/{WASM}"), "wasm"),
        ] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        Site::new(&folder.join("dist")).unwrap()
    }

    fn ask(site: &Site, address: &str, accepts: &str, has: &str) -> Answer {
        site.answer(&Question { method: "GET", address, accepts, has })
    }

    fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
        answer.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    #[test]
    fn a_page_of_the_app_is_the_index_and_a_missing_file_is_not() {
        let site = site("pages");
        for (address, status, body) in [
            ("/", 200, "page"),
            ("/plan", 200, "page"),
            ("/plan/zinc?x=1.js", 200, "page"),
            ("/index.html", 200, "page"),
            ("/missing.js", 404, "There is no such file.\n"),
            ("/clinic/samples/none.json", 404, "There is no such file.\n"),
        ] {
            let answer = ask(&site, address, "", "");
            assert_eq!(
                (answer.status, String::from_utf8_lossy(&answer.body).as_ref()),
                (status, body),
                "{address}"
            );
        }
    }

    #[test]
    fn nothing_outside_the_site_is_answered() {
        let site = site("outside");
        for address in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/a/../../secret.txt",
            "/..%2fsecret.txt",
            "/..\\secret.txt",
            "//etc/passwd.txt",
            "/%00index.html",
            "/%zz",
            "/.stage/index.html",
            "secret.txt",
            "",
        ] {
            let answer = ask(&site, address, "", "");
            assert!(matches!(answer.status, 400 | 404), "{address}: {}", answer.status);
            assert!(!String::from_utf8_lossy(&answer.body).contains("secret"), "{address}");
        }
    }

    #[test]
    fn the_smallest_encoding_that_the_browser_takes_is_sent() {
        let site = site("encodings");
        for (accepts, encoding, body) in [
            ("gzip, deflate, br", Some("br"), "page in br"),
            ("gzip", Some("gzip"), "page in gzip"),
            ("br;q=0, gzip;q=0.5", Some("gzip"), "page in gzip"),
            ("deflate", None, "page"),
            ("", None, "page"),
        ] {
            let answer = ask(&site, "/", accepts, "");
            assert_eq!(header(&answer, "Content-Encoding"), encoding, "{accepts}");
            assert_eq!(String::from_utf8_lossy(&answer.body), body, "{accepts}");
            assert_eq!(header(&answer, "Vary"), Some("Accept-Encoding"));
        }
    }

    #[test]
    fn every_answer_carries_the_headers_of_production() {
        let site = site("headers");
        let refused = site.answer(&Question { method: "POST", address: "/", accepts: "", has: "" });
        assert_eq!((refused.status, header(&refused, "Allow")), (405, Some("GET, HEAD")));
        for answer in
            [ask(&site, "/", "", ""), ask(&site, "/none.js", "", ""), ask(&site, "/%zz", "", ""), refused]
        {
            for (name, value) in headers::ALWAYS {
                assert_eq!(header(&answer, name), Some(value));
            }
        }
    }

    #[test]
    fn a_file_that_has_not_changed_is_not_sent_again() {
        let site = site("tags");
        let wasm = ask(&site, &format!("/{WASM}"), "", "");
        assert_eq!(header(&wasm, "Content-Type"), Some("application/wasm"));
        assert_eq!(header(&wasm, "Cache-Control"), Some("public, max-age=31536000, immutable"));
        let again = ask(&site, &format!("/{WASM}"), "", header(&wasm, "ETag").unwrap());
        assert_eq!((again.status, again.body.len()), (304, 0));
        assert_eq!(ask(&site, &format!("/{WASM}"), "", "\"other\"").status, 200);
    }
}
