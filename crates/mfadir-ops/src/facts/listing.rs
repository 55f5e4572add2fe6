//! How far a person's factors are shown.

/// How far a person's factors are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listing {
    /// They are listed, or nobody asked.
    #[default]
    Shown,
    /// The provider hides them because the person is deactivated.
    Hidden,
    /// The provider lists nobody's factors. It may tell whether there are any.
    NotOffered,
}
