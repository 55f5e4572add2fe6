//! Names and ids. An id is whatever its backend needs to address the thing in one request; nobody else looks inside.

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text as the provider or the configuration gave it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({:?})", stringify!($name), self.0)
            }
        }
    };
}

text_id! {
    /// A person of one tenant.
    UserId
}
text_id! {
    /// A factor of one user (`opf1…`, `6120044`, `enrollment/pfd…`).
    FactorId
}
text_id! {
    /// A group of one tenant.
    GroupId
}
text_id! {
    /// The provider's id of one request: what its support asks for and what its log is joined on.
    RequestId
}
text_id! {
    /// Where the next page starts. It can be stored and used by a later process.
    Cursor
}
text_id! {
    /// The name by which the configuration addresses a tenant.
    TenantName
}
text_id! {
    /// The name of a provider, as `provider = "…"` in the configuration says it.
    ProviderName
}
