//! Temporary codes, and codes that a device shows.
#![expect(clippy::disallowed_methods, reason = "the writes of the reference directory are what is tested")]

use std::time::Duration;

use mfadir_core::{Asked, Clock, CodeRequest, ErrorKind, MfaDirectory, Proof, TemporaryCode};
use mfadir_memory::EnrolledFactor;
use secrecy::SecretString;

use crate::company::{Company, ada};

const HOUR: Duration = Duration::from_hours(1);

async fn issue(company: &Company, reusable: bool) -> TemporaryCode {
    let request = CodeRequest { lifetime: HOUR, reusable };
    company.directory.temporary_code(&ada(), &request).await.expect("a code of one hour")
}

async fn use_it(company: &Company, code: &TemporaryCode) -> Result<(), ErrorKind> {
    let asked = Asked::Factor(code.id.clone());
    let verified = company.directory.verify(&ada(), &asked, &Proof::Code(code.code.clone())).await;
    verified.map(drop).map_err(|error| error.kind())
}

#[tokio::test]
async fn a_code_works_once_or_until_it_ends() {
    let company = Company::new();
    let once = issue(&company, false).await;
    assert_eq!(use_it(&company, &once).await, Ok(()));
    assert_eq!(use_it(&company, &once).await, Err(ErrorKind::NotFound));
    let often = issue(&company, true).await;
    assert_eq!(use_it(&company, &often).await, Ok(()));
    assert_eq!(use_it(&company, &often).await, Ok(()));
    company.clock.advance(HOUR);
    assert_eq!(use_it(&company, &often).await, Err(ErrorKind::Expired));
}

#[tokio::test]
async fn a_new_code_ends_the_old_one_and_any_can_be_revoked() {
    let company = Company::new();
    let (old, new) = (issue(&company, true).await, issue(&company, true).await);
    assert_eq!(use_it(&company, &old).await, Err(ErrorKind::NotFound));
    company.directory.revoke_code(&ada(), &new.id).await.unwrap();
    assert_eq!(use_it(&company, &new).await, Err(ErrorKind::NotFound));
    let again = company.directory.revoke_code(&ada(), &new.id).await.unwrap_err();
    assert_eq!(again.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_code_without_a_life_is_refused() {
    let company = Company::new();
    let request = CodeRequest { lifetime: Duration::ZERO, reusable: false };
    let error = company.directory.temporary_code(&ada(), &request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
}

#[tokio::test]
async fn a_shown_code_is_taken_once() {
    let company = Company::new();
    let Ok(totp) = "totp@acme".parse();
    let app = EnrolledFactor { secret: Some(mfadir_memory::key_from(7)), ..EnrolledFactor::new("ada-totp", totp) };
    company.world().person_mut(&ada()).unwrap().factors.push(app);
    let asked = Asked::Factor("ada-totp".into());
    let shown = company.world().shown_code(&ada(), &"ada-totp".into(), company.clock.now()).unwrap();
    let proof = Proof::Code(SecretString::from(shown.reveal()));
    assert!(company.directory.verify(&ada(), &asked, &proof).await.is_ok());
    let replayed = company.directory.verify(&ada(), &asked, &proof).await.unwrap_err();
    assert_eq!(replayed.kind(), ErrorKind::WrongProof);
    company.clock.advance(Duration::from_mins(2));
    let late = company.directory.verify(&ada(), &asked, &proof).await.unwrap_err();
    assert_eq!(late.kind(), ErrorKind::WrongProof);
}
