//! Phone numbers and addresses, masked unless somebody asked for them.

use mfadir_core::{Destination, Factor, Kind, User};

/// Whether personal data is shown in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Privacy {
    /// Masked.
    Masked,
    /// In full.
    Revealed,
}

impl Privacy {
    /// What `--reveal` asks for.
    pub(crate) fn of(reveal: bool) -> Self {
        if reveal { Self::Revealed } else { Self::Masked }
    }

    /// A number or an address.
    pub(crate) fn destination(self, destination: &Destination) -> String {
        match self {
            Self::Masked => destination.masked(),
            Self::Revealed => destination.reveal().to_owned(),
        }
    }

    /// A number or an address that is not a factor's.
    pub(crate) fn contact(self, text: &str) -> String {
        self.destination(&Destination::new(text))
    }

    /// A factor's label. Where the factor is a phone or a mailbox, the label may hold the number or the address.
    pub(crate) fn label(self, factor: &Factor) -> Option<String> {
        let label = factor.label.as_deref()?;
        let is_contact = matches!(factor.kind(), Kind::Sms | Kind::Voice | Kind::Email | Kind::Other(_));
        let shown = if self == Self::Masked && is_contact { without_contacts(label) } else { label.to_owned() };
        Some(shown)
    }

    /// A person's addresses; their login is shown anyway, so that an address which is the login hides nothing.
    pub(crate) fn emails(self, user: &User) -> Vec<String> {
        let shown = |email: &String| if user.has_login(email) { email.clone() } else { self.contact(email) };
        user.emails.iter().map(shown).collect()
    }
}

/// How many digits make a phone number rather than a counter or a year.
const DIGITS: usize = 7;

fn without_contacts(label: &str) -> String {
    let masked = |word: &str| if word.contains('@') { Destination::new(word).masked() } else { word.to_owned() };
    let words = label.split(' ').map(masked).collect::<Vec<_>>().join(" ");
    without_numbers(&words)
}

fn without_numbers(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character == '+' || character.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|character: char| !belongs_to_number(character)).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        shown.push_str(before);
        shown.push_str(&masked_number(number));
        rest = after;
    }
    shown + rest
}

fn belongs_to_number(character: char) -> bool {
    character.is_ascii_digit() || "+-.() ".contains(character)
}

fn masked_number(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if digits < DIGITS { number.to_owned() } else { Destination::new(number.trim_end()).masked() }
}

#[cfg(test)]
mod tests {
    use mfadir_core::{Factor, FactorStatus, FactorType, Kind};

    use super::Privacy;

    fn label(kind: Kind, text: &str, privacy: Privacy) -> String {
        let mut factor = Factor::new("f1", FactorType::of(kind), FactorStatus::Active);
        factor.label = Some(text.to_owned());
        privacy.label(&factor).expect("a label")
    }

    #[test]
    fn the_label_of_a_phone_does_not_tell_its_number() {
        assert_eq!(label(Kind::Sms, "Work +1 (555) 555-0123", Privacy::Masked), "Work …23");
        assert_eq!(label(Kind::Email, "to ada@example.com", Privacy::Masked), "to a…@example.com");
        assert_eq!(label(Kind::Sms, "Phone 2 of 3", Privacy::Masked), "Phone 2 of 3");
        assert_eq!(label(Kind::Sms, "+15555550123", Privacy::Revealed), "+15555550123");
    }

    #[test]
    fn a_serial_number_is_not_personal() {
        assert_eq!(label(Kind::YubikeyOtp, "YubiKey 12345678", Privacy::Masked), "YubiKey 12345678");
    }
}
