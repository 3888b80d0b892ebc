// Written by `cargo xtask gen` from app-core. Do not edit.

export type AccountView = { 
/**
 * Display name; a directory's text, never markup.
 */
name: string, 
/**
 * Sign-in name.
 */
address: string, 
/**
 * Microsoft's names of the directory roles, as far as the sign-in told.
 */
roles: Array<string>, 
/**
 * Can be asked for more permissions, and to sign in again.
 */
grows: boolean, };

export type Act = { "is": "pause" } | { "is": "go-on" } | { "is": "everybody" } | { "is": "forget-pairs" } | { "is": "forget-pair", 
/**
 * Id of the object on the source side, as the service spells it.
 */
object: string, } | { "is": "let-go", 
/**
 * How many the person was shown, and has confirmed.
 */
held: number, } | { "is": "keep" } | { "is": "raise-once" } | { "is": "exchange-off" } | { "is": "pause-hashes" } | { "is": "take-out-hashes" } | { "is": "remove" };

export type ActView = { 
/**
 * What is done, and to what.
 */
steering: Steering, 
/**
 * What a person types out before it begins, in order.
 */
asks: Array<Asked>, 
/**
 * How far it is.
 */
phase: RunPhase, 
/**
 * Every step in the order of the list.
 */
steps: Array<StepView>, 
/**
 * Steps in which this run of it changed something so far, read back or not.
 */
changesMade: number, 
/**
 * When it began, RFC 3339; absent before its first fact.
 */
began: string | null, 
/**
 * When it ended, RFC 3339; absent while it works.
 */
ended: string | null, };

export type Action = "create" | "update" | "disable" | "delete" | "staged-delete" | "staged-action" | "other";

export type AgentList = { 
/**
 * Why they are not shown.
 */
unread: Unread | null, 
/**
 * Domains that they serve; Graph does not say which of them serves which.
 */
domains: Array<string>, 
/**
 * Each, by the name of its machine.
 */
agents: Array<AgentStatus>, 
/**
 * Those that are not there any more, by the name of their machine.
 */
gone: Array<GoneAgent>, };

export type AgentStatus = { 
/**
 * Its id.
 */
id: string, 
/**
 * Name of its machine; its id where it has none.
 */
machine: string, 
/**
 * Microsoft calls it active.
 */
active: boolean, 
/**
 * Its address as Microsoft sees it.
 */
address: string | null, 
/**
 * When it was first seen to be so after it had been seen otherwise; Microsoft does not tell.
 */
since: string | null, };

export type AnswerCode = "fails" | "value-left-off" | "held-delete" | "outside-units" | "outside-groups" | "left-out-by-agent" | "not-active" | "not-assigned" | "import-skipped" | "removed" | "in-step" | "tied-without-row" | "never-met" | "job-not-well" | "log-closed" | "unexplained";

export type AnswerLead = "fails" | "fails-taken" | "fails-taken-by" | "fails-taken-by-cloud" | "value-left-off" | "value-left-off-taken-by" | "held-delete" | "held-delete-with-others" | "outside-units" | "outside-filter" | "outside-groups" | "left-out-by-agent" | "not-active" | "not-assigned" | "assignment-broken" | "import-skipped" | "import-skipped-unknown" | "removed-left-scope" | "removed-gone" | "removed" | "disabled" | "in-step" | "tied" | "tied-no-age" | "never-met" | "never-met-no-age" | "job-not-well" | "log-closed-licence" | "log-closed-role" | "log-closed-cloud" | "unexplained";

export type AnswerTodo = "correct-one-of-two" | "correct-at-source" | "forget-pair" | "free-licence" | "allow-in-app" | "wait-for-retry" | "copy-for-support" | "open-held-deletes" | "open-scope" | "add-to-group" | "look-in-directory" | "enable-at-source" | "assign" | "assign-again" | "restore-user" | "try-person" | "wait-for-round" | "open-configuration" | "ask-for-licence" | "ask-for-role";

export type AnswerValues = { 
/**
 * Who was asked about.
 */
name: string, 
/**
 * The value that somebody else has.
 */
address: string | null, 
/**
 * Who has it.
 */
other: string | null, 
/**
 * The attribute it is about.
 */
attribute: string | null, 
/**
 * Microsoft's code of the reason.
 */
error: string | null, 
/**
 * What that comes down to, where there are words for it: `log.code.<cause>` in the locales.
 */
cause: Cause | null, 
/**
 * Microsoft's own words for it.
 */
reason: string | null, 
/**
 * The organizational unit she is in.
 */
unit: string | null, 
/**
 * Who takes part, by name.
 */
among: Array<string>, 
/**
 * The application, or the directory, that is written to.
 */
target: string | null, 
/**
 * The account she is tied to.
 */
account: string | null, 
/**
 * How many others are held back with her.
 */
others: number | null, 
/**
 * Since when it is so, or when it was done.
 */
since: string | null, 
/**
 * Until when it can be undone.
 */
until: string | null, 
/**
 * How many days the log goes back.
 */
days: number | null, 
/**
 * Where the job stands.
 */
state: State | null, };

export type AppTableView = { 
/**
 * Rises when it is another one: rows that were asked for before are out of date then.
 */
revision: number, 
/**
 * Its columns, in order.
 */
columns: Array<TableColumn>, 
/**
 * Its rows.
 */
rows: number, 
/**
 * Those in which nothing is wrong or missing.
 */
ready: number, 
/**
 * Those with the name of an app that the tenant had when the app was chosen.
 */
namesakes: number, };

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
 * Who is signed in to it; absent for an application that signed in by itself.
 */
account: AccountView | null, 
/**
 * The attempt to sign in that is under way, or was refused.
 */
signIn: SignInView | null, 
/**
 * What the session works on; absent while it may begin something else and be left.
 */
busy: Busy | null, 
/**
 * Runs on this tenant that were begun and not ended and are not on screen, newest first.
 */
unfinished: Array<UnfinishedRun>, 
/**
 * The same of every tenant that has journals on this computer, signed in or not.
 */
unfinishedAnywhere: Array<UnfinishedAnywhere>, 
/**
 * Acts that were begun and not ended, of every tenant that has journals on this computer and not on screen, newest first.
 */
owed: Array<OwedAct>, 
/**
 * What was looked at before anything is set up.
 */
check: CheckView | null, 
/**
 * What was or is being done to it.
 */
run: RunView | null, 
/**
 * What was or is being done with the rows of a set-up.
 */
rows: RowsView | null, 
/**
 * What a removal takes away, or is taking away, of what the run created.
 */
removal: RunView | null, 
/**
 * What was or is being done with what runs.
 */
act: ActView | null, 
/**
 * The one person who was or is being tried.
 */
trial: TrialView | null, 
/**
 * The last look at what runs.
 */
status: StatusView | null, 
/**
 * The provisioning log that is being read, or was.
 */
log: LogView | null, 
/**
 * Everything in the tenant that provisions, once somebody wanted to see it.
 */
apps: AppsView | null, 
/**
 * The file of people that was chosen.
 */
people: PeopleView | null, 
/**
 * What is sent of it, or was.
 */
feed: FeedView | null, 
/**
 * Feeds that were sent through from this computer, of every tenant, the newest first.
 */
feeds: Array<KnownFeed>, 
/**
 * Microsoft's gallery, once somebody wanted to see it.
 */
gallery: GalleryView | null, 
/**
 * The tenants of whoever looks after several.
 */
operate: OperateView, 
/**
 * Things the person should know about the application itself (a damaged file set aside, for one).
 */
notices: Array<Note>, 
/**
 * Every request of this session, newest last.
 */
requests: RequestLogView, };

export type AppsAsked = "watch" | "unwatch" | "find" | "stop";

export type AppsView = { 
/**
 * Configurations and apps with jobs, the worst first.
 */
found: Array<ConfigurationStatus>, 
/**
 * All apps of the tenant are being asked, or are to be as soon as somebody sees the page.
 */
finding: boolean, 
/**
 * Those that were found before are being asked how they are doing.
 */
looking: boolean, 
/**
 * Apps that this search asks, once they are listed.
 */
listed: number | null, 
/**
 * Apps that it has asked.
 */
looked: number, 
/**
 * Of these, apps whose jobs could not be seen.
 */
unseen: number, 
/**
 * Why not, of the first of them.
 */
unseenProblem: Problem | null, 
/**
 * When all apps of the tenant had last been asked. What was set up since is not among those that were found.
 */
searched: string | null, 
/**
 * When those that were found were asked last.
 */
at: string | null, 
/**
 * What the asking waits for.
 */
wait: WaitView | null, 
/**
 * Why it ended.
 */
problem: Problem | null, };

export type Asked = { 
/**
 * What it is.
 */
what: AskedFor, 
/**
 * The text; blanks around it do not count.
 */
text: string, };

export type AskedFor = "deletes" | "tenant" | "configuration";

export type Assignable = { 
/**
 * Object id.
 */
id: string, 
/**
 * A group, not a person.
 */
group: boolean, 
/**
 * Display name.
 */
name: string, 
/**
 * Sign-in name of a person.
 */
address: string | null, };

export type Beside = { 
/**
 * Which.
 */
code: BesideCode, 
/**
 * How much it asks of a person.
 */
level: Weight, 
/**
 * What to fill in: numbers and names, times in RFC 3339.
 */
values: { [key in string]: string }, };

export type BesideCode = "no-active-agent" | "last-agent" | "agent-down" | "lone-agent" | "other-domains" | "agents-not-allowed" | "agents-no-answer" | "agents-not-asked" | "synchronization-off" | "synchronization-hidden" | "same-domain" | "off-against-file" | "off-as-in-file" | "no-mail" | "guard-off" | "settings-hidden" | "settings-no-answer" | "hashes-refused" | "hashes-late" | "hashes-no-answer" | "hashes-not-asked" | "tenant-guard" | "tenant-not-allowed" | "tenant-no-answer" | "tenant-not-asked" | "other-writer";

export type Busy = "planning" | "setting-up" | "removing" | "acting" | "trying" | "sending";

export type Cause = "taken" | "field-empty" | "pair-broken" | "double-in-target" | "double-in-source" | "nothing-to-match" | "looked-at" | "same-already" | "assignment-broken" | "no-licence" | "domain-not-allowed" | "no-such-field" | "one-value-only" | "not-allowed" | "tried-again" | "odd-answer" | "held-back" | "not-resolved" | "system-object" | "kept-elsewhere" | "not-auto-redeemed" | "tenant-full" | "invitation-failed" | "invitations-blocked" | "invitation-value" | "invitation-ambiguous" | "no-agent" | "agent-silent" | "ad-unreachable" | "other-domain" | "service-account" | "credentials";

export type CellFault = { "is": "missing" } | { "is": "secret-in-file" } | { "is": "refused" } | { "is": "wrong", found: SetupFound, allowed: SetupAllowed, };

export type Change = { 
/**
 * What people call it.
 */
name: string, 
/**
 * How.
 */
turn: Turn, };

export type ChangedAttribute = { 
/**
 * Its name.
 */
name: string, 
/**
 * Before.
 */
old: string | null, 
/**
 * After.
 */
new: string | null, };

export type CheckId = "role" | "permissions" | "synchronization" | "agents" | "domains" | "configurations";

export type CheckView = { 
/**
 * What is to be set up.
 */
journey: Journey, 
/**
 * Everything that is looked at for it, in the order of the page.
 */
asked: Array<CheckId>, 
/**
 * A look is under way; results of the one before stay until they are replaced.
 */
looking: boolean, 
/**
 * End of the last complete look, RFC 3339.
 */
at: string | null, 
/**
 * What is known so far, in the order of the page.
 */
found: Array<Checked>, 
/**
 * Domains that agents serve; absent where they cannot be read.
 */
domains: Array<ServedDomain> | null, 
/**
 * Why the look broke off.
 */
problem: Problem | null, };

export type Checked = { 
/**
 * Which check.
 */
id: CheckId, 
/**
 * What it came to.
 */
verdict: Verdict, 
/**
 * Which sentence, such as `agent-silent`; unique within the check.
 */
code: string, 
/**
 * What to fill in.
 */
facts: { [key in string]: string }, };

export type Choice = "go-on" | "everybody" | "decide";

export type CloudName = "demo" | "global" | "usgov" | "usgov-dod" | "china" | "custom";

export type CloudSyncSetup = { 
/**
 * Version of the format.
 */
causeway: 1, 
/**
 * What is set up.
 */
journey: "cloud-sync", 
/**
 * The tenant: its id (a GUID), or one of its domains.
 */
tenant: string, 
/**
 * Name of the configuration in the tenant. The domain's name when left out.
 */
name: string, 
/**
 * Full name of the Active Directory domain that people come from.
 */
domain: string, 
/**
 * Passwords follow as hashes, so that people sign in with the password they have.
 */
passwordHashSync: boolean, 
/**
 * Password hashes of inetOrgPersons too. It is not sure that they flow.
 */
inetOrgPersonPasswords: boolean, 
/**
 * Exchange attributes are written back to Active Directory.
 */
exchangeHybridWriteback: boolean, 
/**
 * Who takes part: everyone, the people below organizational units, or the direct members of groups, by distinguished names below
 * the domain.
 */
scope: { everyone: true } | { ous: string[] } | { groups: string[] }, 
/**
 * Who hears of it when Microsoft puts a job aside. One address; a group's reaches several people.
 */
notify: [] | [string], 
/**
 * Stops a job that would delete more than this many objects in one round.
 */
accidentalDeletes: { enabled: true; threshold: number } | { enabled: false }, 
/**
 * A configuration that is there: complete the one of the domain (adopt), change nothing (leave), make a new one beside those whose
 * domain cannot be read (new), or complete the one named.
 */
existing: "adopt" | "leave" | "new" | { configuration: string }, 
/**
 * The jobs are started at the end.
 */
start: boolean, };

export type Conditions = { 
/**
 * What came of it.
 */
outcomes: Array<Outcome>, 
/**
 * What was to be done.
 */
actions: Array<Action>, 
/**
 * What kind of object it is.
 */
kinds: Array<Kind>, 
/**
 * Microsoft's codes, in any case; an empty one is of rows that have none.
 */
codes: Array<string>, 
/**
 * Id of the job.
 */
job: string | null, 
/**
 * The id of an object in the source or in the target.
 */
object: string | null, 
/**
 * Part of a name, an address or a distinguished name, in any case; or an id, or its first eight characters or more: of the entry, of
 * the object in the source or in the target, or the change id.
 */
text: string | null, };

export type ConfigurationStatus = { 
/**
 * Object id of its service principal.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The Active Directory domain it is for, once that is stored.
 */
domain: string | null, 
/**
 * Its jobs.
 */
jobs: Array<JobStatus>, 
/**
 * Where it stands: the worst of its jobs; one without any was never started.
 */
state: State, 
/**
 * How much that asks of a person.
 */
level: Level, 
/**
 * Since when it stands there.
 */
since: string | null, 
/**
 * When Microsoft switches, or switched, the first of its jobs off.
 */
deadline: string | null, 
/**
 * Objects that do not get through, where Microsoft counts them.
 */
affected: number | null, 
/**
 * The way to start again that fits.
 */
choice: Choice | null, 
/**
 * Id of the job that the state is of; of equally bad ones the one that brings people.
 */
mainJob: string | null, 
/**
 * What stands around its jobs, the worst first.
 */
beside: Array<Beside>, 
/**
 * The line that its level is of, where that is worse than every job.
 */
mainBeside: BesideCode | null, 
/**
 * Its settings as they are.
 */
settings: SettingsStatus, 
/**
 * When it was first seen to stand so, where Microsoft does not tell since when it does and it had been seen otherwise.
 */
seenSince: string | null, 
/**
 * Somebody knows of it, and wants to be asked again then.
 */
acknowledged: string | null, 
/**
 * What its jobs had taken in, a number a day and the oldest first; 40 at most, the last of which is of this look.
 */
takenIn: Array<TakenIn>, };

export type CreatedView = { 
/**
 * `application`, `configuration` (its service principal), `job`, or `before-image`: a file beside the journal that tells how
 * something was before this run changed it.
 */
kind: string, 
/**
 * Its id in the tenant; of a file its name.
 */
id: string, 
/**
 * Its name; of a job its template; of a file what it tells of.
 */
name: string, };

export type DateOrder = "day-first" | "month-first";

export type Deed = { 
/**
 * When.
 */
at: string, 
/**
 * The sign-in name of a person, or the name of an application; absent where the log does not tell.
 */
by: string | null, };

export type DemoCompany = { 
/**
 * Its stable name, such as `contoso`.
 */
id: string, 
/**
 * What people call it.
 */
name: string, 
/**
 * People in its directory.
 */
people: number, };

export type DemoView = { 
/**
 * Its companies.
 */
companies: Array<DemoCompany>, 
/**
 * What can be special about a tenant to set up, such as `agent-inactive`; the first is nothing.
 */
variants: Array<string>, 
/**
 * How a tenant that is set up can be doing, such as `paused`.
 */
operated: Array<string>, 
/**
 * The company and the variant that run now.
 */
company: string, variant: string, 
/**
 * Who can sign in to it; the first is recommended.
 */
accounts: Array<AccountView>, };

export type Detail = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it is; JSON where it is no text.
 */
value: string, };

export type DifferenceView = { 
/**
 * What it is about: `drift.setting.<setting>` in the locales.
 */
setting: SetupSetting, 
/**
 * Of which, where there are several: a job's template, a kind of object.
 */
which: string | null, 
/**
 * What is there; empty where nothing is.
 */
is: string, 
/**
 * What the answers say.
 */
should: string, };

export type DriftConfiguration = { 
/**
 * Object id of its service principal; absent where there is none.
 */
id: string | null, 
/**
 * Its name.
 */
name: string, 
/**
 * Its Active Directory domain, where that is known.
 */
domain: string | null, 
/**
 * Id of the job whose mappings are compared.
 */
job: string | null, };

export type DriftView = { 
/**
 * When it was looked, by the service's time.
 */
at: string, 
/**
 * The configuration.
 */
configuration: DriftConfiguration, 
/**
 * Where it is not as the set-up file says; absent without one.
 */
settings: Array<SettingDrift> | null, 
/**
 * Steps of the set-up that could not be looked at, or that a person must act for first.
 */
unseen: Array<UnseenStep>, 
/**
 * Where its mappings are not as Microsoft's template has them.
 */
mappings: Array<MappingDrift>, 
/**
 * Why the mappings were not compared; absent when they were.
 */
mappingsProblem: Problem | null, 
/**
 * What is not as it was when this computer compared it in an earlier visit; absent where it never did.
 */
since: SinceLastLook | null, 
/**
 * What went wrong with the file that keeps that.
 */
note: Note | null, };

export type FaultName = "slow-down" | "unavailable" | "unavailable-afterwards" | "answer-lost" | "connection-broken" | "gateway-page" | "slow-answer" | "token-expired" | "appears-late";

export type FaultPlace = "next-request" | "configuration" | "job" | "settings" | "schema" | "start";

export type FaultView = { 
/**
 * Absent for one that was not asked for here.
 */
fault: FaultName | null, 
/**
 * Absent where the fault says by itself which requests meet it.
 */
place: FaultPlace | null, 
/**
 * The line of the script.
 */
script: string, };

export type FaultsView = { 
/**
 * Still to happen, in the order in which they were asked for.
 */
armed: Array<FaultView>, 
/**
 * What happened last, newest first.
 */
happened: Array<HappenedFault>, };

export type FeedAside = { 
/**
 * Key of its words.
 */
why: string, count: number, 
/**
 * They can do without anybody.
 */
settled: boolean, };

export type FeedCounts = { new: number, 
/**
 * Sent for the first time, and in the tenant by their number.
 */
found: number, changed: number, unchanged: number, leaving: number, 
/**
 * A rule of the set-up or their status says so.
 */
leftOut: number, 
/**
 * Rows that do not count because another one has their number.
 */
repeated: number, 
/**
 * Not in the file, and left as they are.
 */
kept: number, 
/**
 * Never switched off: whoever sends, and who is told of trouble.
 */
own: number, 
/**
 * They cannot be sent yet.
 */
aside: number, };

export type FeedEndName = "done" | "stopped" | "later" | "most-calls" | "refused" | "gone" | "pilot-refused" | "pilot-unseen" | "failed";

export type FeedEndView = { ending: FeedEndName, 
/**
 * No more is taken before this moment, RFC 3339.
 */
until: string | null, problem: Problem | null, accepted: number, 
/**
 * Those whom the service did not take.
 */
notTaken: number, 
/**
 * Not decided yet.
 */
open: number, 
/**
 * Requests that were sent again because their answer was lost.
 */
again: number, 
/**
 * What the log says; absent where it was not looked at.
 */
followed: FeedFollowed | null, 
/**
 * Those whom the log says were refused, by code.
 */
refusals: Array<FeedRefusals>, 
/**
 * Why the log could not be read.
 */
unread: Problem | null, 
/**
 * RFC 3339.
 */
at: string, };

export type FeedFinding = { code: FeedFindingCode, 
/**
 * Nothing is sent before it is settled.
 */
blocks: boolean, 
/**
 * Values for the words.
 */
values?: { [key in string]: string }, };

export type FeedFindingCode = "no-file-named" | "no-file" | "several-files" | "column-missing" | "no-sign-in" | "no-feed" | "several-feeds" | "no-job" | "domain" | "quarantined" | "unfit" | "number-twice" | "leaving" | "shrunk" | "renumbered" | "threshold" | "last-file" | "name-clash" | "row-too-large" | "ledger-unusable" | "notes-unusable" | "unfinished" | "sent-meanwhile" | "mapping-changed" | "own" | "not-running" | "stays-on" | "no-mail" | "not-checked" | "refused-before" | "unheard" | "nameless" | "numbered" | "switched-on" | "shared" | "leaver-names";

export type FeedFollowed = { done: number, alreadyRight: number, createdOff: number, leftOut: number, refused: number, 
/**
 * The log says nothing of them yet.
 */
open: number, };

export type FeedGroup = "new" | "found" | "changed" | "unchanged" | "leaving" | "left-out" | "repeated" | "kept" | "own" | "aside" | "pilot" | "done" | "already-right" | "created-off" | "by-rule" | "refused" | "no-word" | "not-taken";

export type FeedMappingChange = { 
/**
 * What of it differs.
 */
what: FeedMappingPart, 
/**
 * The attribute or field that it is about.
 */
name: string, 
/**
 * What is there; empty for nothing.
 */
found: string, 
/**
 * What the set-up wants.
 */
wanted: string, };

export type FeedMappingPart = "field" | "mapping" | "flow" | "matching" | "deeds" | "clearing";

export type FeedPeople = { total: number, people: Array<FeedPerson>, };

export type FeedPerson = { number: string, 
/**
 * Row of the file; 0 for somebody who is in it no more.
 */
row: number, 
/**
 * Their name, where a file at hand says it; text of the file, never markup.
 */
name: string, 
/**
 * What they would sign in by, where that is made.
 */
signIn: string | null, };

export type FeedProgressView = { stage: FeedStage, 
/**
 * Somebody stops it.
 */
stopping: boolean, 
/**
 * Who is sent; 0 while that is not known.
 */
people: number, accepted: number, refused: number, 
/**
 * How many are sent first.
 */
pilot: number, 
/**
 * What the log says of those.
 */
followed: FeedFollowed | null, 
/**
 * When this stage began, RFC 3339.
 */
since: string, };

export type FeedRefusals = { 
/**
 * Of the service.
 */
code: string, cause: Cause | null, count: number, };

export type FeedRefusedView = { 
/**
 * What a person must do first.
 */
finding: FeedFinding | null, 
/**
 * The file cannot be read, or is another than it was.
 */
file: PeopleRefusal | null, problem: Problem | null, };

export type FeedReviewView = { 
/**
 * Of this look; whoever sends names it, so that nothing is sent but what was on the page.
 */
look: string, 
/**
 * Name of the file, without the folder.
 */
file: string, 
/**
 * Rows with a person.
 */
rows: number, counts: FeedCounts, 
/**
 * What is wrong in the file, what blocks first.
 */
problems: Array<PeopleProblem>, 
/**
 * Headings of the columns in which something is wrong, by their place.
 */
headings: Array<[number, string]>, 
/**
 * Rows that cannot be sent, the first of them.
 */
unfit: Array<FeedUnfit>, findings: Array<FeedFinding>, 
/**
 * Those who cannot be sent yet, by why.
 */
aside: Array<FeedAside>, 
/**
 * Where the mapping in the tenant is not as the set-up says.
 */
mapping: Array<FeedMappingChange>, 
/**
 * How many people are sent.
 */
people: number, 
/**
 * In how many calls.
 */
calls: number, 
/**
 * How many of them first.
 */
pilot: number, 
/**
 * Calls of the last day, and how many a day may have.
 */
today: number, aDay: number, 
/**
 * Something must be settled before anything is sent.
 */
blocked: boolean, 
/**
 * Details are filled in; nobody is created and nobody is switched off.
 */
enriches: boolean, 
/**
 * Whoever is not in the file any more stays as they are.
 */
keepsTheAbsent: boolean, 
/**
 * How many may leave, as it was typed.
 */
leavers: number | null, };

export type FeedStage = "preparing" | "pilot" | "pilot-waits" | "sending";

export type FeedUnfinishedView = { 
/**
 * Name of its file, without the folder.
 */
file: string, 
/**
 * How many are in it.
 */
people: number, 
/**
 * Those who are sent first were seen to arrive.
 */
pilotIsOver: boolean, };

export type FeedUnfit = { row: number, why: FeedUnfitWhy, };

export type FeedUnfitWhy = "no-number" | "status-word" | "date";

export type FeedView = { 
/**
 * Of the feed.
 */
name: string, 
/**
 * What would be sent is being looked at.
 */
looking: boolean, 
/**
 * A sending that broke off: it goes on before anything else is sent.
 */
unfinished: FeedUnfinishedView | null, 
/**
 * What would be sent.
 */
review: FeedReviewView | null, 
/**
 * Why there is no look, or no sending.
 */
refused: FeedRefusedView | null, 
/**
 * How far the sending under way has come.
 */
progress: FeedProgressView | null, 
/**
 * What the last sending came to.
 */
end: FeedEndView | null, 
/**
 * The log is read for what became of everybody.
 */
following: boolean, 
/**
 * Rises whenever others may be behind the counts.
 */
revision: number, };

export type Filter = { 
/**
 * Not earlier than this. A row without a time is wanted always.
 */
since: string | null, 
/**
 * All of these must be so.
 */
is: Conditions, 
/**
 * None of these may be so.
 */
not: Conditions, };

export type FoundIn = "at-hand" | "log" | "users";

export type FoundPerson = { 
/**
 * Display name; a directory's text, never markup.
 */
name: string, 
/**
 * Address or sign-in name, where one is known.
 */
address: string | null, 
/**
 * Place in Active Directory, where it is known.
 */
distinguishedName: string | null, 
/**
 * Id on the source side as the log spells it.
 */
sourceId: string | null, 
/**
 * Object id on the target side.
 */
targetId: string | null, 
/**
 * What kind of object it is, where that is known.
 */
kind: Kind | null, 
/**
 * Id of the job that her newest row is of.
 */
job: string | null, 
/**
 * Everywhere the account was found.
 */
foundIn: Array<FoundIn>, };

export type GalleryAppSetup = { 
/**
 * Version of the format.
 */
causeway: 1, 
/**
 * What is set up.
 */
journey: "gallery-app", 
/**
 * The tenant: its id (a GUID), or one of its domains.
 */
tenant: string, 
/**
 * Name of the set-up. When left out, that of the only instance, else the app's name or id.
 */
name: string, 
/**
 * Which app: the id of its application template, or its exact name in the gallery. Microsoft renames apps; the id stays.
 */
app: { template?: string; name?: string; jobTemplate?: string | null }, 
/**
 * Answers for every instance that does not say otherwise.
 */
defaults?: Record<string, unknown>, 
/**
 * The instances of the app.
 */
instances?: Record<string, unknown>[], 
/**
 * Name of a file beside this one with more instances: text with commas, semicolons or tabs between the cells, a heading for each
 * answer, and a row for each instance.
 */
table?: string, };

export type GalleryAsked = { 
/**
 * What was typed; every word of it must be in the name or the publisher.
 */
text: string, 
/**
 * Only apps that can be set up.
 */
usable: boolean, 
/**
 * The first row that is wanted, counted from 0.
 */
from: number, 
/**
 * How many; 200 at most are told.
 */
count: number, };

export type GalleryEntry = { 
/**
 * As the list has it; the kind may be known better.
 */
row: GalleryRow, 
/**
 * What Microsoft says about it; its text, never markup.
 */
description: string | null, 
/**
 * Names of the apps of the tenant that were made from it.
 */
named: Array<string>, 
/**
 * A name that none of them has.
 */
freeName: string, 
/**
 * What it asks for.
 */
fields: Array<GalleryField>, 
/**
 * How that is known.
 */
knownFrom: KnownFrom, 
/**
 * Names of the roles that people can have in it, where an app of the tenant told them.
 */
roles: Array<string>, 
/**
 * Further roles come with its first round.
 */
rolesCome: boolean, 
/**
 * What must be known of it before it is started; its code in the locales.
 */
warning: string | null, };

export type GalleryField = { 
/**
 * As the service spells it.
 */
key: string, 
/**
 * Nobody may see its value.
 */
secret: boolean, 
/**
 * It may be left out.
 */
optional: boolean, };

export type GalleryKind = "people" | "person" | "roles" | "hr" | "feed" | "own" | "sign-on";

export type GalleryRow = { 
/**
 * Id of its application template.
 */
id: string, 
/**
 * Its name; Microsoft's text, never markup.
 */
name: string, 
/**
 * Who makes it.
 */
publisher: string | null, 
/**
 * Microsoft's words for what it is for.
 */
categories: Array<string>, 
/**
 * What provisioning does with it.
 */
kind: GalleryKind, 
/**
 * Apps of the tenant that were made from it.
 */
instances: number, };

export type GalleryRows = { 
/**
 * Of the list they are from.
 */
revision: number, 
/**
 * Apps that match.
 */
matched: number, 
/**
 * Apps that match and are left out, because they cannot be set up.
 */
leftOut: number, 
/**
 * Those that were asked for.
 */
rows: Array<GalleryRow>, };

export type GalleryView = { 
/**
 * Rises when there is another list: rows that were asked for before are out of date then.
 */
revision: number, 
/**
 * It is being read.
 */
looking: boolean, 
/**
 * Apps in it.
 */
apps: number, 
/**
 * When Microsoft was asked for it, RFC 3339; absent before.
 */
at: string | null, 
/**
 * Why it could not be read.
 */
problem: Problem | null, 
/**
 * The app that was read closely last.
 */
entry: GalleryEntry | null, 
/**
 * Credentials that were typed and are in memory now. Their values never come here.
 */
typed: Array<TypedCredential>, 
/**
 * The table of several instances, where several are wanted.
 */
table: AppTableView | null, };

export type GoneAgent = { 
/**
 * Name of its machine.
 */
machine: string, 
/**
 * The first look that did not find it.
 */
since: string, };

export type Group = { 
/**
 * What came of them.
 */
outcome: Outcome, 
/**
 * Microsoft's code, where it gives one.
 */
code: string | null, 
/**
 * What that comes down to, where there are words for it.
 */
cause: Cause | null, 
/**
 * What kind of objects.
 */
kind: Kind, 
/**
 * How many rows.
 */
count: number, 
/**
 * Time of the newest.
 */
newest: string | null, 
/**
 * Names of the newest three objects.
 */
names: Array<string>, };

export type HappenedFault = { 
/**
 * When the request came, RFC 3339.
 */
at: string, method: string, 
/**
 * With the query.
 */
path: string, what: FaultView, };

export type Held = { 
/**
 * Each object once, by unit, the largest unit first, then by name.
 */
objects: Array<HeldObject>, 
/**
 * How many of each unit, the most first.
 */
units: Array<HeldUnit>, };

export type HeldObject = { 
/**
 * Of the newest entry about it.
 */
entry: string, 
/**
 * In the source.
 */
sourceId: string | null, 
/**
 * What it is called.
 */
name: string | null, 
/**
 * What kind of object it is.
 */
kind: Kind, 
/**
 * Where it lies: the distinguished name of its unit.
 */
ou: string | null, 
/**
 * Why it is to be removed.
 */
why: Why, 
/**
 * When it was held back last.
 */
at: string | null, };

export type HeldSecret = "memory" | "stored";

export type HeldUnit = { 
/**
 * Its distinguished name, where the log tells it.
 */
ou: string | null, 
/**
 * How many of its objects are held back.
 */
count: number, };

export type JobStatus = { 
/**
 * Its id.
 */
id: string, 
/**
 * The job template, as the id names it.
 */
template: string, 
/**
 * It brings people or groups; others only add to that.
 */
firstRank: boolean, 
/**
 * It is of an app or of a source of people: nothing need be true of it that is about Active Directory.
 */
ofApp: boolean, 
/**
 * Where it stands.
 */
state: State, 
/**
 * How much that asks of a person.
 */
level: Level, 
/**
 * Since when it stands there; in quarantine since the first failure of the series.
 */
since: string | null, 
/**
 * When Microsoft switches it off, or switched it off.
 */
deadline: string | null, 
/**
 * When Microsoft tries again what it holds back.
 */
nextTry: string | null, 
/**
 * End of the last run, whatever came of it.
 */
lastRun: string | null, 
/**
 * End of the last run that brought what was due, apart from single objects that fail.
 */
lastGoodRun: string | null, 
/**
 * Beginning of the run that goes on.
 */
began: string | null, 
/**
 * Objects that do not get through, where Microsoft counts them.
 */
affected: number | null, 
/**
 * Objects that fail and are tried again, whatever the state is about.
 */
failing: number, 
/**
 * How far the run has come, in pages.
 */
progress: Progress | null, 
/**
 * The way to start again that fits.
 */
choice: Choice | null, 
/**
 * When it was paused and by whom, where the audit log tells and may be read.
 */
paused: Deed | null, 
/**
 * What holds or held it back, or made its last run fail: a state in quarantine, the same as `state` while that lasts.
 */
cause: State | null, 
/**
 * Microsoft's status code, such as `Active`.
 */
code: string, 
/**
 * Microsoft's reason of a quarantine, such as `TooManyDeletes`.
 */
reason: string | null, 
/**
 * Microsoft's code of the error behind it.
 */
error: string | null, 
/**
 * Objects taken in so far, by the pair Microsoft counts, such as `user to User`.
 */
synchronized: [string, number][], };

export type Journey = "cloud-sync" | "gallery-app" | "people-feed";

export type Kind = "user" | "inet-org-person" | "group" | "contact" | "device" | "other";

export type KnownAccount = { 
/**
 * Which cloud.
 */
cloud: CloudName, 
/**
 * The tenant's id.
 */
tenant: string, 
/**
 * The person's object id in it.
 */
object: string, 
/**
 * The application that was signed in through.
 */
client: string, 
/**
 * Sign-in name.
 */
address: string, 
/**
 * Display name; a directory's text, never markup.
 */
name: string, 
/**
 * Display name of the tenant; empty until it has told it.
 */
tenantName: string, };

export type KnownFeed = { 
/**
 * Where the tenant lives.
 */
cloud: CloudName, 
/**
 * Tenant id, a GUID.
 */
tenant: string, 
/**
 * The tenant's name when it was sent; a directory's text, never markup.
 */
tenantName: string | null, name: string, 
/**
 * Its answers.
 */
setup: SetupFile, 
/**
 * Of the last file, without its folder.
 */
file: string, rows: number, 
/**
 * When that was looked at, RFC 3339.
 */
at: string, 
/**
 * That sending broke off.
 */
unfinished: boolean, };

export type KnownFrom = "instance" | "pages" | "others";

export type LanguageName = "en" | "nl" | "id";

export type Level = "fine" | "moving" | "cannot-see" | "needs-you" | "urgent";

export type ListedRow = { 
/**
 * Of the entry.
 */
id: string, 
/**
 * When it was done.
 */
at?: string | null, 
/**
 * What was to be done.
 */
action: Action, 
/**
 * What came of it.
 */
outcome: Outcome, 
/**
 * Microsoft's code of why.
 */
code?: string | null, 
/**
 * What that comes down to, where there are words for it.
 */
cause?: Cause | null, 
/**
 * What kind of object it is.
 */
kind: Kind, 
/**
 * What the object is called.
 */
name?: string | null, 
/**
 * The sign-in name or mail address of a person.
 */
address?: string | null, 
/**
 * Its distinguished name, where it has neither of these.
 */
dn?: string | null, 
/**
 * Where it lies, where it has no address.
 */
ou?: string | null, 
/**
 * Why it is to be removed, where it is held back or was removed.
 */
why?: Why | null, };

export type LogEntry = { 
/**
 * What the list shows of it.
 */
row: LogRow, 
/**
 * The four panels, each with its steps.
 */
panels: Array<Panel>, 
/**
 * Attributes of the target, before and after.
 */
changes: Array<ChangedAttribute>, 
/**
 * Microsoft's text for the error, or for leaving it as it is.
 */
reason: string | null, 
/**
 * More of Microsoft's text.
 */
details: string | null, 
/**
 * What Microsoft says to do.
 */
recommended: string | null, 
/**
 * Cloud Sync says *create* and *update* one for the other, and nothing else in the entry tells which it was.
 */
createdOrUpdated: boolean, 
/**
 * Id of the round.
 */
cycleId: string | null, 
/**
 * How long it took, in milliseconds.
 */
milliseconds: number | null, 
/**
 * Where it comes from.
 */
source: string | null, 
/**
 * Where it goes.
 */
target: string | null, };

export type LogPeriod = "day" | "week" | "all";

export type LogRow = { 
/**
 * Of the entry.
 */
id: string, 
/**
 * When it was done.
 */
at: string | null, 
/**
 * What was to be done.
 */
action: Action, 
/**
 * What came of it.
 */
outcome: Outcome, 
/**
 * Microsoft's code of why, such as `AttributeValueMustBeUnique`.
 */
code: string | null, 
/**
 * What that comes down to, where there are words for it.
 */
cause: Cause | null, 
/**
 * What kind of object it is.
 */
kind: Kind, 
/**
 * What the object is called.
 */
name: string | null, 
/**
 * The sign-in name or mail address of a person.
 */
address: string | null, 
/**
 * In the source; the objectGUID where that is Active Directory.
 */
sourceId: string | null, 
/**
 * Its distinguished name.
 */
dn: string | null, 
/**
 * Where it lies: the distinguished name of its unit.
 */
ou: string | null, 
/**
 * In the target.
 */
targetId: string | null, 
/**
 * What it is called in the target.
 */
targetName: string | null, 
/**
 * What Microsoft's support asks for.
 */
changeId: string | null, 
/**
 * The job.
 */
job: string | null, 
/**
 * Why it is to be removed, where it is held back or was removed.
 */
why: Why | null, };

export type LogRows = { 
/**
 * The revision of the list that they are of.
 */
revision: number, 
/**
 * 200 at most.
 */
rows: Array<ListedRow>, };

export type LogView = { 
/**
 * Whose log it is.
 */
target: Target, 
/**
 * How far back it is read.
 */
period: LogPeriod, 
/**
 * It is being read.
 */
reading: boolean, 
/**
 * What the reading waits for.
 */
wait: WaitView | null, 
/**
 * Rows of the period.
 */
read: number, 
/**
 * Rows of the period that are asked for.
 */
matched: number, 
/**
 * Rises when the rows that are asked for change.
 */
revision: number, 
/**
 * What is asked for.
 */
filter: Filter, 
/**
 * How many rows of the period came to what.
 */
tally: Tally, 
/**
 * Rows of the period that did not go well, by cause, the worst first; 50 groups at most.
 */
groups: Array<Group>, 
/**
 * The oldest row that was read.
 */
oldest: string | null, 
/**
 * The period was read to its end.
 */
complete: boolean, 
/**
 * The oldest rows, of which there was no room for so many.
 */
letGo: number, 
/**
 * Why it is not read.
 */
problem: Problem | null, };

export type MappingChange = "missing" | "new-default" | "added" | "changed" | "switched-off" | "switched-on";

export type MappingDrift = { 
/**
 * The source object, such as `user`.
 */
sourceObject: string, 
/**
 * The target object, such as `User`.
 */
targetObject: string, 
/**
 * The target attribute; absent where it is about the object mapping as a whole.
 */
attribute: string | null, 
/**
 * What became of it.
 */
change: MappingChange, 
/**
 * What differs, where it was changed.
 */
parts: Array<MappingPart>, 
/**
 * As it is.
 */
is: MappingSide | null, 
/**
 * As the template has it.
 */
should: MappingSide | null, };

export type MappingPart = "source" | "default-value" | "flow" | "matching";

export type MappingSide = { 
/**
 * Where the value comes from, as an expression.
 */
expression: string | null, 
/**
 * What is written when there is none.
 */
defaultValue: string | null, 
/**
 * Microsoft's name of when it is written, such as `ObjectAddOnly`.
 */
flowType: string | null, 
/**
 * Microsoft's name of what makes it flow.
 */
flowBehavior: string | null, 
/**
 * The how manieth people are matched by; 0 where they are not.
 */
matching: number, };

export type News = { 
/**
 * When that was.
 */
since: string, 
/**
 * The worst first.
 */
changes: Array<Change>, };

export type NotRead = "not-asked" | "no-licence" | "not-permitted" | "not-here" | "nothing-to-ask-by";

export type Note = { 
/**
 * Key of the sentence.
 */
code: string, 
/**
 * What to fill in.
 */
values: { [key in string]: string }, };

export type OperateView = { 
/**
 * Every tenant that can be looked at without asking anybody, the worst first. Empty until somebody wants to see them.
 */
tenants: Array<TenantGlance>, };

export type Outcome = "failed" | "warned" | "held" | "changed" | "skipped" | "unknown";

export type OwedAct = { 
/**
 * Where the tenant lives.
 */
cloud: CloudName, 
/**
 * Tenant id, a GUID.
 */
tenant: string, 
/**
 * The tenant's name when the act began, where the journal kept it; a directory's text, never markup.
 */
tenantName: string | null, 
/**
 * What is done, and to what.
 */
steering: Steering, 
/**
 * A change was begun and nobody knows how it ended.
 */
unknown: boolean, 
/**
 * Its last fact, RFC 3339.
 */
at: string, };

export type Panel = { 
/**
 * Which.
 */
part: Part, 
/**
 * What was done, in order; none where the object did not come so far.
 */
steps: Array<Step>, };

export type Part = "import" | "scope" | "match" | "action";

export type PeopleChoice = { 
/**
 * As the file has it.
 */
heading: string, 
/**
 * Absent where it is not sent.
 */
target: PeopleTarget | null, };

export type PeopleCode = "no-people" | "number-unknown" | "status-column-unknown" | "header-twice" | "header-blank" | "column-unclear" | "letters-mixed" | "quote-open" | "cells-count" | "nul" | "control" | "direction" | "invisible" | "lookalike" | "formula" | "cell-error" | "formula-no-value" | "number-missing" | "number-twice" | "number-case" | "number-space" | "number-long" | "number-rounded" | "number-special" | "zeros" | "zeros-by-format" | "status-unknown" | "sign-in-missing" | "sign-in-twice" | "sign-in-chars" | "date-unclear" | "date-none" | "date-serial" | "date-mixed" | "date-1904" | "manager-names" | "manager-missing" | "manager-self" | "manager-loop" | "manager-left" | "too-long" | "no-last-name";

export type PeopleColumn = { 
/**
 * As the file has it; text of the file, never markup.
 */
heading: string, 
/**
 * Three different ones of its first values.
 */
values: Array<string>, 
/**
 * What it is sent as.
 */
target: PeopleTarget | null, 
/**
 * What it was proposed to be.
 */
proposed: PeopleTarget | null, 
/**
 * What speaks for that, or for what it was nearly taken for.
 */
reason: PeopleReason | null, 
/**
 * What became of that.
 */
fate: PeopleFate, 
/**
 * Nothing was found in it.
 */
empty: boolean, };

export type PeopleCompared = "is" | "is-not" | "contains";

export type PeopleEvidence = "silent" | "nothing" | "unique-numbers" | "unique" | "repeats" | "no-numbers" | "emails" | "no-emails" | "dates" | "no-dates" | "status-words" | "no-status-words" | "contract-types" | "among-the-numbers" | "names-of-people" | "only-digits" | "phones" | "no-phones";

export type PeopleExamined = { 
/**
 * People whose row is whole.
 */
people: number, 
/**
 * Rows below the table that are no person.
 */
footers: number[], 
/**
 * Whether the day stands first, as its dates show it.
 */
dates: DateOrder | null, 
/**
 * What is wrong, what blocks first; 20 kinds at most, each with 20 places at most.
 */
problems: Array<PeopleProblem>, 
/**
 * Kinds for which there is no room.
 */
moreProblems: number, };

export type PeopleFate = { "is": "proposed" } | { "is": "contradicted" } | { "is": "beaten", by: number, } | { "is": "unclear", with: number, } | { "is": "unknown" };

export type PeopleFeedSetup = { 
/**
 * Version of the format.
 */
causeway: 1, 
/**
 * What is set up.
 */
journey: "people-feed", 
/**
 * The tenant: its id (a GUID), or one of its domains.
 */
tenant: string, 
/**
 * Name of the feed in the tenant. If the tenant has a feed of this name, that one is completed.
 */
name: string, 
/**
 * Where people go: Microsoft Entra ID, or a domain of Active Directory, which an agent reaches.
 */
target: "entra" | "ad", 
/**
 * Id of the feed's application template, where Microsoft's usual one is not meant.
 */
template: string, 
/**
 * Who hears of it when Microsoft puts the feed aside. One address, which must be there; a group's reaches several people.
 */
notify: [string], 
/**
 * Stops the feed when so many people would be disabled or deleted in one round.
 */
accidentalDeletes: { enabled: true; threshold: number } | { enabled: false }, 
/**
 * Where the file is and how it is read. What is left out is found in the file.
 */
file?: { path?: string; take?: "only" | "newest"; encoding?: string; delimiter?: string; sheet?: string | null; headerRow?: "auto" | number; dates?: "auto" | "day-first" | "month-first"; timeZone?: string }, 
/**
 * What people are recognised by: the column with everybody's number, and the attribute of the directory that holds it.
 */
match: { column: string; attribute?: string; repeated?: "stop" | "last" | "leave-out" }, 
/**
 * What else is sent: by the heading of each column its target, or an object that says more.
 */
columns?: Record<string, string | { to: string; join?: string[]; kind?: "text" | "date"; target?: string; values?: Record<string, "here" | "left" | "leave-out"> }>, 
/**
 * How people sign in. Those who are there keep their name.
 */
userName?: { rule: "column" | "first.last" | "f.last" | "number"; column?: string | null; domain?: string; onClash?: "stop" | "number" }, 
/**
 * Rows that are left out: by the heading of a column, and by one of `is`, `isNot` and `contains`. Capitals count.
 */
leaveOut: { column: string; is?: string[]; isNot?: string[]; contains?: string[] }[], 
/**
 * What becomes of people who have left and have no account: they are left out, or created switched off.
 */
leftWithoutAccount: "leave-out" | "create", 
/**
 * How it is told that somebody left, and how many may leave without being asked about. The limit can only be stricter than 10 people
 * or 2 per cent, whichever is more.
 */
leavers: { by: "status" | "absence" | "never"; most?: { people?: number; percent?: number } }, 
/**
 * Targets whose attribute is cleared in the directory when the cell is empty. Left out, an empty cell changes nothing.
 */
clearWhenEmpty: Array<string>, 
/**
 * Attributes whose mapping in the tenant may be replaced where it is another than this set-up wants. Left out, it stays and is shown.
 */
replaceMappings: Array<string>, 
/**
 * Organizational unit of new accounts, by its distinguished name. Active Directory needs it, and the domain is read from it.
 */
ou?: string | null, 
/**
 * What is sent: who is new, who changed and who left, or everybody.
 */
mode: "changed" | "full", 
/**
 * Only details of people who are there are filled in: nobody is created, and nobody is switched off.
 */
onlyEnrich: boolean, 
/**
 * How many people are sent first, for a person to look at what becomes of them.
 */
pilot: number, 
/**
 * Most calls of a day, each of 50 people; `auto` is as many as Microsoft takes.
 */
callsPerDay: "auto" | number, 
/**
 * Client id of the application that sends at night. It is permitted to upload people and to read the log.
 */
uploader?: string | null, 
/**
 * The feed's job is started at the end.
 */
start: boolean, };

export type PeopleFileKind = { "kind": "text", encoding: string, 
/**
 * It says so itself, by a byte order mark.
 */
mark: boolean, separator: string, } | { "kind": "sheet", sheet: string, 
/**
 * The other sheets that a person can see.
 */
others: Array<string>, 
/**
 * Its days are counted from 1904.
 */
from1904: boolean, };

export type PeopleFound = { 
/**
 * By name.
 */
people: Array<FoundPerson>, 
/**
 * There are more than were read.
 */
more: boolean, 
/**
 * Whoever was typed: to ask about although nobody was found.
 */
typed: FoundPerson, 
/**
 * Why the log was not searched; absent when it was.
 */
log: NotRead | null, 
/**
 * Why the users were not searched; absent when they were.
 */
users: NotRead | null, };

export type PeopleLeaveOut = { 
/**
 * Heading of the column.
 */
column: string, compared: PeopleCompared, words: Array<string>, };

export type PeopleLeftOut = { 
/**
 * Everybody in the file.
 */
people: number, 
/**
 * Who would be left out by any rule.
 */
leftOut: number, 
/**
 * By each rule, in their order.
 */
each: Array<PeopleLeftOutBy>, };

export type PeopleLeftOutBy = { count: number, 
/**
 * Three of them; text of the file, never markup.
 */
names: Array<string>, };

export type PeopleLetters = { 
/**
 * Its name.
 */
encoding: string, 
/**
 * Eight cells at most.
 */
cells: Array<string>, };

export type PeopleNameRule = "column" | "first.last" | "f.last" | "number";

export type PeopleNamed = { 
/**
 * Row of the file.
 */
row: number, 
/**
 * Their name; text of the file, never markup.
 */
person: string, 
/**
 * What they would sign in by.
 */
name: string | null, 
/**
 * Somebody else would have the same name.
 */
same: boolean, };

export type PeopleNames = { 
/**
 * Who would get one.
 */
people: number, 
/**
 * Names that several of them would have.
 */
same: number, 
/**
 * People of whom no name can be made.
 */
missing: number, 
/**
 * Twenty of them: those without a name first, then those with the same name, then others.
 */
first: Array<PeopleNamed>, };

export type PeopleNaming = { 
/**
 * What they are made of.
 */
rule: PeopleNameRule, 
/**
 * What stands behind the `@`.
 */
domain: string, 
/**
 * Who would have the same name as somebody else gets a 2 behind it.
 */
numbers: boolean, 
/**
 * The status words of people who work there; absent where everybody does.
 */
here: Array<string> | null, 
/**
 * By these rows are left out.
 */
leaveOut: Array<PeopleLeaveOut>, };

export type PeoplePerson = { 
/**
 * Which person of the file, counted from 1.
 */
place: number, 
/**
 * Row of the file.
 */
row: number, 
/**
 * What is said of them; what is empty is left out.
 */
values: Array<PeopleValue>, 
/**
 * What the status column says.
 */
word: string | null, };

export type PeoplePlace = { 
/**
 * Absent when the whole file is meant.
 */
row?: number, 
/**
 * What its words say: counts and other rows, and text of the file only where the field's name says so.
 */
values?: { [key in string]: string }, };

export type PeopleProblem = { code: PeopleCode, weight: PeopleWeight, 
/**
 * Counted from 0; absent when no single column is meant.
 */
column?: number, count: number, 
/**
 * The first [`SHOWN`] of them.
 */
places: Array<PeoplePlace>, };

export type PeopleReason = { target: PeopleTarget, way: PeopleWay, cells: PeopleEvidence, score: number, };

export type PeopleRefusal = { 
/**
 * Key of its words.
 */
code: string, 
/**
 * What to fill in.
 */
values: { [key in string]: string }, };

export type PeopleTable = { 
/**
 * The revision of the look that they are of.
 */
revision: number, 
/**
 * In the order of the file.
 */
columns: Array<PeopleColumn>, 
/**
 * In the order in which they first stand there; none until the file was read to its end.
 */
words: Array<StatusWord>, 
/**
 * What a set-up file calls each target.
 */
paths: Record<PeopleTarget, string>, };

export type PeopleTarget = "number" | "user-name" | "given-name" | "preferred-name" | "middle-name" | "prefix" | "family-name" | "full-name" | "title" | "department" | "division" | "company" | "cost-center" | "employee-type" | "manager" | "hire-date" | "leave-date" | "status" | "email" | "work-phone" | "mobile-phone" | "street" | "city" | "region" | "postal-code" | "country";

export type PeopleTold = { 
/**
 * Name of an encoding, such as `windows-1252`.
 */
encoding: string | null, 
/**
 * What stands between two cells.
 */
separator: string | null, 
/**
 * Name of a sheet.
 */
sheet: string | null, 
/**
 * Row of the headings, counted from 1.
 */
headerRow: number | null, 
/**
 * Which of two numbers of a date is the day.
 */
dates: DateOrder | null, 
/**
 * What columns are sent as; what is proposed counts while this is absent, and for columns that are not named in it.
 */
columns: Array<PeopleChoice> | null, };

export type PeopleValue = { 
/**
 * What it is.
 */
target: PeopleTarget, 
/**
 * As it is sent; of a date its day, such as `2024-01-31`.
 */
value: string, 
/**
 * It cannot be sent so.
 */
unfit: boolean, };

export type PeopleView = { 
/**
 * Its name without the folder.
 */
file: string, 
/**
 * Where it lies.
 */
path: string, 
/**
 * What was said about it.
 */
told: PeopleTold, 
/**
 * It is being read.
 */
looking: boolean, 
/**
 * People that were read so far.
 */
read: number, 
/**
 * What it is; absent until its table was found.
 */
kind: PeopleFileKind | null, 
/**
 * Row of the headings; what stands above are titles.
 */
headerRow: number, 
/**
 * The same names in several encodings, where nothing but a look at them can tell which is right. Three at most.
 */
letters: Array<PeopleLetters>, 
/**
 * What is in it, once it was read to its end.
 */
examined: PeopleExamined | null, 
/**
 * Why it is no table, or cannot be read.
 */
refused: PeopleRefusal | null, 
/**
 * What went wrong in Causeway.
 */
problem: Problem | null, 
/**
 * Rises whenever columns, words or people may be others than before.
 */
revision: number, };

export type PeopleWay = "name" | "name-without-owner" | "words" | "cells";

export type PeopleWeight = "warns" | "blocks";

export type Person = { 
/**
 * Display name; a directory's text, never markup.
 */
name: string, 
/**
 * Distinguished name in Active Directory.
 */
distinguishedName: string, };

export type PersonAnswer = { 
/**
 * Which answer: `person.answer.<code>` in the locales.
 */
code: AnswerCode, 
/**
 * Which of its sentences: `person.lead.<lead>` in the locales.
 */
lead: AnswerLead, 
/**
 * What to fill in.
 */
values: AnswerValues, 
/**
 * What to do, in order: `person.todo.<todo>` in the locales. Empty where nothing is to be done.
 */
todo: Array<AnswerTodo>, };

export type PersonConfiguration = { 
/**
 * Object id of its service principal.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its Active Directory domain, where that is known.
 */
domain: string | null, 
/**
 * Id of the job that brings people.
 */
job: string | null, };

export type PersonTie = { 
/**
 * Id on the source side.
 */
source: string, 
/**
 * Id on the target side.
 */
target: string, 
/**
 * Name that the service keeps with it.
 */
name: string | null, };

export type PersonUnread = { 
/**
 * The provisioning log.
 */
log: NotRead | null, 
/**
 * What she is tied to.
 */
tie: NotRead | null, 
/**
 * The account.
 */
user: NotRead | null, 
/**
 * The job.
 */
job: NotRead | null, 
/**
 * Who takes part.
 */
scope: NotRead | null, };

export type PersonUser = { 
/**
 * Object id.
 */
id: string, 
/**
 * Display name.
 */
name: string | null, 
/**
 * Sign-in name.
 */
address: string | null, 
/**
 * May sign in; absent where that is not told.
 */
enabled: boolean | null, 
/**
 * Comes from Active Directory; absent where that is not told.
 */
synchronized: boolean | null, };

export type PersonView = { 
/**
 * As she was found, and what else was learned of her.
 */
person: FoundPerson, 
/**
 * When it was looked, by the service's time.
 */
at: string, 
/**
 * The configuration it is about; absent where the tenant has none, or none is hers.
 */
configuration: PersonConfiguration | null, 
/**
 * Why.
 */
answer: PersonAnswer, 
/**
 * Her rows of the log, newest first.
 */
rows: Array<LogEntry>, 
/**
 * There are older ones.
 */
moreRows: boolean, 
/**
 * What she is tied to on the target side; absent where she is not, or that was not read.
 */
tie: PersonTie | null, 
/**
 * The account on the target side; absent where there is none, or it was not read.
 */
user: PersonUser | null, 
/**
 * What could not be read, and why.
 */
unread: PersonUnread, };

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
requestId: string | null, 
/**
 * Every mistake of a set-up file; the field of the first one stands in the facts too.
 */
mistakes?: Array<SetupMistake>, };

export type ProblemCode = "sign-in-again" | "confirm-sign-in" | "consent-missing" | "permission-missing" | "reading-not-allowed" | "sign-in-refused" | "sign-in-declined" | "sign-in-timed-out" | "app-not-set-up" | "managed-device" | "blocked-by-policy" | "wrong-account" | "app-secret-over" | "app-secret-id" | "app-unknown" | "app-federation" | "app-managed-identity" | "device-code-over" | "browser-answer-too-large" | "proxy-answered" | "proxy-sign-in" | "certificate-untrusted" | "clock-off" | "keychain-trouble" | "azure-cli-trouble" | "azure-cli-missing" | "wrong-tenant" | "sync-flag-locked" | "synchronization-hidden" | "several-configurations" | "configuration-exists" | "configuration-unclear" | "named-configuration-unfit" | "no-agent" | "agent-silent" | "domain-controller-silent" | "sync-account-trouble" | "setting-would-be-lost" | "setting-lost" | "exchange-schema-missing" | "person-not-found" | "trial-not-offered" | "trial-needs-pause" | "nothing-to-renew" | "credentials-over" | "app-quota" | "app-not-in-gallery" | "app-name-unclear" | "app-cannot-provision" | "app-exists" | "several-apps" | "job-template-unclear" | "other-job-in-use" | "field-unknown" | "secret-in-file" | "credential-missing" | "credentials-refused" | "credentials-not-tried" | "cannot-be-tested" | "needs-person" | "assignee-unknown" | "assignee-unclear" | "role-unknown" | "role-unclear" | "attribute-unknown" | "cannot-clear" | "uploader-unknown" | "changed-meanwhile" | "other-than-shown" | "quarantined" | "objects-fail" | "too-many-deletes" | "throttled" | "service-unavailable" | "no-connection" | "log-needs-premium" | "log-not-in-this-cloud" | "not-found" | "not-visible" | "not-confirmed" | "outcome-unknown" | "restart-not-known" | "held-deletes-changed" | "held-deletes-unknown" | "removals-still-held" | "round-not-over" | "job-still-runs" | "pairs-not-here" | "pairs-not-permitted" | "settings-beside-secrets" | "other-template" | "jobs-appeared" | "guard-owed" | "guard-is-tight" | "continue-before-removing" | "journal-disagrees" | "busy" | "run-held-elsewhere" | "not-private" | "file-trouble" | "several-files" | "setup-invalid" | "schema-not-understood" | "senseless-answer" | "unexpected-answer";

export type Progress = { 
/**
 * Pages done.
 */
completed: number, 
/**
 * All pages, at least as many.
 */
total: number, };

export type Read = "whole" | "part" | "not";

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
answer: string | null, 
/**
 * The answer is what Causeway expects while it waits: the cause of the wait, such as `not-visible-yet`.
 */
expected: string | null, };

export type RowGroup = { 
/**
 * The reason.
 */
code: ProblemCode, 
/**
 * How many.
 */
count: number, };

export type RowStanding = "to-come" | "working" | "waiting" | "will-change" | "done" | "as-wanted" | "needs-you" | "stopped";

export type RowStandings = { total: number, toCome: number, working: number, waiting: number, willChange: number, done: number, asWanted: number, needsYou: number, stopped: number, };

export type RowsChosen = { "are": "all" } | { "are": "ready-again" } | { "are": "one", number: number, };

export type RowsDeed = "plan" | "prepare" | "start";

export type RowsView = { 
/**
 * Rises with every change: rows that were asked for before are out of date then.
 */
revision: number, 
/**
 * The set-up as it was handed over; its rows stand in the table.
 */
setup: SetupFile, 
/**
 * What is done with them.
 */
work: RowsDeed, 
/**
 * It is being done.
 */
working: boolean, 
/**
 * No other row is begun any more; those at work come to their end.
 */
ending: boolean, 
/**
 * How many are where.
 */
counts: RowStandings, 
/**
 * What would change in all of them, or has.
 */
changes: number, 
/**
 * Why rows need somebody, the most frequent first.
 */
groups: Array<RowGroup>, 
/**
 * Rows that did not come to a good end and have all they need.
 */
readyAgain: number, 
/**
 * What stands in the way of all.
 */
obstacle: Problem | null, 
/**
 * Names of what earlier runs made for rows that are not there any more.
 */
leftAlone: Array<string>, };

export type RunKind = "set-up" | "removal" | "act";

export type RunPhase = "planning" | "planned" | "running" | "stopping" | "stopped" | "failed" | "done";

export type RunView = { 
/**
 * Which journey, by its name.
 */
journey: Journey, 
/**
 * The configuration's name from the set-up.
 */
name: string, 
/**
 * The answers it works on, as the set-up file has them. Of an act, which the window is given as [`ActView`], the act itself.
 */
setup: SetupFile, 
/**
 * How far the run is.
 */
phase: RunPhase, 
/**
 * Every step in the order of the list.
 */
steps: Array<StepView>, 
/**
 * Steps in which this run changed something so far, read back or not. Of a run that found everything done it is 0, whatever
 * the runs before it changed.
 */
changesMade: number, 
/**
 * What exists because of this run and those before it in its journal, in the order of its creation.
 */
created: Array<CreatedView>, 
/**
 * A removal took away all that was created, and it was looked for and not found afterwards.
 */
removed: boolean, 
/**
 * When it began, RFC 3339; absent before its first fact.
 */
began: string | null, 
/**
 * When it ended, RFC 3339; absent while it works.
 */
ended: string | null, };

export type ServedDomain = { 
/**
 * Its FQDN.
 */
domain: string, 
/**
 * Names of the machines with an active agent.
 */
machines: Array<string>, };

export type SettingChange = { 
/**
 * What it is about.
 */
setting: StoodSetting, 
/**
 * Of which, where there are several: a job's template, a kind of object.
 */
which: string | null, 
/**
 * What is there; empty where nothing is.
 */
is: string, 
/**
 * What was there; empty where nothing was, absent where that is not kept.
 */
was: string | null, 
/**
 * Of mappings, the attributes that they fill.
 */
names: Array<string>, 
/**
 * The last time that something of the kind was changed, and by whom, where the audit log tells and may be read.
 */
deed: Deed | null, };

export type SettingDrift = { 
/**
 * The step that would set it.
 */
step: StepId, 
/**
 * What it is about: `drift.setting.<setting>` in the locales.
 */
setting: SetupSetting, 
/**
 * Of which, where there are several: a job's template, a kind of object.
 */
which: string | null, 
/**
 * What is there; empty where nothing is.
 */
is: string, 
/**
 * What the answers say.
 */
should: string, };

export type Settings = { 
/**
 * The language; absent: the system's.
 */
language: LanguageName | null, 
/**
 * Light or dark.
 */
theme: ThemeName, 
/**
 * Size of text.
 */
textSize: TextSize, };

export type SettingsStatus = { 
/**
 * Who gets a mail when a job is put in quarantine.
 */
mail: Stored<string>, 
/**
 * From so many removals in one round on nothing is removed.
 */
guard: Stored<number>, 
/**
 * The same for the whole tenant.
 */
tenantGuard: Stored<TenantGuard>, 
/**
 * The tenant takes password hashes.
 */
tenantHashes: Stored<null>, };

export type SetupAllowed = { "code": "json" } | { "code": "object" } | { "code": "each-field-once" } | { "code": "each-once" } | { "code": "known-field" } | { "code": "required" } | { "code": "exactly", text: string, } | { "code": "one-of", words: Array<string>, } | { "code": "schema-address" } | { "code": "true-or-false" } | { "code": "number", least: number, most: number, } | { "code": "auto-or-number", most: number, } | { "code": "list", most: number, } | { "code": "tenant" } | { "code": "domain" } | { "code": "name" } | { "code": "mail-address" } | { "code": "one-address" } | { "code": "existing-answer" } | { "code": "configuration-id" } | { "code": "scope" } | { "code": "distinguished-names", most: number, } | { "code": "distinguished-name", begins: Array<string>, } | { "code": "distinguished-name-in", begins: Array<string>, domain: string, } | { "code": "template-id" } | { "code": "job-template" } | { "code": "template-or-name" } | { "code": "one-instance" } | { "code": "instances", most: number, } | { "code": "instances-or-table" } | { "code": "different-instances" } | { "code": "key-of-its-own-variable" } | { "code": "table-file" } | { "code": "table" } | { "code": "closed-quote" } | { "code": "as-many-cells", number: number, } | { "code": "known-heading", words: Array<string>, } | { "code": "confirmed-everyone" } | { "code": "reference" } | { "code": "cell-reference" } | { "code": "https-address" } | { "code": "plain-text" } | { "code": "variable-name" } | { "code": "assignments", most: number, } | { "code": "group-or-user" } | { "code": "names-in-cell" } | { "code": "feed-address" } | { "code": "match-attribute" } | { "code": "not-when-enriching" } | { "code": "other-than-status" } | { "code": "target-of-column" } | { "code": "client-id" } | { "code": "organizational-unit" } | { "code": "place-of-directory" } | { "code": "place-needed" } | { "code": "file-path" } | { "code": "encoding" } | { "code": "delimiter" } | { "code": "time-zone" } | { "code": "only-rule-column" } | { "code": "name-column" } | { "code": "name-domain" } | { "code": "one-comparison" } | { "code": "one-word" } | { "code": "cell-text", most: number, } | { "code": "heading", most: number, } | { "code": "headings", least: number, most: number, } | { "code": "attribute" } | { "code": "columns", most: number, } | { "code": "target-once", heading: string, } | { "code": "attribute-once", heading: string, } | { "code": "other-than-match" } | { "code": "nobody-switched-off" } | { "code": "no-managers" } | { "code": "kind-of-target" } | { "code": "one-column" } | { "code": "only-status-words" } | { "code": "status-words" } | { "code": "meaning-of-words", most: number, } | { "code": "number-under-match" } | { "code": "name-under-user-name" } | { "code": "target" } | { "code": "own-field" };

export type SetupFile = CloudSyncSetup | GalleryAppSetup | PeopleFeedSetup;

export type SetupFound = { "code": "nothing" } | { "code": "written", text: string, } | { "code": "not-shown" } | { "code": "answer" } | { "code": "not-json" } | { "code": "cut-off" } | { "code": "unknown-field" } | { "code": "field-again", line: number, } | { "code": "no-app" } | { "code": "table" } | { "code": "instances", number: number, } | { "code": "same-as-field", field: string, } | { "code": "same-as-row", row: bigint, } | { "code": "file-missing" } | { "code": "file-unread", cause: string, } | { "code": "file-too-large" } | { "code": "file-no-text" } | { "code": "too-much-for-a-table" } | { "code": "open-quote" } | { "code": "cells", number: number, } | { "code": "unknown-heading" } | { "code": "heading-again", column: number, } | { "code": "names", number: number, } | { "code": "neither-or-both" } | { "code": "columns", number: number, } | { "code": "several-columns" } | { "code": "heading" } | { "code": "words", number: number, };

export type SetupMistake = { 
/**
 * The table beside the set-up file in which it stands; left out for one in the file itself.
 */
table?: string, 
/**
 * From 1; of a table the row, as Excel counts them.
 */
line: number, 
/**
 * From 1, in characters; of a table its column.
 */
column: number, 
/**
 * Path of the field, such as `scope.ous[2]`; of a table the heading of the column.
 */
field: string, 
/**
 * What was found.
 */
found: SetupFound, 
/**
 * What is allowed.
 */
allowed: SetupAllowed, 
/**
 * What was probably meant.
 */
suggestion: string | null, };

export type SetupSetting = "tenant-sync" | "configuration" | "domain" | "job" | "hash-flag" | "mail" | "delete-guard" | "scope" | "hash-mapping" | "running" | "credential" | "leaves-alone" | "place" | "mapping";

export type ShownRow = { 
/**
 * Its place in the table, from 1.
 */
number: number, 
/**
 * Its name in the tenant.
 */
name: string, 
/**
 * Where it stands.
 */
standing: RowStanding, 
/**
 * What would change in it, or has.
 */
changes: number, 
/**
 * Why it needs somebody.
 */
problem: Problem | null, 
/**
 * It has all it needs to be tried again.
 */
ready: boolean, };

export type ShownRows = { 
/**
 * As of this picture.
 */
revision: number, 
/**
 * Rows that are wanted, told or not.
 */
matched: number, 
/**
 * Those that were asked for.
 */
rows: Array<ShownRow>, };

export type SignInState = { "is": "preparing" } | { "is": "browser", 
/**
 * Since when.
 */
since: string, } | { "is": "code", 
/**
 * The code.
 */
userCode: string, 
/**
 * Address of the page for it.
 */
page: string, 
/**
 * Until when.
 */
expires: string, } | { "is": "refused", 
/**
 * Why not.
 */
problem: Problem, };

export type SignInView = { 
/**
 * Where it stands.
 */
state: SignInState, 
/**
 * Work on the tenant waits for it: whoever is signed in is asked for more permissions.
 */
more: boolean, };

export type SignInWay = "browser" | "device-code" | "azure-cli";

export type SinceLastLook = { 
/**
 * When it was compared last, in an earlier visit.
 */
since: string, 
/**
 * In the order of the settings.
 */
changes: Array<SettingChange>, };

export type SpanCounts = { 
/**
 * How much of the span was read; of what was not, nothing is counted.
 */
read: Read, 
/**
 * Objects that were made. In Cloud Sync some may have been there.
 */
created: number, 
/**
 * Objects that were changed. In Cloud Sync some may be new.
 */
updated: number, 
/**
 * Accounts that were switched off.
 */
disabled: number, 
/**
 * Objects that were removed.
 */
removed: number, 
/**
 * Something else that was done.
 */
other: number, 
/**
 * It was not done.
 */
failed: number, 
/**
 * The delete guard holds it back.
 */
held: number, 
/**
 * It was looked at and left.
 */
skipped: number, 
/**
 * It is not told what came of it.
 */
unknown: number, };

export type State = "in-step" | "running-now" | "first-round" | "starting" | "never-started" | "not-configured" | "paused" | "paused/was-in-quarantine" | "switched-off" | "waits-for-clean-up" | "run-failed" | "silent" | "some-fail" | "unknown-code" | "held-deletes" | "quarantine/too-many-fail" | "quarantine/by-hand" | "quarantine/no-data" | "quarantine/unknown" | "quarantine/no-agent" | "quarantine/agent-silent" | "quarantine/agent-slow" | "quarantine/ad-unreachable" | "quarantine/other-domain" | "quarantine/service-account" | "quarantine/microsoft-busy" | "quarantine/credentials" | "quarantine/unknown-code";

export type StatusMeaning = "here" | "left" | "leave-out";

export type StatusView = { 
/**
 * Everything in the tenant was looked at.
 */
wholeTenant: boolean, 
/**
 * A look is under way; what the one before found stays.
 */
looking: boolean, 
/**
 * When it was found, RFC 3339; absent before the first.
 */
at: string | null, 
/**
 * Directory synchronization is on; absent when it never was, or is not to be seen.
 */
synchronization: boolean | null, 
/**
 * What runs, the worst first.
 */
configurations: Array<ConfigurationStatus>, 
/**
 * Configurations whose jobs cannot be seen.
 */
unseen: Array<Unseen>, 
/**
 * The agents of the tenant.
 */
agents: AgentList, 
/**
 * What changed since somebody last came to look.
 */
news: News | null, 
/**
 * Why the last look brought nothing.
 */
problem: Problem | null, };

export type StatusWord = { word: string, count: number, 
/**
 * What it is taken for; absent when a person must say.
 */
meaning: StatusMeaning | null, 
/**
 * Three people who have it, to recognise it by.
 */
names: Array<string>, };

export type Steering = { 
/**
 * What is done.
 */
act: Act, 
/**
 * What it is done to.
 */
target: Target, };

export type Step = { 
/**
 * Such as `EntrySynchronizationScoping`.
 */
name: string | null, 
/**
 * Such as `success`.
 */
status: string | null, 
/**
 * Microsoft's sentence.
 */
description: string | null, 
/**
 * Attributes and verdicts.
 */
details: Array<Detail>, };

export type StepId = "agent-check" | "tenant-sync-flag" | "create-configuration" | "create-jobs" | "secrets" | "scope" | "password-hash-mapping" | "exchange-schema" | "exchange-writeback-job" | "agent-answer" | "gallery-template" | "create-app" | "gallery-fields" | "create-job" | "test-credentials" | "save-credentials" | "assign" | "create-feed-app" | "create-feed-job" | "feed-settings" | "feed-mapping" | "uploader" | "start-jobs" | "first-status" | "remove-jobs" | "remove-application" | "pause-jobs" | "go-on" | "restart-jobs" | "forget-pairs" | "forget-pair" | "match-anew" | "pair-now" | "let-deletes-go" | "set-guard" | "await-round" | "restore-guard" | "take-out-hash-mapping" | "lower-hash-flag" | "switch-off-password-sync";

export type StepPart = "set-up" | "start" | "removal" | "act";

export type StepState = { "is": "to-come", after: Array<StepId>, } | { "is": "looking" } | { "is": "will-change" } | { "is": "changing" } | { "is": "waiting" } & WaitView | { "is": "confirming" } | { "is": "done", already: boolean, } | { "is": "not-wanted" } | { "is": "stopped" } | { "is": "unknown" } | { "is": "failed", problem: Problem, looking?: boolean, };

export type StepView = { 
/**
 * Stable id, the key of its words.
 */
id: StepId, 
/**
 * Which part of the run it belongs to.
 */
part: StepPart, 
/**
 * It never changes anything.
 */
onlyLooks: boolean, 
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
 * What is there and what should be there, where they differ; only in a plan that is complete.
 */
differences: Array<DifferenceView>, 
/**
 * Causeway changed something here, in this run or in an earlier one of the same journal: same tenant, same name.
 */
changed: boolean, 
/**
 * Milliseconds spent on it so far.
 */
spent: number, };

export type StoodSetting = "domain" | "mail" | "delete-guard" | "scope" | "running" | "mappings";

export type Stored<T> = { "is": "on", "value": T } | { "is": "off" } | { "is": "unread", "value": Unread };

export type Surroundings = { 
/**
 * The proxy on the way to Graph, without name and password; absent when requests go straight.
 */
proxy: string | null, 
/**
 * The same on the way to the sign-in service: an exception may spare one of the two.
 */
signInProxy: string | null, 
/**
 * The address of a script by which the system chooses proxies, and which is not run here.
 */
proxyScript: string | null, 
/**
 * The file of certificates that stands in for the system's own.
 */
certificates: string | null, 
/**
 * The folders of certificates that do, beside the file or without one.
 */
certificateFolders: string | null, 
/**
 * The program that the Azure CLI is; absent when there is none.
 */
azureCli: string | null, };

export type TableAsked = { 
/**
 * Only those in which something is wrong or missing.
 */
faulty: boolean, 
/**
 * The first row that is wanted, counted from 0.
 */
from: number, 
/**
 * How many; 200 at most are told.
 */
count: number, };

export type TableCell = { 
/**
 * What stands in it; of a secret nothing.
 */
text: string, 
/**
 * Where its secret is.
 */
secret: HeldSecret | null, 
/**
 * What is wrong with it.
 */
fault: CellFault | null, };

export type TableChange = { "is": "begin" } | { "is": "drop" } | { "is": "paste", text: string, } | { "is": "set", row: number, column: string, value: string, } | { "is": "set-all", column: string, value: string, } | { "is": "add" } | { "is": "remove", row: number, };

export type TableColumn = { 
/**
 * As a table file calls it; of a credential the service's name.
 */
key: string, 
/**
 * Nobody may see what stands in it.
 */
secret: boolean, 
/**
 * A row needs it.
 */
needed: boolean, };

export type TableRow = { 
/**
 * From 1.
 */
number: number, 
/**
 * One for each column.
 */
cells: Array<TableCell>, };

export type TableRows = { 
/**
 * Of the table they are from.
 */
revision: number, 
/**
 * Rows that are wanted, told or not.
 */
matched: number, 
/**
 * Those that were asked for.
 */
rows: Array<TableRow>, };

export type TakenIn = { 
/**
 * When a look saw it.
 */
at: string, 
/**
 * People.
 */
people: number, 
/**
 * Groups.
 */
groups: number, };

export type Tally = { 
/**
 * Something was written.
 */
changed: number, 
/**
 * It was written, and not all of it is well.
 */
warned: number, 
/**
 * It was not written.
 */
failed: number, 
/**
 * For how many causes that was.
 */
causes: number, 
/**
 * The delete guard holds it back.
 */
held: number, 
/**
 * It was looked at and left.
 */
skipped: number, 
/**
 * It is not told.
 */
unknown: number, };

export type Target = { 
/**
 * Object id of the service principal.
 */
servicePrincipal: string, 
/**
 * Ids of the jobs.
 */
jobs: Array<string>, 
/**
 * The configuration's name; a directory's text, never markup.
 */
name: string, 
/**
 * The Active Directory domain it is for, where that is known.
 */
domain: string | null, };

export type TenantGlance = { 
/**
 * Tenant id, a GUID.
 */
tenant: string, 
/**
 * Where it lives.
 */
cloud: CloudName, 
/**
 * What it is called; a directory's text, never markup.
 */
name: string, 
/**
 * The worst of its configurations. A tenant that did not answer keeps it for one look, and cannot be seen after two.
 */
level: Level, 
/**
 * Its worst configuration, as it was seen last.
 */
worst: ConfigurationStatus | null, 
/**
 * How many configurations it has.
 */
configurations: number, 
/**
 * It is being looked at.
 */
looking: boolean, 
/**
 * When it was seen last, RFC 3339.
 */
at: string | null, 
/**
 * Why the last look brought nothing.
 */
problem: Problem | null, };

export type TenantGuard = { 
/**
 * From so many removals on, or from such a share of everybody.
 */
threshold: number | null, 
/**
 * The threshold is a percentage.
 */
isPercentage: boolean, };

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
cloud: CloudName, 
/**
 * Whoever is signed in is one of its own people; `false` for guests and partners.
 */
home: boolean, 
/**
 * Origin of its Graph, for requests that are copied.
 */
graph: string, };

export type TextSize = "normal" | "large" | "larger";

export type ThemeName = "system" | "light" | "dark";

export type Timeline = { 
/**
 * One for each span, the oldest first; 40 at most.
 */
spans: Array<SpanCounts>, 
/**
 * Rows from before the first span.
 */
earlier: number, 
/**
 * Rows from after the last.
 */
later: number, 
/**
 * Rows without a time.
 */
untimed: number, };

export type TrialAction = "create" | "update" | "delete" | "disable" | "other";

export type TrialChange = { 
/**
 * Microsoft's name of the attribute.
 */
attribute: string, 
/**
 * Its value before.
 */
before: string | null, 
/**
 * Its value now.
 */
after: string | null, };

export type TrialPart = "import" | "scope" | "match" | "action";

export type TrialResult = { 
/**
 * `success`, `skipped` or `failure`.
 */
verdict: TrialVerdict, 
/**
 * `create`, `update`, `delete`, `disable` or `other`.
 */
action: TrialAction, 
/**
 * Microsoft's code for what went otherwise, such as `RedundantExport`.
 */
code: string | null, 
/**
 * What that code says of the way between the two directories, where it is known.
 */
cause: State | null, 
/**
 * Microsoft's sentence, in English.
 */
message: string | null, 
/**
 * Import, scope, match and action, in this order.
 */
steps: Array<TrialStep>, 
/**
 * What changed in the account; nothing here is a secret.
 */
changes: Array<TrialChange>, 
/**
 * How the account is called, as far as it was told.
 */
target: string | null, };

export type TrialState = "success" | "skipped" | "failure" | "not-told";

export type TrialStep = { 
/**
 * Which part.
 */
part: TrialPart, 
/**
 * How it went.
 */
state: TrialState, 
/**
 * What Microsoft tells of it, name and value.
 */
details: Array<[string, string]>, };

export type TrialVerdict = "success" | "skipped" | "failure";

export type TrialView = { 
/**
 * Distinguished name of the person in Active Directory, or sign-in name or object id in the cloud.
 */
person: string, 
/**
 * It goes on.
 */
working: boolean, 
/**
 * Why it waits, if it does.
 */
wait: WaitView | null, 
/**
 * What came of it.
 */
result: TrialResult | null, 
/**
 * Why there is no result.
 */
problem: Problem | null, };

export type Turn = "stuck" | "gone" | "needs-you" | "recovered" | "new";

export type TypedCredential = { 
/**
 * What the instance is called in the set-up.
 */
instance: string, 
/**
 * Name of the credential, as the service spells it.
 */
key: string, };

export type UnfinishedAnywhere = { 
/**
 * Where the tenant lives.
 */
cloud: CloudName, 
/**
 * Tenant id, a GUID.
 */
tenant: string, 
/**
 * The tenant's name when the run began, where the journal kept it; a directory's text, never markup.
 */
tenantName: string | null, 
/**
 * The run.
 */
run: UnfinishedRun, };

export type UnfinishedRun = { 
/**
 * Its journey, by its name.
 */
journey: Journey, 
/**
 * What it does.
 */
kind: RunKind, 
/**
 * The configuration's name.
 */
name: string, 
/**
 * Which row of a table of set-ups; absent for a set-up by itself.
 */
row: string | null, 
/**
 * Its answers.
 */
setup: SetupFile, 
/**
 * Steps that ended well.
 */
done: number, 
/**
 * Steps that are wanted.
 */
total: number, 
/**
 * A change was begun and nobody knows how it ended.
 */
unknown: boolean, 
/**
 * Its last fact, RFC 3339.
 */
at: string, };

export type Unread = "not-allowed" | "hidden" | "no-answer" | "not-asked";

export type Unseen = { 
/**
 * Object id of its service principal.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * The Active Directory domain it is for, where that can be read.
 */
domain: string | null, 
/**
 * Why.
 */
problem: Problem, };

export type UnseenStep = { 
/**
 * Which.
 */
step: StepId, 
/**
 * Why.
 */
problem: Problem, };

export type Verdict = "ready" | "will-do" | "worth-knowing" | "needs-you" | "not-checked";

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

export type WantedRows = { 
/**
 * Those that stand so; all where it is empty.
 */
standings: Array<RowStanding>, 
/**
 * Those that need somebody for this reason.
 */
code: ProblemCode | null, 
/**
 * The first row that is wanted, counted from 0.
 */
from: number, 
/**
 * How many; 200 at most are told.
 */
count: number, };

export type Weight = "worth-knowing" | "cannot-see" | "needs-you" | "urgent";

export type Why = "gone" | "moved-out" | "not-told";
