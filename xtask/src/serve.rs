//! `cargo xtask serve`: builds the portal and serves it from this machine with the headers of production.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Request, Response};

use crate::dist;
use crate::failure::Failure;
use crate::site::{Answer, Question, Site};

/// A browser opens six connections; two browsers at once are served.
const WORKERS: usize = 12;

/// Serves the portal built in `dist`, or else the one it builds, until the command is stopped.
pub fn run(dist: Option<PathBuf>, host: &str, port: u16) -> Result<(), Failure> {
    let dist = dist.map_or_else(dist::ensure, Ok)?;
    let server = Server::start(&dist, host, port)?;
    println!("The portal is at {}", server.address());
    server.wait();
    Ok(())
}

/// A running server; it stops when dropped.
pub struct Server {
    http: Arc<tiny_http::Server>,
    workers: Vec<JoinHandle<()>>,
    listening: SocketAddr,
}

impl Server {
    /// Serves the built portal in `folder`. Port 0 takes any free one.
    pub fn start(folder: &Path, host: &str, port: u16) -> Result<Self, Failure> {
        let site = Arc::new(Site::new(folder).map_err(Failure::reading(folder))?);
        let refused = |source: io::Error| refusal(format!("{host}:{port}"), source);
        let listener = TcpListener::bind((host, port)).map_err(refused)?;
        let listening = listener.local_addr().map_err(refused)?;
        let http = tiny_http::Server::from_listener(listener, None)
            .map_err(|fault| refused(io::Error::other(fault)))?;
        let http = Arc::new(http);
        let workers = (0..WORKERS).map(|_| {
            let (http, site) = (Arc::clone(&http), Arc::clone(&site));
            thread::spawn(move || work(&http, &site))
        });
        Ok(Self {
            workers: workers.collect(),
            http,
            listening,
        })
    }

    /// Where a browser finds it, such as `http://127.0.0.1:8080/`.
    pub fn address(&self) -> String {
        format!("http://{}/", self.listening)
    }

    fn wait(mut self) {
        for worker in self.workers.drain(..) {
            // A worker that panicked has said so; the others go on.
            let _ = worker.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in &self.workers {
            self.http.unblock();
        }
    }
}

fn refusal(address: String, source: io::Error) -> Failure {
    if source.kind() == io::ErrorKind::AddrInUse {
        Failure::PortTaken { address }
    } else {
        Failure::Listen { address, source }
    }
}

fn work(http: &tiny_http::Server, site: &Site) {
    while let Ok(request) = http.recv() {
        let answer = site.answer(&Question {
            method: request.method().as_str(),
            address: request.url(),
            accepts: header(&request, "Accept-Encoding"),
            has: header(&request, "If-None-Match"),
        });
        // A browser that closed the connection wants no answer any more.
        let _ = request.respond(response(answer));
    }
}

fn header<'a>(request: &'a Request, name: &'static str) -> &'a str {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map_or("", |header| header.value.as_str())
}

fn response(answer: Answer) -> Response<io::Cursor<Vec<u8>>> {
    let headers = answer
        .headers
        .iter()
        .filter_map(|(name, value)| Header::from_bytes(*name, value.as_bytes()).ok());
    let response = headers.fold(Response::from_data(answer.body), Response::with_header);
    response
        .with_status_code(answer.status)
        .with_chunked_threshold(usize::MAX)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;
    use crate::files;

    #[test]
    fn a_taken_port_is_said_in_one_sentence() {
        let folder = std::env::temp_dir();
        let first = Server::start(&folder, "127.0.0.1", 0).unwrap();
        let port = first.listening.port();
        let second = Server::start(&folder, "127.0.0.1", port).map(|server| server.address());
        assert_eq!(
            second.map_err(|failure| failure.to_string()),
            Err(format!(
                "127.0.0.1:{port} is used by another program: stop that one, or choose another with --port"
            ))
        );
    }

    #[test]
    fn a_head_request_gets_the_length_and_no_body() {
        let folder = files::scratch("serve");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("index.html"), "a page").unwrap();
        let server = Server::start(&folder, "127.0.0.1", 0).unwrap();
        let mut stream = TcpStream::connect(server.listening).unwrap();
        stream
            .write_all(b"HEAD /plan HTTP/1.1\r\nHost: portal\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(
            text.starts_with("HTTP/1.1 200") && text.contains("Content-Length: 6\r\n"),
            "{text}"
        );
        assert!(text.ends_with("\r\n\r\n"), "{text}");
    }
}
