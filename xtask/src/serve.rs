//! `cargo xtask serve`: builds the portal and serves it from this machine with the headers of production.

use std::io::{self, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::dist;
use crate::failure::Failure;
use crate::http::Request;
use crate::site::Site;

/// A connection that is silent for so long is closed.
const SILENCE: Duration = Duration::from_mins(1);

/// Serves the portal built in `dist`, or else the one it builds, until the command is stopped.
pub fn run(dist: Option<PathBuf>, host: &str, port: u16) -> Result<(), Failure> {
    let dist = dist.map_or_else(dist::ensure, Ok)?;
    let mut server = Server::start(&dist, host, port)?;
    println!("The portal is at {}", server.address());
    server.wait();
    Ok(())
}

/// A running server; it stops when dropped.
pub struct Server {
    listening: SocketAddr,
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves the built portal in `folder`. Port 0 takes any free one.
    pub fn start(folder: &Path, host: &str, port: u16) -> Result<Self, Failure> {
        let site = Arc::new(Site::new(folder).map_err(Failure::reading(folder))?);
        let refused = |source: io::Error| refusal(format!("{host}:{port}"), source);
        let listener = TcpListener::bind((host, port)).map_err(refused)?;
        let listening = listener.local_addr().map_err(refused)?;
        let stopped = Arc::new(AtomicBool::new(false));
        let has_stopped = Arc::clone(&stopped);
        let thread = thread::spawn(move || {
            // A browser opens several connections and leaves some silent, so each has a thread of its own.
            for stream in listener.incoming().flatten() {
                if has_stopped.load(Ordering::Relaxed) {
                    break;
                }
                let site = Arc::clone(&site);
                // A connection that breaks off, or says what is no request, ends; its browser opens another.
                thread::spawn(move || converse(&stream, &site));
            }
        });
        Ok(Self { listening, stopped, thread: Some(thread) })
    }

    /// Where a browser finds it, such as `http://127.0.0.1:8080/`.
    pub fn address(&self) -> String {
        format!("http://{}/", self.listening)
    }

    fn wait(&mut self) {
        if let Some(thread) = self.thread.take() {
            // One that panicked has said so.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        // It waits for a connection: one more, to notice. Without one it ends with the program.
        if TcpStream::connect(self.listening).is_ok() {
            self.wait();
        }
    }
}

/// Answers the requests of one connection until either side closes it.
fn converse(stream: &TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    while let Some(request) = Request::read(&mut reader)? {
        request.answer(&site.answer(&request.question()), &mut writer)?;
        if request.closes {
            break;
        }
    }
    Ok(())
}

fn refusal(address: String, source: io::Error) -> Failure {
    if source.kind() == io::ErrorKind::AddrInUse {
        Failure::PortTaken { address }
    } else {
        Failure::Listen { address, source }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::io::{Read, Write};

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
    fn one_connection_carries_many_requests() {
        let server = Server::start(&page("many"), "127.0.0.1", 0).unwrap();
        let mut stream = TcpStream::connect(server.listening).unwrap();
        for end in ["", "", "Connection: close\r\n"] {
            write!(stream, "GET /plan HTTP/1.1\r\nHost: portal\r\n{end}\r\n").unwrap();
        }
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert_eq!(text.matches("HTTP/1.1 200").count(), 3, "{text}");
        assert_eq!(text.matches("\r\n\r\na page").count(), 3, "{text}");
    }

    #[test]
    fn silent_connections_keep_nobody_waiting() {
        let server = Server::start(&page("silent"), "127.0.0.1", 0).unwrap();
        let connect = |_| TcpStream::connect(server.listening).unwrap();
        let mut streams = (0..40).map(connect).collect::<Vec<_>>();
        for stream in &mut streams[20..] {
            stream.set_read_timeout(Some(SILENCE / 6)).unwrap();
            write!(stream, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        }
        for stream in &mut streams[20..] {
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            assert!(text.ends_with("a page"), "{text}");
        }
    }

    #[test]
    fn a_dropped_server_frees_its_port() {
        let server = Server::start(&page("dropped"), "127.0.0.1", 0).unwrap();
        let port = server.listening.port();
        drop(server);
        Server::start(&page("again"), "127.0.0.1", port).unwrap();
    }

    /// A folder with one page.
    fn page(name: &str) -> PathBuf {
        let folder = files::scratch(&format!("serve-{name}"));
        files::write(&folder.join("index.html"), "a page").unwrap();
        folder
    }
}
