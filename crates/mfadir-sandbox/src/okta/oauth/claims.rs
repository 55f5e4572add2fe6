//! Signed texts: what they say, once somebody vouches for it.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, jwk::Jwk};
use serde::de::DeserializeOwned;

/// The algorithms that are taken.
const ALGORITHMS: [Algorithm; 5] =
    [Algorithm::RS256, Algorithm::RS384, Algorithm::RS512, Algorithm::ES256, Algorithm::ES384];

/// How far ahead of the tenant's clock a caller's may be.
pub(super) const AHEAD: f64 = 60.0;

/// Whether the algorithm is one of those that are taken.
pub(super) fn is_taken(algorithm: Algorithm) -> bool {
    ALGORITHMS.contains(&algorithm)
}

/// What the text says, if this key signed it with this algorithm. Times, audience and the rest are for the caller to judge, by the
/// tenant's clock.
pub(super) fn signed_by<T: DeserializeOwned>(text: &str, algorithm: Algorithm, key: &Jwk) -> Option<T> {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let key = DecodingKey::from_jwk(key).ok()?;
    decode(text, &key, &validation).ok().map(|signed| signed.claims)
}

/// A time in seconds since 1970, as claims have it.
pub(super) fn seconds(at: jiff::Timestamp) -> f64 {
    at.as_duration().as_secs_f64()
}

/// The moment that a claim names; a claim beyond all time names none.
pub(super) fn moment(seconds: f64) -> Option<jiff::Timestamp> {
    let since = jiff::SignedDuration::try_from_secs_f64(seconds).ok()?;
    jiff::Timestamp::from_duration(since).ok()
}
