import type { AppView, Checked, CreatedView, RunView, StepView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { noteSentence, notesOfChange, tenseOf } from "../frame/note";
import { createdName, isFile } from "./created";
import { dayAndTime } from "../components/dates";
import type { Fact } from "./facts";
import { html, type Html } from "./html";
import { stateWords, templateName } from "../provisioning/stateWords";
import { facts } from "./page";

/** One step with what it changes or changed, its requests, and what went wrong. */
export function stepOf(t: Say, step: StepView): Html {
  const { state } = step;
  const problem = state.is === "failed" ? state.problem : null;
  const title =
    state.is === "failed" ? "failed" : step.changed ? "did" : state.is === "done" ? "done" : "toCome";
  const notes = notesOfChange(step).map(
    (note) => html`<p class="note">${noteSentence(t, note, step.changed ? "did" : tenseOf(step))}</p>`,
  );
  const requests = step.requests.map(
    ({ method, path, body }) =>
      html`<div class="request">
        <code><strong>${method}</strong> ${path}</code>${body !== null && html`<pre>${body}</pre>`}
      </div>`,
  );
  return html`<li${requests.length > 0 && html` class="long"`}>
<div class="line"><strong>${t(`steps:${step.id}.${title}`)}</strong><span class="state">${stateWord(t, step)}</span></div>
${notes}
${
  problem &&
  html`<p class="note">${t(`problems:${problem.code}.happened`, { replace: problem.facts })}</p>
    <p class="note"><code>${problem.details}</code></p>
    ${problem.requestId !== null && html`<p class="note">${t("requests.requestId")}: <code>${problem.requestId}</code></p>`}`
}
${requests}
</li>`;
}

function stateWord(t: Say, { state, changed }: StepView): string {
  if (state.is !== "done") return t(`state.${state.is}`);
  return changed || !state.already ? t("state.done") : t("state.already");
}

/** What exists because of the set-up, with its id, and what was kept of how it was before. */
export function createdOf(t: Say, created: readonly CreatedView[]): Html | null {
  if (created.length === 0) return null;
  return html`<ul>
    ${created.map(
      (one) =>
        html`<li>
          ${createdName(t, one)}${!isFile(one) && html`<p class="note"><code>${one.id}</code></p>`}
        </li>`,
    )}
  </ul>`;
}

/** That what was created is gone, and what a removal did for that. */
export function removedOf(t: Say, removal: RunView | null): Html {
  const did = removal?.phase === "done" ? removal.steps.filter((step) => step.changed) : [];
  return html`<p>${t("report:removed")}</p>
    ${
      did.length > 0 &&
      html`<ul>
        ${did.map((step) => stepOf(t, step))}
      </ul>`
    }`;
}

/** What ran when it was last looked at, job by job. */
export function statusOf(t: Say, language: string, { status }: AppView): Html | null {
  if (!status?.at) return null;
  const { at } = status;
  const jobs = status.configurations.flatMap(({ name, jobs }) => jobs.map((job) => ({ name, job })));
  return html`<p>${t("report:status.at", { at: dayAndTime(language, status.at) })}</p>
    <ul>
      ${jobs.map(({ name, job }) => {
        const { lead, short } = stateWords(t, language, job, name, Date.parse(at));
        const codes = [job.reason, job.error].filter((code) => code !== null);
        return html`<li>
          <div class="line">
            <strong>${name} · ${templateName(t, job.template)}</strong><span class="state">${short}</span>
          </div>
          ${job.cause && html`<p>${lead}</p>`}
          ${codes.length > 0 && html`<p class="note">${codes.join(" · ")}</p>`}
          ${job.synchronized.map(([pair, count]) => html`<p class="note">${pair}: ${count}</p>`)}
        </li>`;
      })}
    </ul>`;
}

/** The one person who was tried. */
export function trialOf(t: Say, { trial }: AppView): Html | null {
  if (!trial?.result) return null;
  const { verdict, action, code, message, changes } = trial.result;
  const outcome = verdict === "success" ? t(`trial:did.${action}`) : t(`trial:state.${verdict}`);
  const changed = changes.map(
    ({ attribute, before, after }) =>
      html`<div>
        <dt>${attribute}</dt>
        <dd>${before !== null && `${before} → `}${after ?? t("trial:emptied")}</dd>
      </div>`,
  );
  return html`<p><code>${trial.person}</code></p>
    <p>${outcome}${code !== null && html` · <code>${code}</code>`}</p>
    ${message !== null && html`<p class="note" lang="en">${message}</p>`}
    ${changed.length > 0 && html`<dl>${changed}</dl>`}`;
}

/** What was looked at before anything was set up. */
export function checksOf(t: Say, language: string, { check }: AppView): Html | null {
  if (!check?.at) return null;
  const found = check.found.map((one): Fact => [t(`check:names.${one.id}`), foundWords(t, one)]);
  return html`<p>${t("report:status.at", { at: dayAndTime(language, check.at) })}</p>
    ${facts(found)}`;
}

/** A finding whose words are not known yet is told by its code, for hiding it would hide a fact. */
function foundWords(t: Say, { code, verdict, facts }: Checked): string {
  const short = t(`check:found.${code}.short` as "check:found.no-agent.short", {
    replace: facts,
    count: Number(facts.count ?? 1),
    defaultValue: code,
  });
  return verdict === "ready" ? short : `${short} (${t(`check:states.${verdict}`)})`;
}

/** Requests that failed unexpectedly, with the ids that Microsoft's support asks for. */
export function failuresOf(t: Say, language: string, { requests }: AppView): Html | null {
  const failed = requests.rows.filter(
    ({ status, expected }) => expected === null && (status === null || status >= 400),
  );
  if (failed.length === 0) return null;
  return html`<ul>
    ${failed.map(
      ({ at, method, path, status, requestId }) =>
        html`<li>
          <div class="line">
            <code><strong>${method}</strong> ${path}</code
            ><span class="state">${status ?? t("requests.noAnswer")}</span>
          </div>
          <p class="note">
            ${dayAndTime(language, at)}${requestId !== null && html` · ${t("requests.requestId")}: <code>${requestId}</code>`}
          </p>
        </li>`,
    )}
  </ul>`;
}
