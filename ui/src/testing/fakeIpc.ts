import type { AppView, Problem } from "../ipc/bindings";
import type { Ipc } from "../ipc/client";
import type { SetupFile } from "../ipc/setup";
import { recommended } from "./views";

/** A shell for tests: it says what it was asked, and shows what it is told to show. */
export class FakeIpc implements Ipc {
  readonly asked: string[] = [];
  /** The answers that came with the last command. */
  answers: SetupFile | null = null;
  /** The next command is refused with this. */
  refusal: Problem | null = null;
  private view: AppView;
  private told = new Set<(view: AppView) => void>();

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

  recommendedSetup() {
    return Promise.resolve(recommended);
  }

  checkSetup(setup: SetupFile) {
    return this.command("check_setup", setup);
  }

  plan(setup: SetupFile) {
    return this.command("plan", setup);
  }

  startRun(setup: SetupFile) {
    return this.command("start_run", setup);
  }

  stopRun() {
    return this.command("stop_run");
  }

  private command(name: string, answers: SetupFile | null = null): Promise<void> {
    this.asked.push(name);
    this.answers = answers ?? this.answers;
    const refusal = this.refusal;
    this.refusal = null;
    // The shell rejects with a problem, which is no Error.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    return refusal ? Promise.reject(refusal) : Promise.resolve();
  }
}
