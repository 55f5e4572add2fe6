//! Receipts, requests and approvals: kept, found and signed.

use jiff::{SignedDuration, Timestamp};
use mfadir_core::{Error, ErrorKind, Operator, Result, TenantName};
use mfadir_policy::{Approval, ChangeApproval, ChangeRequest, Digest, Operators, Receipt, Request, Signed, Used};
use serde::{Serialize, de::DeserializeOwned};

use super::{folder::DeskFolders, keys::KeyStore, signing, store::Store};

/// How long a record is kept after its end.
const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The records of one tenant.
#[derive(Debug)]
pub(super) struct Cabinet {
    receipts: Store,
    requests: Store,
    approvals: Store,
    keys: KeyStore,
}

/// A record and its signature.
pub(super) struct Found<T> {
    pub(super) record: T,
    pub(super) signed: Signed,
}

impl Cabinet {
    pub(super) fn new(folders: &DeskFolders, keys: KeyStore) -> Self {
        Self {
            receipts: Store::new(folders.receipts.clone()),
            requests: Store::new(folders.requests.clone()),
            approvals: Store::new(folders.approvals.clone()),
            keys,
        }
    }

    /// The receipts for this person and ticket that this verb may rest on, whether they count or not.
    pub(super) fn receipts(&self, request: &Request) -> Result<Vec<Found<Receipt>>> {
        let mut found: Vec<Found<Receipt>> = found(&self.receipts)?;
        found.retain(|Found { record, .. }| {
            let verb = record.purpose.is_none_or(|verb| verb == request.verb || request.verb.continues(verb));
            verb && record.tenant == request.tenant && record.user == request.user.id && record.ticket == request.ticket
        });
        Ok(found)
    }

    /// The approvals for this person, verb and ticket, whether they count or not.
    pub(super) fn approvals(&self, request: &Request) -> Result<Vec<Found<Approval>>> {
        let mut found: Vec<Found<Approval>> = found(&self.approvals)?;
        found.retain(|Found { record, .. }| {
            let verb = record.verb == request.verb || request.verb.continues(record.verb);
            verb && record.tenant == request.tenant && record.user == request.user.id && record.ticket == request.ticket
        });
        Ok(found)
    }

    /// The approvals of this plan file, whether they count or not.
    pub(super) fn approvals_of_plan(&self, tenant: &TenantName, change: Digest) -> Result<Vec<Found<ChangeApproval>>> {
        let mut found: Vec<Found<ChangeApproval>> = found(&self.approvals)?;
        found.retain(|Found { record, .. }| record.tenant == *tenant && record.change == change);
        Ok(found)
    }

    /// The plan files that somebody was asked to look at, each with its signature.
    pub(super) fn changes(&self) -> Result<Vec<Found<ChangeRequest>>> {
        found(&self.requests)
    }

    /// The requests that were kept, each with its signature.
    pub(super) fn requests(&self) -> Result<Vec<Found<Request>>> {
        found(&self.requests)
    }

    pub(super) fn keep_receipt(&self, receipt: &Receipt, signed: &Signed, now: Timestamp) -> Result<()> {
        self.receipts.forget(|signed| ended(signed, |receipt: Receipt| receipt.until, now))?;
        self.receipts.add(&receipt.id, signed)
    }

    pub(super) fn keep_request(&self, request: &Request, signed: &Signed, now: Timestamp) -> Result<()> {
        self.requests.forget(|signed| ended(signed, |request: Request| request.at, now))?;
        self.requests.put(&request.id, signed)
    }

    pub(super) fn keep_approval(&self, approval: &Approval, signed: &Signed, now: Timestamp) -> Result<()> {
        self.approvals.forget(|signed| ended(signed, |approval: Approval| approval.until, now))?;
        self.approvals.add(&approval.id, signed)
    }

    pub(super) fn keep_change(&self, request: &ChangeRequest, signed: &Signed, now: Timestamp) -> Result<()> {
        self.requests.forget(|signed| ended(signed, |request: ChangeRequest| request.at, now))?;
        self.requests.put(&request.id, signed)
    }

    pub(super) fn keep_approval_of_plan(
        &self,
        approval: &ChangeApproval,
        signed: &Signed,
        now: Timestamp,
    ) -> Result<()> {
        self.approvals.forget(|signed| ended(signed, |approval: ChangeApproval| approval.until, now))?;
        self.approvals.add(&approval.id, signed)
    }

    /// Whether what the operator signs here counts.
    pub(super) fn signs(&self, operator: &Operator, operators: &Operators) -> Result<()> {
        signing::signs(&self.keys, &operator.id, operators)
    }

    /// Signs as the operator, nobody else. Without a key the record is kept unsigned where no signature is asked for.
    pub(super) fn sign<T: Serialize>(
        &self,
        data: &T,
        by: &str,
        (operator, operators): (&Operator, &Operators),
        must: bool,
    ) -> Result<Signed> {
        if by != operator.id {
            return Err(Error::new(ErrorKind::Refused, format!("{} cannot sign as {by}", operator.id)));
        }
        let failed = |source| Error::new(ErrorKind::Unexpected, "the record cannot be signed").with_source(source);
        let key = if must { signing::key(&self.keys, by, operators)? } else { self.keys.key(by)? };
        match key {
            Some(key) => Signed::new(data, by, &key).map_err(failed),
            None if must => Err(signing::none(by, ErrorKind::Refused)),
            None => {
                let failed = |source: serde_json::Error| failed(source.into());
                let text = serde_json::to_string(data).map_err(failed)?;
                Ok(Signed { text, by: by.to_owned(), signature: String::new() })
            }
        }
    }
}

/// The receipt to hand in: one whose signature counts before one that somebody only put there, one that still counts
/// before a used or an old one, one whose act this is the rest of before one that begins another, and the youngest of
/// these. A worse one is better than none: it says what is wrong.
pub(super) fn best(
    receipts: Vec<Found<Receipt>>,
    request: &Request,
    (operators, valid): (Option<&Operators>, SignedDuration),
    used: &Used,
) -> Option<Signed> {
    let rank = |Found { record, signed }: &Found<Receipt>| {
        let signer = operators.is_none_or(|known| known.signer(signed, &request.tenant, request.at).is_ok());
        let fits = record.fits(request, request.at, valid).is_ok();
        let counts = fits && used.rest(&record.id, record.purpose, request).is_ok();
        (signer && signed.by == record.operator.id, counts, counts && used.is_begun(&record.id), record.at)
    };
    receipts.into_iter().max_by_key(rank).map(|found| found.signed)
}

fn found<T: DeserializeOwned>(store: &Store) -> Result<Vec<Found<T>>> {
    let read = |signed: Signed| Some(Found { record: signed.read().ok()?, signed });
    Ok(store.all()?.into_iter().filter_map(read).collect())
}

fn ended<T: DeserializeOwned>(signed: &Signed, end: fn(T) -> Timestamp, now: Timestamp) -> bool {
    signed.read().is_ok_and(|record| end(record).duration_until(now) > KEPT)
}
