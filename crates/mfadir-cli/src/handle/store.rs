//! The files of the handles.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
};

use jiff::Timestamp;
use mfadir_core::{TenantName, UserId};

use super::entry::{Entry, Purpose, Written};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    state::StateFolder,
};

/// What every short id begins with.
const PREFIX: &str = "h-";

/// The handles of one state folder.
#[derive(Clone, Debug)]
pub(crate) struct HandleStore(StateFolder);

impl HandleStore {
    /// The store of this state folder; it need not be there yet.
    pub(crate) fn of(state: &StateFolder) -> Self {
        Self(state.within("handles"))
    }

    /// Whether the text is a short id rather than the name of a factor.
    pub(crate) fn is_id(text: &str) -> bool {
        text.strip_prefix(PREFIX)
            .is_some_and(|rest| rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }

    /// Keeps an entry and answers with its short id. What it replaces, and what ended long ago, is forgotten; a challenge
    /// that can still be denied is kept aside.
    pub(crate) fn keep(&self, entry: &Entry, now: Timestamp) -> Outcome<String> {
        for (id, other) in self.all()? {
            let old = Entry::from(other.clone());
            if other.is_forgotten(now) || (entry.replaces(&old) && !old.outlives(entry)) {
                self.forget(&id)?;
            } else if entry.replaces(&old) {
                self.write(&id, &other.superseded())?;
            }
        }
        let id = self.free_id(entry);
        self.write(&id, &Written::new(entry, now))?;
        Ok(id)
    }

    /// The entries of a user, each with its short id, those that have ended too.
    pub(crate) fn of_user(
        &self,
        purpose: Purpose,
        tenant: &TenantName,
        user: &UserId,
    ) -> Outcome<Vec<(String, Entry)>> {
        let mine = |entry: &Entry| entry.purpose == purpose && entry.tenant == *tenant && entry.user == *user;
        let all = self.all()?.into_iter().map(|(id, written)| (id, Entry::from(written)));
        Ok(all.filter(|(_, entry)| mine(entry)).collect())
    }

    /// The entry of a user with this short id. One of somebody else is not told from one that is not there.
    pub(crate) fn one(&self, id: &str, purpose: Purpose, tenant: &TenantName, user: &UserId) -> Outcome<Entry> {
        let found = self.of_user(purpose, tenant, user)?.into_iter().find(|(known, _)| known == id);
        found.map(|(_, entry)| entry).ok_or_else(|| {
            let message = format!("nothing of this user waits under {id}");
            Failure::new(Exit::NotFound, message).with_hint("it may be done already, or somebody else's")
        })
    }

    /// Removes an entry; one that is gone already is fine.
    pub(crate) fn forget(&self, id: &str) -> Outcome<()> {
        match fs::remove_file(self.0.path(&file(id))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.0.failed(&error)),
            _ => Ok(()),
        }
    }

    fn write(&self, id: &str, written: &Written) -> Outcome<()> {
        let text = serde_json::to_string(written).map_err(|error| self.0.failed(&error.into()))?;
        self.0.write(&file(id), &text)
    }

    fn all(&self) -> Outcome<Vec<(String, Written)>> {
        let names = match fs::read_dir(self.0.path("")) {
            Ok(names) => names,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.0.failed(&error)),
        };
        let names = names.filter_map(|file| file.ok()?.file_name().into_string().ok());
        let mut ids: Vec<String> = names.filter_map(|name| Some(name.strip_suffix(".json")?.to_owned())).collect();
        ids.sort_unstable();
        Ok(ids.into_iter().filter_map(|id| self.read(&id).map(|written| (id, written))).collect())
    }

    /// Nothing where the file is gone by now, or is none of ours.
    fn read(&self, id: &str) -> Option<Written> {
        let text = fs::read_to_string(self.0.path(&file(id))).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Four digits that follow from what the handle holds; the next ones where another handle has them.
    fn free_id(&self, entry: &Entry) -> String {
        let mut hasher = DefaultHasher::new();
        (entry.tenant.as_str(), entry.user.as_str(), entry.secret()).hash(&mut hasher);
        let first = hasher.finish();
        let id = |step: u64| format!("{PREFIX}{:04x}", first.wrapping_add(step) & 0xffff);
        let taken = |id: &String| self.0.path(&file(id)).exists();
        (0..0xffff).map(id).find(|id| !taken(id)).unwrap_or_else(|| id(0))
    }
}

fn file(id: &str) -> String {
    format!("{id}.json")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::{SignedDuration, Timestamp};
    use mfadir_core::{ChallengeHandle, EnrollmentHandle, Expects, FactorType, Kind};

    use super::{Entry, HandleStore, Purpose};
    use crate::{exit::Exit, state::StateFolder, surroundings::Surroundings};

    fn store(folder: &tempfile::TempDir) -> HandleStore {
        let surroundings = Surroundings::of([("MFADIR_STATE", folder.path())].into_iter().collect());
        HandleStore::of(&StateFolder::of(&surroundings).expect("a folder"))
    }

    fn entry(user: &str, handle: &str) -> Entry {
        let handle = EnrollmentHandle::pack(handle);
        let kind = FactorType::by(Kind::Sms, "okta");
        let mut entry = Entry::enrollment(&"acme".into(), &user.into(), &kind, &handle, Expects::Approval);
        entry.factor = Some("f1".into());
        entry.expires_at = Some(Timestamp::UNIX_EPOCH + SignedDuration::from_mins(5));
        entry
    }

    #[test]
    fn what_is_kept_is_found_by_its_user_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = store(&folder);
        let id = store.keep(&entry("u1", "s3cret"), Timestamp::UNIX_EPOCH).expect("kept");
        assert!(HandleStore::is_id(&id), "{id}");
        let found = store.one(&id, Purpose::Enrollment, &"acme".into(), &"u1".into()).expect("there");
        assert_eq!(found.enrollment_handle().unpack(), "s3cret");
        assert_eq!((found.expects, found.factor_type.to_string()), (Expects::Approval, "sms@okta".to_owned()));
        assert!(!format!("{found:?}").contains("s3cret"));
        for (purpose, tenant, user) in [
            (Purpose::Challenge, "acme", "u1"),
            (Purpose::Enrollment, "beta", "u1"),
            (Purpose::Enrollment, "acme", "u2"),
        ] {
            let failure = store.one(&id, purpose, &tenant.into(), &user.into()).expect_err("not theirs");
            assert_eq!(failure.exit(), Exit::NotFound);
        }
    }

    #[test]
    fn the_later_one_of_a_factor_counts_and_old_ones_go() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = store(&folder);
        let count = || std::fs::read_dir(folder.path().join("handles")).expect("a folder").count();
        store.keep(&entry("u1", "one"), Timestamp::UNIX_EPOCH).expect("kept");
        let id = store.keep(&entry("u1", "two"), Timestamp::UNIX_EPOCH).expect("kept");
        store.keep(&entry("u2", "three"), Timestamp::UNIX_EPOCH).expect("kept");
        assert_eq!(count(), 2);
        store.forget(&id).expect("gone");
        store.forget(&id).expect("gone already");
        assert_eq!(count(), 1);
        let next_week = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(7 * 24);
        store.keep(&entry("u3", "four"), next_week).expect("kept");
        assert_eq!(count(), 1);
    }

    #[test]
    fn a_challenge_that_can_still_be_denied_outlives_the_next_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (store, kind) = (store(&folder), FactorType::by(Kind::Push, "okta"));
        let keep = |handle: &str, expects| {
            let handle = ChallengeHandle::pack(handle);
            let mut entry = Entry::challenge(&"acme".into(), &"u1".into(), &kind, &handle, expects);
            entry.factor = Some("f1".into());
            store.keep(&entry, Timestamp::UNIX_EPOCH).expect("kept")
        };
        let superseded = || {
            let kept = store.of_user(Purpose::Challenge, &"acme".into(), &"u1".into()).expect("read").into_iter();
            kept.map(|(_, entry)| (entry.challenge_handle().unpack().to_owned(), entry.superseded)).collect()
        };
        let expected = |all: &[(&str, bool)]| all.iter().map(|(handle, is)| ((*handle).to_owned(), *is)).collect();
        keep("one", Expects::Approval);
        keep("two", Expects::Approval);
        let told: BTreeMap<String, bool> = superseded();
        assert_eq!(told, expected(&[("one", true), ("two", false)]));
        let id = keep("two", Expects::Approval);
        store.forget(&id).expect("gone");
        assert_eq!(superseded(), expected(&[("one", true)]), "the same one is kept once");
        keep("sent", Expects::Code);
        keep("sent again", Expects::Code);
        assert!(!superseded().contains_key("sent"), "nobody denies a code");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let id = store(&folder).keep(&entry("u1", "s3cret"), Timestamp::UNIX_EPOCH).expect("kept");
        let path = folder.path().join("handles").join(format!("{id}.json"));
        let mode = std::fs::metadata(path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
