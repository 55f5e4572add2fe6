//! The certificate with which somebody came by SSH.
//!
//! The server has checked it, and that whoever came holds its key, before it wrote down that it was used. What it wrote
//! is the service account's, for which nobody else can write.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use jiff::Timestamp;
use ssh_key::Certificate;

/// No sign-in is told in more bytes.
const LONGEST: u64 = 64 * 1024;

/// How the type of a certificate ends; that of a plain key does not.
const CERTIFICATE: &str = "-cert-v01@openssh.com";

/// No name is longer.
const LONGEST_NAME: usize = 128;

/// The key id of the user certificate that the server's file tells of, which is good at this time. The error is a clause.
pub(super) fn key_id(file: &Path, at: Timestamp) -> Result<String, String> {
    let text = text(file).map_err(|error| format!("how they came by SSH cannot be read: {error}"))?;
    let mut certificates = text.lines().filter_map(certificate);
    let told = certificates.next().ok_or("they came by SSH without a certificate")?;
    if certificates.next().is_some() {
        return Err("they came by SSH with more than one certificate".to_owned());
    }
    let certificate = Certificate::from_openssh(told)
        .map_err(|error| format!("the certificate with which they came by SSH cannot be read: {error}"))?;
    named(&certificate, at)
}

fn named(certificate: &Certificate, at: Timestamp) -> Result<String, String> {
    let seconds = u64::try_from(at.as_second()).unwrap_or_default();
    if !certificate.cert_type().is_user() {
        return Err("the certificate with which they came by SSH is no user's".to_owned());
    }
    if !(certificate.valid_after()..certificate.valid_before()).contains(&seconds) {
        return Err("the certificate with which they came by SSH is not valid now".to_owned());
    }
    let name = certificate.key_id();
    if name.trim().is_empty() || name.len() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err("the certificate with which they came by SSH has no key id that is a name".to_owned());
    }
    Ok(name.to_owned())
}

/// `publickey TYPE BASE64` with the type of a certificate, without the first word.
fn certificate(line: &str) -> Option<&str> {
    let told = line.strip_prefix("publickey ")?.trim();
    told.split(' ').next().filter(|kind| kind.ends_with(CERTIFICATE)).map(|_| told)
}

fn text(path: &Path) -> io::Result<String> {
    let file = File::open(path)?;
    private(&file)?;
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}

/// A file that is its owner's alone and that the service account could open is the service account's.
#[cfg(unix)]
fn private(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata()?;
    let others = metadata.permissions().mode() & 0o077;
    if metadata.is_file() && others == 0 {
        return Ok(());
    }
    Err(io::Error::other("others could have written it"))
}

#[cfg(not(unix))]
fn private(_file: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
