//! Ids, which come as numbers and as texts.

use mfadir_http::text_or_number;
use serde::Deserialize;

/// An id, or another short text that may come as a number.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub(crate) struct Id(#[serde(deserialize_with = "text_or_number")] pub(crate) String);
