//! Names for tokens that may be used once.

use aws_lc_rs::rand;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use mfadir_core::{Error, ErrorKind, Result};

/// A name that nobody else has: 128 random bits.
pub(super) fn fresh() -> Result<String> {
    let mut bytes = [0; 16];
    rand::fill(&mut bytes).map_err(|_| Error::new(ErrorKind::Unexpected, "this machine gives no random numbers"))?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}
