//! Handles: what a later call, perhaps of another process, needs to go on with.

use secrecy::{ExposeSecret, SecretString};

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Opaque: packed and unpacked by the backend alone. It holds secrets, so it has no `Display` and no
        /// `Serialize`; whoever stores it does so where only its owner can read.
        #[derive(Clone)]
        pub struct $name(SecretString);

        impl $name {
            /// Packs what the backend will need.
            pub fn pack(text: impl Into<SecretString>) -> Self {
                Self(text.into())
            }

            /// What was packed.
            pub fn unpack(&self) -> &str {
                self.0.expose_secret()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

handle! {
    /// A running enrollment.
    EnrollmentHandle
}
handle! {
    /// A running challenge.
    ChallengeHandle
}
