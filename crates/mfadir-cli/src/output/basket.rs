//! Documents that are put by, so that one comes of several.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::Document;
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// A document that is part of a larger one.
#[derive(Clone, Debug)]
pub(crate) struct Gathered {
    /// The document with its schema.
    pub(crate) document: Value,
    /// What a ticket is told of it.
    pub(crate) account: Vec<String>,
}

/// Where documents are put by, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Basket(Arc<Mutex<Vec<Gathered>>>);

impl Basket {
    /// Everything that was put by since somebody last looked.
    pub(crate) fn take(&self) -> Vec<Gathered> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn put<D: Document>(&self, document: &D) -> Outcome<()> {
        let mut value = serde_json::to_value(document)
            .map_err(|error| Failure::new(Exit::Failed, format!("the answer cannot be written as JSON: {error}")))?;
        if let Value::Object(fields) = &mut value {
            fields.insert("schema".to_owned(), D::SCHEMA.into());
        }
        let gathered = Gathered { document: value, account: document.account() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(gathered);
        Ok(())
    }
}
