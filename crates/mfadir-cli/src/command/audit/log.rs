//! Which audit logs are meant.

use std::{
    error::Error as _,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use mfadir::DeskFolders;
use mfadir_core::TenantName;
use mfadir_journal::{AuditLog, Error, Head, Unsigned};

use crate::{
    command::roster,
    context::Context,
    exit::Exit,
    failure::{Failure, Outcome},
};

/// The audit log of one tenant, wherever it lies.
#[derive(Clone, Debug)]
pub(super) struct Log {
    /// Whose it is: as its head says, or as its folder is called.
    pub(super) tenant: TenantName,
    pub(super) folder: PathBuf,
    /// Its head, where there is one that can be read.
    pub(super) head: Option<Head>,
    /// Why it is not where it belongs, as a clause, or not the only one.
    pub(super) astray: Option<String>,
}

impl Log {
    /// The logs of this machine: those of the tenants that `-t` names, or all.
    pub(super) fn kept(context: &mut Context) -> Outcome<Vec<Self>> {
        let state = roster::state(context)?;
        let folder = state.join("audit");
        let mut logs: Vec<Self> = folders(&folder).map_err(|error| unreadable(&folder, &error))?;
        for log in &mut logs {
            log.belongs_in(&state);
        }
        logs.extend(gone(&state).map_err(|error| unreadable(&state, &error))?);
        let wanted = &context.globals.tenants;
        for name in wanted {
            if !logs.iter().any(|log| log.tenant.as_str() == name) {
                let message = format!("there is no audit log of {} in {}", name.escape_debug(), folder.display());
                return Err(Failure::new(Exit::NotFound, message).with_hint("one begins with the first act"));
            }
        }
        logs.retain(|log| wanted.is_empty() || wanted.iter().any(|name| log.tenant.as_str() == name));
        Ok(logs)
    }

    /// The logs at a path: a folder of one, a folder of several, or a file of one.
    pub(super) fn at(path: &Path) -> Outcome<Vec<Self>> {
        let meta = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if meta.is_file() {
            return Ok(vec![Self::of_file(path)?]);
        }
        if is_log(path).map_err(|error| unreadable(path, &error))? {
            return Ok(vec![Self::in_folder(path.to_owned())]);
        }
        let logs = folders(path).map_err(|error| unreadable(path, &error))?;
        if logs.iter().all(|log| !is_log(&log.folder).unwrap_or(true)) {
            return Err(Failure::new(Exit::NotFound, format!("there is no audit log in {}", path.display())));
        }
        Ok(logs)
    }

    /// What reads it. Nothing is added through it.
    pub(super) fn reader(&self) -> AuditLog {
        AuditLog::new(&self.folder, self.tenant.clone(), Arc::new(Unsigned))
    }

    fn of_file(path: &Path) -> Outcome<Self> {
        if !path.file_name().is_some_and(AuditLog::is_part) {
            let message = format!("{} is no file of an audit log", path.display());
            let hint = "its files are called YYYY-MM.jsonl and head.json, and lie in one folder";
            return Err(Failure::usage(message).with_hint(hint));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Ok(Self::in_folder(folder.to_owned()))
    }

    fn in_folder(folder: PathBuf) -> Self {
        let name = folder.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        let tenant = TenantName::from(&*name);
        let head = AuditLog::new(&folder, tenant.clone(), Arc::new(Unsigned)).head().ok().flatten();
        let tenant = head.as_ref().map_or(tenant, |head| head.tenant.clone());
        Self { tenant, folder, head, astray: None }
    }

    /// In a state folder each tenant's log has a folder of its own.
    fn belongs_in(&mut self, state: &Path) {
        let own = DeskFolders::of(state, &self.tenant).audit;
        if self.head.is_some() && self.folder != own {
            self.astray = Some(format!("this is the log of {}, which belongs in {}", self.tenant, own.display()));
        }
    }
}

/// The logs of which nothing is left while their desk still keeps what was written into them.
fn gone(state: &Path) -> io::Result<Vec<Log>> {
    let desks = match fs::read_dir(state.join("desk")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        desks => desks?,
    };
    let mut gone = Vec::new();
    for desk in desks {
        let desk = desk?;
        let folder = state.join("audit").join(desk.file_name());
        let keeps = ["receipts", "approvals"].iter().any(|kept| holds_something(&desk.path().join(kept)));
        if keeps && !folder.exists() {
            let why = format!("{} keeps receipts or approvals, and their log is gone", desk.path().display());
            gone.push(Log { astray: Some(why), ..Log::in_folder(folder) });
        }
    }
    Ok(gone)
}

fn holds_something(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// The folders below, each of which holds a log or did once; none where there is no such folder.
fn folders(folder: &Path) -> io::Result<Vec<Log>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.push(Log::in_folder(path));
        }
    }
    found.sort_by(|one, other| one.tenant.as_str().cmp(other.tenant.as_str()));
    let tenants: Vec<TenantName> =
        found.iter().filter(|log| log.head.is_some()).map(|log| log.tenant.clone()).collect();
    for log in found.iter_mut().filter(|log| tenants.iter().filter(|tenant| **tenant == log.tenant).count() > 1) {
        log.astray = Some(format!("another folder beside it is the log of {} as well", log.tenant));
    }
    Ok(found)
}

fn is_log(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        if AuditLog::is_part(&entry?.file_name()) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let exit = if error.kind() == io::ErrorKind::NotFound { Exit::NotFound } else { Exit::Failed };
    Failure::new(exit, format!("{} cannot be read: {error}", path.display()))
}

/// What is told where a log cannot be read.
pub(super) fn failed(error: &Error) -> Failure {
    let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
    Failure::new(Exit::Failed, format!("{error}{cause}")).with_hint("`mfadir audit verify` tells what is wrong with it")
}
