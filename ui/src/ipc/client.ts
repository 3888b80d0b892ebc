import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type {
  Act,
  AppsAsked,
  Assignable,
  AppView,
  CloudName,
  DemoView,
  DriftView,
  FaultName,
  FaultPlace,
  FaultsView,
  FeedGroup,
  FeedPeople,
  Filter,
  GalleryAsked,
  GalleryEntry,
  GalleryRows,
  Held,
  KnownAccount,
  LogEntry,
  LogPeriod,
  LogRows,
  FoundPerson,
  PeopleFound,
  PeopleLeaveOut,
  PeopleLeftOut,
  PeopleNames,
  PeopleNaming,
  PeoplePerson,
  PeopleTable,
  PeopleTarget,
  PeopleTold,
  Person,
  PersonView,
  Problem,
  RowsChosen,
  RunView,
  Settings,
  ShownRows,
  SignInWay,
  Surroundings,
  TableAsked,
  TableChange,
  TableRows,
  Target,
  Timeline,
  TypedCredential,
  WantedRows,
} from "./bindings";
import type { Journey, SetupFile, SetupOf } from "./setup";

/** What is done with a file over the window. Which one it is the shell alone knows. */
export type Dragged = "over" | "left" | "dropped";

/** How a person says which file is meant: in a dialog, or by dropping it on the window just now. */
export type FileWay = "choose" | "drop";

/** Files that people save from a page; the shell asks where. */
export type SavedPage = "plan" | "report";

/** What of a saved file can be opened. */
export type SavedPart = "page" | "folder";

/** The form of a saved log: a line for each row, a line for each step, or what Microsoft wrote. */
export type LogForm = "csv" | "steps" | "json-lines";

/** How answers are written down as code. */
export type CodeForm = "setup" | "curl" | "powershell" | "terraform";

/** Where and how somebody signs in; the demo tenant knows its own tenant and application. */
export interface SignInPlace {
  cloud: CloudName;
  /** Its id or a domain; null: the person's own organization. */
  tenant: string | null;
  clientId: string;
}

/** Everything the window can ask of the shell, and the one thing it is told. Tests put a fake in its place. */
export interface Ipc {
  appView(): Promise<AppView>;
  /** Tells every new picture of the application; the answer ends it. */
  onAppView(told: (view: AppView) => void): Promise<() => void>;
  /** Tells of a file that is dragged over the window; the answer ends it. */
  onFileDragged(told: (dragged: Dragged) => void): Promise<() => void>;

  /** What the demo tenant offers; absent where the window is not about a demo. */
  demo(): Promise<DemoView | null>;
  /** Starts another demo tenant, named COMPANY/VARIANT. Whoever was signed in is signed out. */
  chooseDemo(scenario: string): Promise<void>;
  /** Signs in to the demo tenant as one of its accounts. */
  signInDemo(address: string): Promise<void>;
  /** Begins to sign somebody in; where that stands is in the view. */
  beginSignIn(place: SignInPlace, way: SignInWay): Promise<void>;
  /** Goes on as somebody who signed in before. */
  continueSignIn(account: KnownAccount): Promise<void>;
  /** Lets whoever is signed in do so again; nothing is lost. */
  signInAgain(): Promise<void>;
  allowAgents(): Promise<void>;
  /** Looks at every tenant that can be looked at without asking anybody, each every five minutes, until told otherwise. */
  watchTenants(): Promise<void>;
  unwatchTenants(): Promise<void>;
  /** Connects to one of them. */
  openTenant(tenant: string): Promise<void>;
  /** Somebody knows of a configuration that needs somebody, until then; null has it ask again. */
  acknowledge(configuration: string, until: string | null): Promise<void>;
  cancelSignIn(): Promise<void>;
  /** The address somebody is waited for at. */
  signInPage(): Promise<string>;
  openSignInPage(): Promise<void>;
  knownAccounts(): Promise<KnownAccount[]>;
  adminConsentLink(place: SignInPlace): Promise<string>;
  /** What of this computer takes part in a sign-in to this cloud. */
  surroundings(cloud: CloudName): Promise<Surroundings>;
  /** Leaves the tenant and removes what is kept of the sign-in. */
  signOut(): Promise<void>;

  /** Begins a look at what must be so before this is set up; it grows in the view. */
  checkTenant(journey: Journey): Promise<void>;
  /** The recommended answers, with these that only the person can know, such as the domain. */
  recommendedSetup<J extends Journey>(
    journey: J,
    answers: Readonly<Record<string, unknown>>,
  ): Promise<SetupOf<J>>;
  /** Distinguished names of the OUs, where they can be known: in the demo tenant. */
  organizationalUnits(): Promise<string[]>;
  /** The answers of this text of a set-up file; refused when they cannot be used. */
  readSetup(text: string): Promise<SetupFile>;
  /** Asks for a set-up file; null when the person chose none. */
  openSetup(way: FileWay): Promise<SetupFile | null>;
  /** Asks where to save; the path, or null when the person chose none. */
  saveSetup(setup: SetupFile): Promise<string | null>;
  /** Begins to read the file of people that the person chooses; what is found is in the view. False when that is none. */
  choosePeopleFile(way: FileWay): Promise<boolean>;
  /** The same with what the HR department of the demo tenant exports in this language, with its mistake or mended; refused elsewhere. */
  samplePeopleFile(language: string, mended: boolean): Promise<void>;
  /** Reads the same file anew, as this says. */
  readPeopleFile(told: PeopleTold): Promise<void>;
  /** Columns and status words of that file, as far as they are known. */
  peopleTable(): Promise<PeopleTable>;
  /** The first person of it from this one on, counted from 1, of whom `lacking` is not told. */
  personOfFile(from: number, lacking: PeopleTarget | null): Promise<PeoplePerson | null>;
  /** What its people would sign in by. */
  namesOfFile(naming: PeopleNaming): Promise<PeopleNames>;
  /** Who of it would be left out by these rules. */
  leftOutOfFile(rules: PeopleLeaveOut[]): Promise<PeopleLeftOut>;
  /** Begins to look what would be sent. `leavers` is how many people may leave, as it was typed. */
  showSending(setup: SetupFile, leavers: number | null): Promise<void>;
  /** Twenty of those behind a count, after so many others. */
  peopleBehind(group: FeedGroup, why: string | null, from: number): Promise<FeedPeople>;
  /** Saves everybody behind a count as a table; the path, or null when the person chose none. */
  savePeople(group: FeedGroup, why: string | null): Promise<string | null>;
  /** Sends what the page showed: `look` is its name in the view. */
  sendPeople(setup: SetupFile, look: string): Promise<void>;
  /** Goes on with the sending that broke off; `waits` for what the log says of those who are sent first. */
  goOnSending(setup: SetupFile, waits: boolean): Promise<void>;
  /** Gives that up. `typed` is the name of the feed as the person typed it. */
  giveUpSending(setup: SetupFile, typed: string): Promise<void>;
  /** Begins to read Microsoft's gallery; how far it is grows in the view. */
  openGallery(): Promise<void>;
  /** Apps of it by what was typed, 200 at most. */
  galleryRows(asked: GalleryAsked): Promise<GalleryRows>;
  /** One app by the id of its template; it stands in the view too. */
  galleryEntry(template: string): Promise<GalleryEntry>;
  /** Groups and people whose name begins so. The sign-in is asked for the permissions that this takes. */
  findAssignable(text: string): Promise<Assignable[]>;
  /** How many accounts the tenant has. */
  countPeople(): Promise<number>;
  /** Hands over what was typed. It stays in memory, and nothing brings it back here. */
  keepCredential(credential: TypedCredential, value: string): Promise<void>;
  /** Forgets all of that, and the table. */
  forgetCredentials(): Promise<void>;
  /** Changes the table of several apps. A secret in it stays in memory, and nothing brings it back here. */
  changeAppTable(change: TableChange): Promise<void>;
  /** Takes the rows of a file; false when there is none. A secret in it is not taken. */
  chooseAppTable(way: FileWay): Promise<boolean>;
  /** Rows of the table, 200 at most. */
  appTableRows(asked: TableAsked): Promise<TableRows>;
  /** Saves a table without rows for a spreadsheet; the path, or null. */
  saveEmptyAppTable(separator: string): Promise<string | null>;
  /** Begins to look what would change in the rows of the table that this set-up names; how many rows are where is in the view. */
  planRows(setup: SetupFile): Promise<void>;
  /** Begins to set these rows up, and with `start` to start them. */
  applyRows(setup: SetupFile, start: boolean, chosen: RowsChosen): Promise<void>;
  /** Begins no other row; those at work come to their end. */
  endRows(): Promise<void>;
  /** Rows as they stand, 200 at most. */
  shownRows(asked: WantedRows): Promise<ShownRows>;
  /** Every step of one row, by its number from 1; null where it never began. */
  rowRun(number: number): Promise<RunView | null>;
  /** Saves what came of each row; the path, or null. */
  saveRowResults(): Promise<string | null>;
  /** The answers as code. */
  exportSetup(setup: SetupFile, form: CodeForm): Promise<string>;
  /** Saves the same where the person says; the path, or null. */
  saveExport(setup: SetupFile, form: CodeForm): Promise<string | null>;

  plan(setup: SetupFile): Promise<void>;
  startRun(setup: SetupFile): Promise<void>;
  stopRun(): Promise<void>;
  /** Begins to look what a removal of what this set-up created would take away. */
  planRemoval(setup: SetupFile): Promise<void>;
  /** Takes away what this set-up created. `typed` is the tenant's name as the person typed it. */
  removeCreated(setup: SetupFile, typed: string): Promise<void>;
  /** Begins to look what this act would do to these jobs. */
  planAct(act: Act, target: Target): Promise<void>;
  /** Carries this act out. `typed` is what the person typed of what the act asks for, in order. */
  beginAct(act: Act, target: Target, typed: readonly string[]): Promise<void>;
  /** Ends the present pause of whatever waits and looks at once. */
  lookNow(): Promise<void>;

  /** People of the demo directory whose name holds this text; empty elsewhere. */
  findPeople(text: string): Promise<Person[]>;
  /** What is still to go wrong in the demo tenant, and what did; refused elsewhere, as the next two are. */
  faults(): Promise<FaultsView>;
  armFault(fault: FaultName, place: FaultPlace): Promise<FaultsView>;
  clearFaults(): Promise<FaultsView>;
  /** Whether one person can be tried now; refused where something is in the way. */
  mayTry(setup: SetupFile): Promise<void>;
  /** Provisions one person, by distinguished name, or for an app by sign-in name. This writes. */
  tryPerson(setup: SetupFile, person: string): Promise<void>;
  /** Looks at what runs for this set-up, now and again and again; what is found is in the view. */
  watchSetup(setup: SetupFile): Promise<void>;
  /** The same for everything that exists in the tenant. One thing is watched at a time. */
  watchTenant(): Promise<void>;
  /** Nobody sees any more what is watched. */
  unwatch(): Promise<void>;

  /** Asks the apps of the tenant whether they provision, or ends that; what is found is in the view. */
  apps(asked: AppsAsked): Promise<void>;

  /** Begins to read the provisioning log of these jobs, the newest row first; it grows in the view. */
  openLog(target: Target, period: LogPeriod): Promise<void>;
  /** Ends that reading; what was read stays. */
  stopLog(): Promise<void>;
  /** Only such rows are wanted from here on. */
  filterLog(filter: Filter): Promise<void>;
  /** Rows that are wanted, from one place of the list on; 200 at most. */
  logRows(from: number, count: number): Promise<LogRows>;
  /** What was done between these times, of the rows of the period; they rise, and are 41 at most. */
  logTimeline(marks: readonly string[]): Promise<Timeline>;
  /** All that Microsoft wrote of one row; null when it is not there any more. */
  logEntry(id: string): Promise<LogEntry | null>;
  /** Saves the rows that are wanted; the path, or null. */
  saveLog(form: LogForm): Promise<string | null>;
  /** Everything that the delete guard holds back in this job since then. */
  heldDeletes(job: string, since: string | null): Promise<Held>;

  /** Everybody who may be meant. `ask` lets the sign-in be asked for the permissions that this takes. */
  findPerson(text: string, ask: boolean): Promise<PeopleFound>;
  /** Why she was skipped. */
  why(person: FoundPerson, ask: boolean): Promise<PersonView>;

  /** Compares this configuration with Microsoft's defaults, and with a set-up where one is given. */
  drift(configuration: string, setup: SetupFile | null): Promise<DriftView>;

  /** Saves a page as HTML; the path, or null. */
  savePage(page: SavedPage, html: string): Promise<string | null>;
  /** Saves the report of the run as JSON; the path, or null. */
  saveReport(): Promise<string | null>;
  /** Opens the file that was saved last, or shows it in its folder. */
  openSaved(part: SavedPart): Promise<void>;
  /** Opens the page of the demo tenant on which a person of this app signs in to it. */
  openDemoApp(app: string): Promise<void>;
  /** Opens a page of Microsoft in the browser. */
  openPage(address: string): Promise<void>;

  settings(): Promise<Settings>;
  changeSettings(settings: Settings): Promise<void>;
}

export const tauriIpc: Ipc = {
  appView: () => invoke("app_view"),
  onAppView: (told) => listen<AppView>("app_view_changed", (event) => told(event.payload)),
  onFileDragged: (told) => listen<Dragged>("file_dragged", (event) => told(event.payload)),
  demo: () => invoke("demo"),
  chooseDemo: (scenario) => invoke("choose_demo", { scenario }),
  signInDemo: (address) => invoke("sign_in_demo", { address }),
  beginSignIn: (place, way) => invoke("begin_sign_in", { ...place, way }),
  continueSignIn: (account) => invoke("continue_sign_in", { account }),
  signInAgain: () => invoke("sign_in_again"),
  allowAgents: () => invoke("allow_agents"),
  watchTenants: () => invoke("watch_tenants"),
  unwatchTenants: () => invoke("unwatch_tenants"),
  openTenant: (tenant) => invoke("open_tenant", { tenant }),
  acknowledge: (configuration, until) => invoke("acknowledge", { configuration, until }),
  cancelSignIn: () => invoke("cancel_sign_in"),
  signInPage: () => invoke("sign_in_page"),
  openSignInPage: () => invoke("open_sign_in_page"),
  knownAccounts: () => invoke("known_accounts"),
  adminConsentLink: (place) => invoke("admin_consent_link", { ...place }),
  surroundings: (cloud) => invoke("surroundings", { cloud }),
  signOut: () => invoke("sign_out"),
  checkTenant: (journey) => invoke("check_tenant", { journey }),
  recommendedSetup: (journey, answers) => invoke("recommended_setup", { journey, answers }),
  organizationalUnits: () => invoke("organizational_units"),
  readSetup: (text) => invoke("read_setup", { setup: text }),
  openSetup: (way) => invoke("open_setup", { way }),
  saveSetup: (setup) => invoke("save_setup", { setup: JSON.stringify(setup) }),
  choosePeopleFile: (way) => invoke("choose_people_file", { way }),
  samplePeopleFile: (language, mended) => invoke("sample_people_file", { language, mended }),
  readPeopleFile: (told) => invoke("read_people_file", { told }),
  peopleTable: () => invoke("people_table"),
  personOfFile: (from, lacking) => invoke("person_of_file", { from, lacking }),
  namesOfFile: (naming) => invoke("names_of_file", { naming }),
  leftOutOfFile: (rules) => invoke("left_out_of_file", { rules }),
  showSending: (setup, leavers) => invoke("show_sending", { setup: JSON.stringify(setup), leavers }),
  peopleBehind: (group, why, from) => invoke("people_behind", { group, why, from }),
  savePeople: (group, why) => invoke("save_people", { group, why }),
  sendPeople: (setup, look) => invoke("send_people", { setup: JSON.stringify(setup), look }),
  goOnSending: (setup, waits) => invoke("go_on_sending", { setup: JSON.stringify(setup), waits }),
  giveUpSending: (setup, typed) => invoke("give_up_sending", { setup: JSON.stringify(setup), typed }),
  openGallery: () => invoke("open_gallery"),
  galleryRows: (asked) => invoke("gallery_rows", { asked }),
  galleryEntry: (template) => invoke("gallery_entry", { template }),
  findAssignable: (text) => invoke("find_assignable", { text }),
  countPeople: () => invoke("count_people"),
  keepCredential: (credential, value) => invoke("keep_credential", { credential, value }),
  forgetCredentials: () => invoke("forget_credentials"),
  changeAppTable: (change) => invoke("change_app_table", { change }),
  chooseAppTable: (way) => invoke("choose_app_table", { way }),
  appTableRows: (asked) => invoke("app_table_rows", { asked }),
  saveEmptyAppTable: (separator) => invoke("save_empty_app_table", { separator }),
  planRows: (setup) => invoke("plan_rows", { setup: JSON.stringify(setup) }),
  applyRows: (setup, start, chosen) => invoke("apply_rows", { setup: JSON.stringify(setup), start, chosen }),
  endRows: () => invoke("end_rows"),
  shownRows: (asked) => invoke("shown_rows", { asked }),
  rowRun: (number) => invoke("row_run", { number }),
  saveRowResults: () => invoke("save_row_results"),
  exportSetup: (setup, form) => invoke("export_setup", { setup: JSON.stringify(setup), form }),
  saveExport: (setup, form) => invoke("save_export", { setup: JSON.stringify(setup), form }),
  plan: (setup) => invoke("plan", { setup: JSON.stringify(setup) }),
  startRun: (setup) => invoke("start_run", { setup: JSON.stringify(setup) }),
  stopRun: () => invoke("stop_run"),
  planRemoval: (setup) => invoke("plan_removal", { setup: JSON.stringify(setup) }),
  removeCreated: (setup, typed) => invoke("remove_created", { setup: JSON.stringify(setup), typed }),
  planAct: (act, target) => invoke("plan_act", { act, target }),
  beginAct: (act, target, typed) => invoke("begin_act", { act, target, typed }),
  lookNow: () => invoke("look_now"),
  findPeople: (text) => invoke("find_people", { text }),
  faults: () => invoke("faults"),
  armFault: (fault, place) => invoke("arm_fault", { fault, place }),
  clearFaults: () => invoke("clear_faults"),
  mayTry: (setup) => invoke("may_try", { setup: JSON.stringify(setup) }),
  tryPerson: (setup, person) => invoke("try_person", { setup: JSON.stringify(setup), person }),
  watchSetup: (setup) => invoke("watch_setup", { setup: JSON.stringify(setup) }),
  watchTenant: () => invoke("watch_tenant"),
  unwatch: () => invoke("unwatch"),
  apps: (asked) => invoke("apps", { asked }),
  openLog: (target, period) => invoke("open_log", { target, period }),
  stopLog: () => invoke("stop_log"),
  filterLog: (filter) => invoke("filter_log", { filter }),
  logRows: (from, count) => invoke("log_rows", { from, count }),
  logTimeline: (marks) => invoke("log_timeline", { marks }),
  logEntry: (id) => invoke("log_entry", { id }),
  saveLog: (form) => invoke("save_log", { form }),
  heldDeletes: (job, since) => invoke("held_deletes", { job, since }),
  findPerson: (text, ask) => invoke("find_person", { text, ask }),
  why: (person, ask) => invoke("why", { person, ask }),
  drift: (configuration, setup) => invoke("drift", { configuration, setup: setup && JSON.stringify(setup) }),
  savePage: (page, html) => invoke("save_page", { page, html }),
  saveReport: () => invoke("save_report"),
  openSaved: (part) => invoke("open_saved", { part }),
  openDemoApp: (app) => invoke("open_demo_app", { app }),
  openPage: (address) => invoke("open_page", { address }),
  settings: () => invoke("settings"),
  changeSettings: (settings) => invoke("change_settings", { settings }),
};

/** A refused command carries a problem; anything else that is thrown is one we do not understand. */
export function asProblem(thrown: unknown): Problem {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "facts" in thrown) {
    return thrown as Problem;
  }
  return { code: "unexpected-answer", retryable: false, facts: {}, details: String(thrown), requestId: null };
}
