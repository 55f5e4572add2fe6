//! The state of a factor.

use crate::word::open_words;

open_words! {
    /// Whether a factor can be used.
    FactorStatus {
        /// Can be used.
        Active = "active",
        /// Enrolled, not activated yet.
        Pending = "pending",
        /// Switched off.
        Inactive = "inactive",
    }
}
