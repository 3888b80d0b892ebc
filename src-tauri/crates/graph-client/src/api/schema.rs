use super::jobs::job_path;
use crate::client::{GraphClient, ReadClient};
use crate::cloud::Version;
use crate::error::Error;
use crate::models::Directory;
use crate::page::unreadable;
use crate::pipeline::{Call, Effect, Path};
use crate::schema::{RawSchema, SchemaUpload};
use crate::wait::WaitCause;

impl ReadClient {
    /// C1: the schema of a job, byte for byte (about 1 MB). 404 for some seconds on a new job.
    pub async fn schema(&self, sp: &str, job: &str) -> Result<RawSchema, Error> {
        self.raw_schema("read schema", job_path(sp, job, ["schema"])).await
    }

    /// S2: the schema that Microsoft gives a new job of this template, in the same form.
    pub async fn template_schema(&self, sp: &str, template: &str) -> Result<RawSchema, Error> {
        let path = [
            "servicePrincipals",
            sp,
            "synchronization",
            "templates",
            template,
            "schema",
        ];
        self.raw_schema("read schema of template", path).await
    }

    async fn raw_schema<'a>(&self, name: &'static str, path: impl Path<'a>) -> Result<RawSchema, Error> {
        let call = Call::get(name, Version::V1, path);
        let answer = self.send(call.patient()).await?;
        let request_id = answer.request_id;
        String::from_utf8(answer.body)
            .map_err(|error| error.to_string())
            .and_then(|text| RawSchema::parse(text).map_err(|error| error.to_string()))
            .map_err(|reason| unreadable(name, reason, request_id))
    }
}

impl GraphClient {
    /// C2: replaces the whole schema; the job looks at all its objects again. Two writers
    /// overwrite each other: read again and compare `version` directly before (contract 9.1).
    pub async fn put_schema(&self, sp: &str, job: &str, schema: &SchemaUpload) -> Result<(), Error> {
        let call = Call::put("write schema", Version::V1, job_path(sp, job, ["schema"]));
        self.tell(call.raw(schema.bytes()).patient()).await
    }

    /// C3: back to the template's schema.
    pub async fn reset_schema(&self, sp: &str, job: &str) -> Result<(), Error> {
        let call = Call::delete("reset schema", Version::V1, job_path(sp, job, ["schema"]));
        self.remove(call).await
    }

    /// C5: reads the schema of a directory through an agent; seconds up to minutes.
    /// Changes nothing, yet wants a scope that may write.
    pub async fn discover(&self, sp: &str, job: &str, directory_id: &str) -> Result<Directory, Error> {
        let path = job_path(sp, job, ["schema", "directories", directory_id, "discover"]);
        let call = Call::post("discover directory schema", Effect::Look, Version::V1, path);
        self.fetch(call.long(WaitCause::Discovering)).await
    }
}
