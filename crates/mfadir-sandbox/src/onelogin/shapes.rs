//! Answers on which the vendor's documents and its live tenants disagree (docs/providers/onelogin.md, "Disputed
//! shapes").

use std::str::FromStr;

/// Which shape each disputed answer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a dispute of its own, and any combination is possible")]
pub struct OneLoginShapes {
    /// Whether version 1 answers a removal with its success envelope, not with `{}`.
    pub removal_envelope: bool,
    /// Whether version 1 wraps the answer to a trigger in a list.
    pub trigger_list: bool,
    /// The status of version 1 for a new temporary code.
    pub code_status_v1: u16,
    /// The status of version 2 for a new temporary code.
    pub code_status_v2: u16,
    /// Whether version 2 wraps a new registration or verification in a list.
    pub registration_list: bool,
    /// Whether version 2 answers a code with the success envelope, not with the state of the verification.
    pub verification_envelope: bool,
    /// Whether the device id of a new verification is a text, not a number.
    pub device_id_text: bool,
}

impl OneLoginShapes {
    /// What is seen of live tenants, by the best evidence there is.
    pub const LIVE_LIKE: Self = Self {
        removal_envelope: true,
        trigger_list: true,
        code_status_v1: 201,
        code_status_v2: 201,
        registration_list: false,
        verification_envelope: false,
        device_id_text: true,
    };

    /// What the vendor's pages say.
    pub const DOCS: Self = Self {
        removal_envelope: false,
        trigger_list: true,
        code_status_v1: 200,
        code_status_v2: 200,
        registration_list: true,
        verification_envelope: true,
        device_id_text: true,
    };

    /// What the vendor's Python client, version 4, can read.
    pub const PYTHON_4: Self = Self {
        removal_envelope: false,
        trigger_list: false,
        code_status_v1: 200,
        code_status_v2: 201,
        registration_list: false,
        verification_envelope: false,
        device_id_text: false,
    };
}

impl Default for OneLoginShapes {
    fn default() -> Self {
        Self::LIVE_LIKE
    }
}

impl FromStr for OneLoginShapes {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "live-like" => Ok(Self::LIVE_LIKE),
            "docs" => Ok(Self::DOCS),
            "python-4" => Ok(Self::PYTHON_4),
            _ => Err(format!("\"{word}\" is none of live-like, docs, python-4")),
        }
    }
}
