import type { AppView } from "../ipc/bindings";
import type { Say } from "../locales/i18n";
import { dayAndTime } from "../components/dates";
import type { Fact } from "./facts";
import { html, type Html } from "./html";
import { sheet } from "./sheet";

/** One file that needs nothing else: no script, no address outside itself, readable on paper. */
export function page(
  t: Say,
  language: string,
  view: AppView,
  title: string,
  sections: readonly Html[],
): string {
  const { tenant } = view;
  const made = t("report:made", { at: dayAndTime(language, Date.now()) });
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${title} – Causeway</title>
        <style>
          ${sheet}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          ${
            tenant &&
            facts([
              [t("report:fact.tenant"), `${tenant.name} (${tenant.domain})`],
              [t("report:fact.tenantId"), tenant.id],
              [t("report:fact.cloud"), t(`cloud.${tenant.cloud}`)],
            ])
          }
          ${tenant?.cloud === "demo" && html`<p class="demo">${t("report:demo")}</p>`}
        </header>
        <main>${sections}</main>
        <footer>${made}</footer>
      </body>
    </html> `.markup;
}

/** A section that has nothing to say is left out. */
export function section(title: string, content: Html | null | false): Html {
  return content
    ? html`<section>
        <h2>${title}</h2>
        ${content}
      </section>`
    : html``;
}

export function facts(lines: readonly Fact[]): Html {
  return html`<dl>
    ${lines.map(
      ([label, text]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}
