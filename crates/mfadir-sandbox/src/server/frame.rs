//! From a request to an answer, with everything that is the same for all dialects.

use std::{convert::Infallible, fmt};

use axum::{Router, body::Body, extract::Request, response::Response};
use hyper::{body::Incoming, service::Service};
use hyper_util::service::TowerToHyperService;

use super::{
    ask::{ask, seen},
    outcome::{Dropped, spoil},
    saver::Saver,
};
use crate::{
    control,
    dialect::{Asked, Dialect},
    faults::{Rule, made_up},
    recorder::SeenRequest,
    tenant::Tenant,
};

/// What stands around one tenant's dialect.
pub(crate) struct Frame {
    tenant: Tenant,
    dialect: Box<dyn Dialect>,
    answers: TowerToHyperService<Router>,
    control: TowerToHyperService<Router>,
    saver: Saver,
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame").field("tenant", &self.tenant).finish_non_exhaustive()
    }
}

impl Frame {
    pub(crate) fn new(tenant: Tenant, dialect: Box<dyn Dialect>, saver: Saver) -> Self {
        let answers = TowerToHyperService::new(dialect.router(tenant.clone()));
        let control = TowerToHyperService::new(control::router(tenant.clone()));
        Self { tenant, dialect, answers, control, saver }
    }

    /// Answers one request, or drops the connection.
    pub(super) async fn answer(&self, request: hyper::Request<Incoming>) -> Result<Response, Dropped> {
        let request = request.map(Body::new);
        let changes = !request.method().is_safe();
        let answer = if control::is_meant(request.uri().path()) {
            Ok(called(&self.control, request).await)
        } else {
            self.recorded(request).await
        };
        if changes {
            self.saver.save_soon();
        }
        answer
    }

    async fn recorded(&self, request: Request) -> Result<Response, Dropped> {
        let running = self.tenant.begin();
        let asked = ask(&self.tenant, self.dialect.as_ref(), &request, running.beside());
        let hit = self.tenant.faults().hit(&asked.method, &asked.path);
        let number = self.tenant.recorder().begin(self.seen(&asked, &request, hit.as_ref().map(|(number, _)| *number)));
        let answer = match hit {
            None => Ok(self.carry_out(request, &asked).await),
            Some((_, rule)) => self.hit_by(&rule, request, &asked).await,
        };
        if let Ok(response) = &answer {
            self.tenant.recorder().answered(number, response.status().as_u16());
        }
        answer
    }

    fn seen(&self, asked: &Asked, request: &Request, fault: Option<u64>) -> SeenRequest {
        seen(asked, fault, self.dialect.proof(request.headers()))
    }

    async fn carry_out(&self, mut request: Request, asked: &Asked) -> Response {
        request.extensions_mut().insert(asked.clone());
        self.dressed(called(&self.answers, request).await, asked)
    }

    /// The answer under a fault rule, in the order that [`Rule`] tells.
    async fn hit_by(&self, rule: &Rule, request: Request, asked: &Asked) -> Result<Response, Dropped> {
        let turn = if rule.after { Turn::Done(self.carry_out(request, asked).await) } else { Turn::Open(request) };
        if let Some(delay) = rule.delay() {
            self.tenant.clock().sleep(delay).await;
        }
        if rule.reset {
            return Err(Dropped);
        }
        let answer = match turn {
            _ if rule.makes_up() => self.dressed(made_up(rule), asked),
            Turn::Done(response) => response,
            Turn::Open(request) => self.carry_out(request, asked).await,
        };
        Ok(spoil(rule, answer).await)
    }

    fn dressed(&self, mut response: Response, asked: &Asked) -> Response {
        self.dialect.dress(&self.tenant, asked, &mut response);
        response
    }
}

/// Whether a request was carried out already.
enum Turn {
    Done(Response),
    Open(Request),
}

async fn called(service: &TowerToHyperService<Router>, request: Request) -> Response {
    let answer: Result<Response, Infallible> = service.call(request).await;
    answer.unwrap_or_else(|never| match never {})
}
