//! HTTP/1.1 as far as a browser on this machine needs it: reading a request without a body, writing an answer.

use std::io::{self, BufRead, Read, Write};

use crate::site::{Answer, Question};

/// Longer requests are refused.
const LONGEST: u64 = 64 * 1024;

/// One request.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    method: String,
    address: String,
    accepts: String,
    has: String,
    /// Whether the connection ends after the answer.
    pub closes: bool,
}

impl Request {
    /// Reads the next request of a connection; nothing when the browser has closed it.
    pub fn read(stream: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut stream = stream.take(LONGEST);
        let first = line(&mut stream)?;
        if first.is_empty() {
            return Ok(None);
        }
        let words = first.split_whitespace().collect::<Vec<_>>();
        let [method, address, version] = words[..] else {
            return Err(malformed());
        };
        let mut request = Self {
            method: method.to_owned(),
            address: address.to_owned(),
            closes: version != "HTTP/1.1",
            ..Self::default()
        };
        loop {
            let header = line(&mut stream)?;
            match header.trim_end().split_once(':') {
                Some((name, value)) => request.take(&name.to_ascii_lowercase(), value.trim()),
                None if header.trim_end().is_empty() && header.ends_with('\n') => break,
                None => return Err(malformed()),
            }
        }
        Ok(Some(request))
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "accept-encoding" => value.clone_into(&mut self.accepts),
            "if-none-match" => value.clone_into(&mut self.has),
            "connection" => self.closes |= value.eq_ignore_ascii_case("close"),
            // A body is not read, so what follows it cannot be either.
            "content-length" => self.closes |= value != "0",
            "transfer-encoding" => self.closes = true,
            _ => {}
        }
    }

    /// What is asked of the site.
    pub fn question(&self) -> Question<'_> {
        Question { method: &self.method, address: &self.address, accepts: &self.accepts, has: &self.has }
    }

    /// Writes the answer to this request.
    pub fn answer(&self, answer: &Answer, stream: &mut impl Write) -> io::Result<()> {
        let mut bytes = Vec::new();
        write!(bytes, "HTTP/1.1 {} \r\n", answer.status)?;
        for (name, value) in &answer.headers {
            write!(bytes, "{name}: {value}\r\n")?;
        }
        if answer.status != 304 {
            write!(bytes, "Content-Length: {}\r\n", answer.body.len())?;
        }
        if self.closes {
            bytes.extend_from_slice(b"Connection: close\r\n");
        }
        bytes.extend_from_slice(b"\r\n");
        if self.method != "HEAD" {
            bytes.extend_from_slice(&answer.body);
        }
        stream.write_all(&bytes)
    }
}

fn line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    stream.read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn malformed() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn read(text: &str) -> io::Result<Option<Request>> {
        Request::read(&mut text.as_bytes())
    }

    #[test]
    fn what_the_site_needs_of_a_request_is_read() {
        let text = "GET /plan?a:b HTTP/1.1\r\nHost: portal\r\naccept-encoding: gzip, br\r\nIf-None-Match: \"x\"\r\n\r\nnext";
        let request = read(text).unwrap().unwrap();
        assert_eq!(
            request,
            Request {
                method: "GET".to_owned(),
                address: "/plan?a:b".to_owned(),
                accepts: "gzip, br".to_owned(),
                has: "\"x\"".to_owned(),
                closes: false,
            }
        );
    }

    #[test]
    fn a_connection_is_kept_unless_the_next_request_could_not_be_read() {
        for (text, closes) in [
            ("GET / HTTP/1.1\r\n\r\n", false),
            ("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", false),
            ("POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n", true),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n", true),
            ("GET / HTTP/1.0\r\n\r\n", true),
        ] {
            assert_eq!(read(text).unwrap().unwrap().closes, closes, "{text}");
        }
    }

    #[test]
    fn an_end_is_no_request_and_a_broken_one_is_refused() {
        assert_eq!(read("").unwrap(), None);
        let endless = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(70_000));
        for text in
            ["GET /\r\n\r\n", "GET / HTTP/1.1\r\nHost: por", "GET / HTTP/1.1\r\nno header\r\n\r\n", &endless]
        {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_answer_says_its_length_and_a_head_gets_no_body() {
        let answer = |status| Answer {
            status,
            headers: vec![("ETag", "\"x\"".to_owned())],
            body: if status == 304 { Vec::new() } else { b"a page".to_vec() },
        };
        for (method, status, expected) in [
            ("GET", 200, "HTTP/1.1 200 \r\nETag: \"x\"\r\nContent-Length: 6\r\n\r\na page"),
            ("HEAD", 200, "HTTP/1.1 200 \r\nETag: \"x\"\r\nContent-Length: 6\r\n\r\n"),
            ("GET", 304, "HTTP/1.1 304 \r\nETag: \"x\"\r\n\r\n"),
        ] {
            let request = read(&format!("{method} / HTTP/1.1\r\n\r\n")).unwrap();
            let mut written = Vec::new();
            let request = request.unwrap();
            request.answer(&answer(status), &mut written).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
    }
}
