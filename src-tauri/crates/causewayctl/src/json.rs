//! One JSON object a line: the facts as the journal keeps them, then the report.

use app_core::view::{Note, RunView, TenantView};
use app_core::{JobStatus, News, Setup, TenantStatus};
use serde_json::{Value, json};

use crate::exit::Exit;
use crate::printed;
use crate::reporter::{Refusal, Reporter};
use crate::words::{Language, Words};

#[derive(Debug, Default)]
pub(crate) struct Json {
    tenant: Option<TenantView>,
    notices: Vec<Note>,
}

impl Reporter for Json {
    fn begins(&mut self, _: &Setup, _: bool) {}

    fn news(&mut self, news: &News) {
        match news {
            News::Fact(fact) => print(&json!(fact)),
            News::Tenant(tenant) => self.tenant = Some(tenant.clone()),
            News::Notice(notice) => self.notices.push(notice.clone()),
            News::Progress { .. } | News::Over(_) => {}
        }
    }

    fn stopping(&mut self) {}

    fn ended(&mut self, run: &RunView, exit: Exit) {
        let Self { tenant, notices } = self;
        print(&json!({"event": "report", "exit": exit.code(), "tenant": tenant, "run": run, "notices": notices}));
    }

    fn status(&mut self, status: &TenantStatus) {
        print(&json!({"event": "status", "status": status}));
    }

    fn job(&mut self, job: &JobStatus) {
        print(&json!({"event": "job", "job": job}));
    }

    fn refused(&mut self, refusal: &Refusal) {
        let exit = refusal.exit().code();
        print(&match refusal {
            Refusal::Problem(problem) => json!({"event": "refused", "exit": exit, "problem": problem}),
            Refusal::Usage(key, values) | Refusal::SignIn(key, values) | Refusal::Failed(key, values) => {
                let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                json!({"event": "refused", "exit": exit, "message": Words::new(Language::English).say(key, &values)})
            }
        });
    }
}

fn print(value: &Value) {
    printed::line(&value.to_string());
}
