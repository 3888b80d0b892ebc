// Written by `cargo xtask gen` from app-core. Do not edit.

export type AppView = { 
/**
 * Rises with every change.
 */
revision: number, 
/**
 * The tenant everything on screen is about; absent until one is chosen and reached.
 */
tenant: TenantView | null, 
/**
 * What was or is being done to it.
 */
run: RunView | null, 
/**
 * Things the person should know about the application itself (a damaged file set aside, for one).
 */
notices: Array<Note>, 
/**
 * Every request of this session, newest last.
 */
requests: RequestLogView, };

export type CloudName = "demo" | "global" | "usgov" | "usgov-dod" | "china" | "custom";

export type Note = { 
/**
 * Key of the sentence.
 */
code: string, 
/**
 * What to fill in.
 */
values: { [key in string]: string }, };

export type Problem = { 
/**
 * Decides the words and the button.
 */
code: ProblemCode, 
/**
 * Trying again may help without anything else being done.
 */
retryable: boolean, 
/**
 * Values for the words.
 */
facts: { [key in string]: string }, 
/**
 * The chain of causes in English, for support.
 */
details: string, 
/**
 * Microsoft's id of the request that failed.
 */
requestId: string | null, };

export type ProblemCode = "sign-in-again" | "confirm-sign-in" | "permission-missing" | "sign-in-refused" | "wrong-tenant" | "sync-flag-locked" | "several-configurations" | "configuration-exists" | "no-agent" | "agent-silent" | "exchange-schema-missing" | "changed-meanwhile" | "quarantined" | "throttled" | "service-unavailable" | "no-connection" | "not-visible" | "not-confirmed" | "outcome-unknown" | "run-held-elsewhere" | "file-trouble" | "setup-invalid" | "unexpected-answer";

export type RequestLogView = { 
/**
 * All requests of this session.
 */
total: number, 
/**
 * The newest of them, oldest first.
 */
rows: Array<RequestRow>, };

export type RequestPreview = { 
/**
 * HTTP method.
 */
method: string, 
/**
 * Path; ids that do not exist yet are `{braced}`.
 */
path: string, 
/**
 * Body as indented JSON, secrets taken out.
 */
body: string | null, };

export type RequestRow = { 
/**
 * Number in this session, from 1.
 */
number: number, 
/**
 * HTTP method.
 */
method: string, 
/**
 * Path with query, below the Graph host.
 */
path: string, 
/**
 * HTTP status; absent when no answer came.
 */
status: number | null, 
/**
 * Start, RFC 3339.
 */
at: string, 
/**
 * Milliseconds until the answer was read.
 */
took: number, 
/**
 * Microsoft's id of the request, for support.
 */
requestId: string | null, 
/**
 * The body sent, secrets taken out.
 */
body: string | null, 
/**
 * What an error answered, shortened.
 */
answer: string | null, };

export type RunPhase = "planning" | "planned" | "running" | "stopping" | "stopped" | "failed" | "done";

export type RunView = { 
/**
 * Which journey, such as `cloud-sync`.
 */
journey: string, 
/**
 * The configuration's name from the set-up.
 */
name: string, 
/**
 * The answers it works on, as the set-up file has them.
 */
setup: import("./setup").SetupFile, 
/**
 * How far the run is.
 */
phase: RunPhase, 
/**
 * Every step in the order of the list.
 */
steps: Array<StepView>, 
/**
 * Changes made so far, read back or not.
 */
changesMade: number, };

export type StepId = "agent-check" | "tenant-sync-flag" | "create-configuration" | "create-jobs" | "secrets" | "scope" | "password-hash-mapping" | "exchange-schema" | "exchange-writeback-job" | "start-jobs" | "first-status";

export type StepState = { "is": "to-come", after: Array<StepId>, } | { "is": "looking" } | { "is": "will-change" } | { "is": "changing" } | { "is": "waiting" } & WaitView | { "is": "confirming" } | { "is": "done", already: boolean, } | { "is": "not-wanted" } | { "is": "stopped" } | { "is": "unknown" } | { "is": "failed", problem: Problem, };

export type StepView = { 
/**
 * Stable id, the key of its words.
 */
id: StepId, 
/**
 * Where it stands.
 */
state: StepState, 
/**
 * What it will change, is changing or has changed, and what it leaves as it is.
 */
notes: Array<Note>, 
/**
 * The writes it will make, in order; only in a plan that is complete.
 */
requests: Array<RequestPreview>, 
/**
 * Milliseconds spent on it so far.
 */
spent: number, };

export type TenantView = { 
/**
 * Tenant id, a GUID.
 */
id: string, 
/**
 * Its display name; a directory's text, never markup.
 */
name: string, 
/**
 * Its initial domain, such as `contoso.onmicrosoft.com`.
 */
domain: string, 
/**
 * Which Microsoft cloud, or the demo tenant.
 */
cloud: CloudName, };

export type WaitView = { 
/**
 * Why, such as `not-visible-yet` or `throttled`.
 */
cause: string, 
/**
 * Start of the wait, RFC 3339.
 */
since: string, 
/**
 * Next look, RFC 3339.
 */
nextLook: string, 
/**
 * Longest it normally takes, in seconds.
 */
longest: number, };
