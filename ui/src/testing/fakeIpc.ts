import type {
  Act,
  AppsAsked,
  AppView,
  DemoView,
  DriftView,
  FaultName,
  FaultPlace,
  FaultsView,
  FeedGroup,
  Filter,
  FoundPerson,
  GalleryAsked,
  Held,
  KnownAccount,
  LogEntry,
  LogPeriod,
  LogRow,
  PeopleFound,
  PeopleLeaveOut,
  PeopleNaming,
  PeopleTarget,
  PeopleTold,
  Person,
  PersonView,
  Problem,
  RowsChosen,
  Settings,
  SignInWay,
  Surroundings,
  TableAsked,
  TableChange,
  Target,
  Timeline,
  TypedCredential,
  WantedRows,
} from "../ipc/bindings";
import type {
  CodeForm,
  Dragged,
  FileWay,
  Ipc,
  LogForm,
  SavedPage,
  SavedPart,
  SignInPlace,
} from "../ipc/client";
import type { Journey, SetupFile, SetupOf } from "../ipc/setup";
import { FakeGallery } from "./fakeGallery";
import { FakePeopleFile } from "./fakePeopleFile";
import { anAppSetup } from "./galleryViews";
import { aPeopleFeed } from "./peopleViews";
import { aDemo, recommended } from "./views";

/** A shell for tests: it says what it was asked, and shows what it is told to show. */
export class FakeIpc implements Ipc {
  readonly asked: string[] = [];
  /** The answers that came with the last command. */
  answers: SetupFile | null = null;
  /** The next command is refused with this. */
  refusal: Problem | null = null;
  /** Why nobody can be tried. */
  obstacle: Problem | null = null;
  demoView: DemoView | null = aDemo;
  /** What a dialog brings: the file that is opened, and the path that is saved to. */
  opened: SetupFile | null = null;
  savedTo: string | null = "~/corp.contoso.com";
  /** The last page that was saved. */
  saved: { page: SavedPage; html: string } | null = null;
  /** What the demo tenant's script says; a fault that is armed joins it. */
  script: FaultsView = { armed: [], happened: [] };
  known: KnownAccount[] = [];
  around: Surroundings = {
    proxy: null,
    signInProxy: null,
    proxyScript: null,
    certificates: null,
    certificateFolders: null,
    azureCli: "/usr/bin/az",
  };
  units: string[] = [];
  /** What is being looked at. */
  watched: SetupFile | "tenant" | null = null;
  people: Person[] = [];
  /** The log, and what of it is held back. */
  logged: LogRow[] = [];
  entry: LogEntry | null = null;
  /** What was done over time, and the times that were asked for last. */
  timeline: Timeline = { spans: [], earlier: 0, later: 0, untimed: 0 };
  marks: readonly string[] = [];
  held: Held = { objects: [], units: [] };
  /** The file of people that is chosen. */
  readonly hr = new FakePeopleFile((name) => this.command(name));
  /** Microsoft's gallery. */
  readonly gallery = new FakeGallery(
    (name) => this.command(name),
    (change) => {
      const { gallery, revision } = this.view;
      if (gallery) this.show({ ...this.view, revision: revision + 1, gallery: change(gallery) });
    },
  );
  /** Who is found by name, and what is told of her. */
  found: PeopleFound | null = null;
  answer: PersonView | null = null;
  /** What is not as it should be. */
  drifted: DriftView | null = null;
  chosen: Settings = { language: null, theme: "system", textSize: "normal" };
  private view: AppView;
  private told = new Set<(view: AppView) => void>();
  private heedsDrags = new Set<(dragged: Dragged) => void>();

  constructor(view: AppView) {
    this.view = view;
  }

  /** Publishes a picture, as the shell does. */
  show(view: AppView) {
    this.view = view;
    this.tell(view);
  }

  /** Only says it: who asks afterwards gets the older one. */
  tell(view: AppView) {
    for (const tell of this.told) tell(view);
  }

  get listeners(): number {
    return this.told.size;
  }

  appView() {
    return Promise.resolve(this.view);
  }

  onAppView(told: (view: AppView) => void) {
    this.told.add(told);
    return Promise.resolve(() => void this.told.delete(told));
  }

  /** Something is done with a file over the window. */
  drag(dragged: Dragged) {
    for (const tell of this.heedsDrags) tell(dragged);
  }

  onFileDragged(told: (dragged: Dragged) => void) {
    this.heedsDrags.add(told);
    return Promise.resolve(() => void this.heedsDrags.delete(told));
  }

  demo() {
    return Promise.resolve(this.demoView);
  }

  chooseDemo(scenario: string) {
    return this.command(`choose_demo ${scenario}`);
  }

  signInDemo(address: string) {
    return this.command(`sign_in_demo ${address}`);
  }

  beginSignIn({ cloud, tenant, clientId }: SignInPlace, way: SignInWay) {
    return this.command(["begin_sign_in", cloud, tenant, clientId, way].filter(Boolean).join(" "));
  }

  continueSignIn({ address }: KnownAccount) {
    return this.command(`continue_sign_in ${address}`);
  }

  signInAgain() {
    return this.command("sign_in_again");
  }

  watchTenants() {
    return this.command("watch_tenants");
  }

  unwatchTenants = () => Promise.resolve();

  openTenant(tenant: string) {
    return this.command(`open_tenant ${tenant}`);
  }

  acknowledge(configuration: string, until: string | null) {
    return this.command(`acknowledge ${configuration} ${until ?? "again"}`);
  }

  allowAgents = () => this.command("allow_agents");
  cancelSignIn = () => this.command("cancel_sign_in");
  signInPage() {
    return Promise.resolve("http://127.0.0.1:1/authorize");
  }

  openSignInPage = () => this.command("open_sign_in_page");
  knownAccounts() {
    return Promise.resolve(this.known);
  }

  adminConsentLink({ clientId }: SignInPlace) {
    return Promise.resolve(`https://login.example/adminconsent?client_id=${clientId}`);
  }

  surroundings() {
    return Promise.resolve(this.around);
  }

  signOut = () => this.command("sign_out");
  checkTenant = () => this.command("check_tenant");
  recommendedSetup<J extends Journey>(journey: J, answers: Readonly<Record<string, unknown>>) {
    const name = String(answers.name ?? answers.domain);
    const setup =
      journey === "people-feed"
        ? { ...aPeopleFeed, ...answers }
        : journey === "gallery-app"
          ? { ...anAppSetup, ...answers }
          : { ...recommended, name, ...answers, notify: [] };
    return Promise.resolve(setup as SetupOf<J>);
  }

  organizationalUnits() {
    return Promise.resolve(this.units);
  }

  async readSetup(text: string) {
    const setup = JSON.parse(text) as SetupFile;
    await this.command("read_setup", setup);
    return setup;
  }

  async openSetup(way: FileWay) {
    await this.command(`open_setup ${way}`);
    return this.opened;
  }

  async saveSetup(setup: SetupFile) {
    await this.command("save_setup", setup);
    return this.savedTo;
  }

  choosePeopleFile = (way: FileWay) => this.hr.choose(way);
  samplePeopleFile = (language: string, mended: boolean) => this.hr.sample(language, mended);
  readPeopleFile = (told: PeopleTold) => this.hr.read(told);
  peopleTable = () => Promise.resolve(this.hr.table);
  personOfFile = (from: number, lacking: PeopleTarget | null) => this.hr.person(from, lacking);
  namesOfFile = (naming: PeopleNaming) => this.hr.makeNames(naming);
  leftOutOfFile = (rules: PeopleLeaveOut[]) => this.hr.leaveOut(rules);

  showSending = (setup: SetupFile, leavers: number | null) =>
    this.command(`show_sending ${leavers ?? ""}`.trim(), setup);
  peopleBehind = (group: FeedGroup, why: string | null, from: number) =>
    Promise.resolve(this.hr.behind(group, why, from));
  async savePeople(group: FeedGroup, why: string | null) {
    await this.command(`save_people ${[group, why].filter(Boolean).join(" ")}`);
    return this.savedTo;
  }

  sendPeople = (setup: SetupFile, look: string) => this.command(`send_people ${look}`, setup);
  goOnSending = (setup: SetupFile, waits: boolean) => this.command(`go_on_sending ${waits}`, setup);
  giveUpSending = (setup: SetupFile, typed: string) => this.command(`give_up_sending ${typed}`, setup);
  openGallery = () => this.command("open_gallery");
  galleryRows = (asked: GalleryAsked) => this.gallery.found(asked, this.view.gallery?.revision ?? 0);
  galleryEntry = (template: string) => this.gallery.entry(template);
  findAssignable = (text: string) => this.gallery.find(text);
  countPeople = () => Promise.resolve(812);
  keepCredential = (credential: TypedCredential, value: string) => this.gallery.keep(credential, value);
  forgetCredentials = () => this.command("forget_credentials");
  changeAppTable = (change: TableChange) => this.gallery.table.changed(change);
  async chooseAppTable(way: FileWay) {
    await this.command(`choose_app_table ${way}`);
    return true;
  }

  appTableRows = (asked: TableAsked) => this.gallery.table.told(asked);
  async saveEmptyAppTable(separator: string) {
    await this.command(`save_empty_app_table ${separator}`);
    return this.savedTo;
  }

  planRows = (setup: SetupFile) => this.command("plan_rows", setup);
  applyRows = (setup: SetupFile, start: boolean, chosen: RowsChosen) =>
    this.command(["apply_rows", start, ...Object.values<unknown>(chosen)].join(" "), setup);
  endRows = () => this.command("end_rows");
  shownRows = ({ standings, code, from, count }: WantedRows) => {
    const wanted = this.gallery.table.shown.filter(
      ({ standing, problem }) =>
        (standings.length === 0 || standings.includes(standing)) && (code === null || problem?.code === code),
    );
    const revision = this.view.rows?.revision ?? 0;
    return Promise.resolve({ revision, matched: wanted.length, rows: wanted.slice(from, from + count) });
  };
  rowRun = () => Promise.resolve(this.view.run);
  async saveRowResults() {
    await this.command("save_row_results");
    return this.savedTo;
  }

  async exportSetup(setup: SetupFile, form: CodeForm) {
    await this.command(`export_setup ${form}`, setup);
    return `${form} of ${setup.name}\n`;
  }

  async saveExport(setup: SetupFile, form: CodeForm) {
    await this.command(`save_export ${form}`, setup);
    return this.savedTo;
  }

  plan(setup: SetupFile) {
    return this.command("plan", setup);
  }

  startRun(setup: SetupFile) {
    return this.command("start_run", setup);
  }

  stopRun = () => this.command("stop_run");
  planRemoval(setup: SetupFile) {
    return this.command("plan_removal", setup);
  }

  removeCreated(setup: SetupFile, typed: string) {
    return this.command(`remove_created ${typed}`, setup);
  }

  planAct(act: Act, target: Target) {
    return this.command(`plan_act ${Object.values(act).join(" ")} ${target.name}`);
  }

  beginAct(act: Act, target: Target, typed: readonly string[]) {
    return this.command(["begin_act", ...Object.values<unknown>(act), target.name, ...typed].join(" "));
  }

  lookNow = () => this.command("look_now");
  findPeople(text: string) {
    const wanted = text.toLowerCase();
    return Promise.resolve(this.people.filter(({ name }) => name.toLowerCase().includes(wanted)));
  }

  async faults() {
    await this.command("faults");
    return this.script;
  }

  async armFault(fault: FaultName, place: FaultPlace) {
    await this.command(`arm_fault ${fault} ${place}`);
    const armed = [...this.script.armed, { fault, place, script: "" }];
    this.script = { ...this.script, armed };
    return this.script;
  }

  async clearFaults() {
    await this.command("clear_faults");
    this.script = { ...this.script, armed: [] };
    return this.script;
  }

  mayTry = () => answered(this.obstacle);
  tryPerson(setup: SetupFile, person: string) {
    return this.command(`try_person ${person}`, setup);
  }

  watchSetup(setup: SetupFile) {
    this.watched = setup;
    return this.command("watch_setup", setup);
  }

  watchTenant() {
    this.watched = "tenant";
    return this.command("watch_tenant");
  }

  unwatch() {
    this.watched = null;
    return Promise.resolve();
  }

  apps(asked: AppsAsked) {
    return this.command(`apps ${asked}`);
  }

  openLog(target: Target, period: LogPeriod) {
    return this.command(`open_log ${target.servicePrincipal} ${period}`);
  }

  stopLog = () => this.command("stop_log");
  filterLog(filter: Filter) {
    return this.command(`filter_log ${JSON.stringify(filter)}`);
  }

  logRows(from: number, count: number) {
    const revision = this.view.log?.revision ?? 0;
    return Promise.resolve({ revision, rows: this.logged.slice(from, from + count) });
  }

  logTimeline(marks: readonly string[]) {
    this.marks = marks;
    return Promise.resolve(this.timeline);
  }

  logEntry() {
    return Promise.resolve(this.entry);
  }

  async saveLog(form: LogForm) {
    await this.command(`save_log ${form}`);
    return this.savedTo;
  }

  async heldDeletes(job: string, since: string | null) {
    await this.command(`held_deletes ${job} ${since ?? ""}`);
    return this.held;
  }

  async findPerson(text: string, ask: boolean) {
    await this.command(`find_person ${text} ${ask}`);
    if (!this.found) throw new Error("nobody is found");
    return this.found;
  }

  async why(person: FoundPerson, ask: boolean) {
    await this.command(`why ${person.name} ${ask}`);
    if (!this.answer) throw new Error("nothing is told");
    return this.answer;
  }

  async drift(configuration: string, setup: SetupFile | null) {
    await this.command(`drift ${configuration}`, setup);
    if (!this.drifted) throw new Error("nothing is compared");
    return this.drifted;
  }

  openSaved(part: SavedPart) {
    return this.command(`open_saved ${part}`);
  }

  openDemoApp(app: string) {
    return this.command(`open_demo_app ${app}`);
  }

  openPage(address: string) {
    return this.command(`open_page ${address}`);
  }

  async savePage(page: SavedPage, html: string) {
    await this.command(`save_page ${page}`);
    this.saved = { page, html };
    return this.savedTo;
  }

  async saveReport() {
    await this.command("save_report");
    return this.savedTo;
  }

  settings() {
    return Promise.resolve(this.chosen);
  }

  changeSettings(settings: Settings) {
    this.chosen = settings;
    return this.command("change_settings");
  }

  private command(name: string, answers: SetupFile | null = null): Promise<void> {
    this.asked.push(name);
    this.answers = answers ?? this.answers;
    const refusal = this.refusal;
    this.refusal = null;
    return answered(refusal);
  }
}

function answered(refusal: Problem | null): Promise<void> {
  // The shell rejects with a problem, which is no Error.
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  return refusal ? Promise.reject(refusal) : Promise.resolve();
}
