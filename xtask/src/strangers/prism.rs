//! A mock server and a proxy made from a vendor's own API document (Prism, from npm).

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use anyhow::{Context, Result, bail, ensure};

const PACKAGE: &str = "@stoplight/prism-cli@5.14.2";

/// The folder with Prism in it, installed where it is not there yet.
pub(crate) fn installed(root: &Path) -> Result<PathBuf> {
    let folder = root.join("target/strangers/prism");
    let program = folder.join("node_modules/.bin/prism");
    if !program.exists() {
        fs::create_dir_all(&folder)?;
        let install = ["install", "--silent", "--no-fund", "--no-audit", PACKAGE];
        let status = Command::new("npm").args(install).current_dir(&folder).status().context("could not start npm")?;
        ensure!(status.success(), "npm could not install {PACKAGE}");
    }
    Ok(program)
}

/// A running Prism; it ends with this value.
pub(crate) struct Prism {
    child: Child,
    /// Where it listens.
    pub(crate) url: String,
}

impl Prism {
    /// A server that answers with the document's examples and judges each request. What it says goes to `log`.
    pub(crate) fn mock(program: &Path, document: &Path, log: &Path) -> Result<Self> {
        Self::start(program, &["mock"], document, None, log)
    }

    /// A proxy before `upstream` that judges both sides and says so in the header `sl-violations`.
    pub(crate) fn proxy(program: &Path, document: &Path, upstream: &str, log: &Path) -> Result<Self> {
        Self::start(program, &["proxy"], document, Some(upstream), log)
    }

    fn start(program: &Path, verb: &[&str], document: &Path, upstream: Option<&str>, log: &Path) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut child = Command::new(program)
            .args(verb)
            .args(["-h", "127.0.0.1", "-p", &port.to_string()])
            .arg(document)
            .args(upstream)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("could not start Prism")?;
        let output = child.stdout.take().context("its output is piped")?;
        let prism = Self { child, url: format!("http://127.0.0.1:{port}") };
        follow(BufReader::new(output), log)?;
        Ok(prism)
    }
}

/// Reads until it is ready, and keeps the rest in the log so that the pipe never fills.
fn follow(mut output: impl BufRead + Send + 'static, log: &Path) -> Result<()> {
    let mut line = String::new();
    while !line.contains("Prism is listening") {
        line.clear();
        if output.read_line(&mut line)? == 0 {
            bail!("Prism ended before it was ready");
        }
    }
    let mut log = fs::File::create(log)?;
    thread::spawn(move || std::io::copy(&mut output, &mut log));
    Ok(())
}

impl Drop for Prism {
    fn drop(&mut self) {
        // It may have ended already; either way nothing is left of it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
