import type { Say } from "../../locales/i18n";
import type { Answers, Section } from "./answers";

/** An answer in a few words, what it means, and whether it is the person's own choice. */
export interface Summary {
  value: string;
  hints: string[];
}

/** `own` is the address of the person who is signed in. */
export function summaryOf(t: Say, section: Section, answers: Answers, own: string | undefined): Summary {
  const yours = (isYours: boolean, recommended: string) =>
    isYours ? [t("cloudSync:choose.yours", { recommended })] : [];
  const onOff = (section: "passwords" | "exchange", isOn: boolean, isYours: boolean): Summary => ({
    value: t(`cloudSync:${section}.${isOn ? "on" : "off"}`),
    hints: [
      t(`cloudSync:${section}.${isOn ? "onHint" : "offHint"}`),
      ...yours(isYours, t(`cloudSync:${section}.recommended`)),
    ],
  });
  switch (section) {
    case "existing":
      return existingSummary(
        t,
        answers,
        yours(
          answers.existing === "leave" || answers.existing === "new",
          t("cloudSync:existing.recommended"),
        ),
      );
    case "who":
      return {
        value: whoValue(t, answers),
        hints: [
          t(`cloudSync:who.${answers.who}Hint`),
          ...yours(answers.who !== "everyone", t("cloudSync:who.recommended")),
        ],
      };
    case "passwords": {
      const { value, hints } = onOff(section, answers.passwordHashes, !answers.passwordHashes);
      const without = answers.passwordHashes && !answers.inetOrgPersons;
      return { value, hints: without ? [...hints, t("cloudSync:passwords.withoutInetOrgPersons")] : hints };
    }
    case "exchange":
      return onOff(section, answers.exchange, answers.exchange);
    case "mail": {
      const mail = answers.mail.trim();
      return mail
        ? { value: mail, hints: [t(mail === own ? "cloudSync:mail.ownHint" : "cloudSync:mail.someHint")] }
        : { value: t("cloudSync:mail.none"), hints: [t("cloudSync:mail.noneHint")] };
    }
    case "guard": {
      const isYours = !answers.guarded || answers.threshold !== "500";
      return {
        value: answers.guarded
          ? t("cloudSync:guard.on", { count: Number(answers.threshold) || 0 })
          : t("cloudSync:guard.off"),
        hints: [
          t(`cloudSync:guard.${answers.guarded ? "onHint" : "offHint"}`),
          ...yours(isYours, t("cloudSync:guard.recommended")),
        ],
      };
    }
  }
}

function existingSummary(t: Say, { existing }: Answers, yours: string[]): Summary {
  switch (existing) {
    case "adopt":
    case "leave":
    case "new":
      return {
        value: t(`cloudSync:existing.${existing}`),
        hints: [t(`cloudSync:existing.${existing}Hint`), ...yours],
      };
    default:
      return { value: t("cloudSync:existing.named"), hints: [existing.configuration] };
  }
}

function whoValue(t: Say, { who, names }: Answers): string {
  if (who === "everyone") return t("cloudSync:who.everyone");
  const count = names[who].length;
  return count === 0 ? t(`cloudSync:who.${who}None`) : t(`cloudSync:who.${who}Value`, { count });
}
