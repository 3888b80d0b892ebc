import type { Say } from "../../locales/i18n";
import type { Answers, Section } from "./answers";

/** An answer in a few words, what it means, and whether it is the person's own choice. */
export interface Summary {
  value: string;
  hints: string[];
}

export function summaryOf(t: Say, section: Section, answers: Answers): Summary {
  const yours = (isYours: boolean, recommended: string) =>
    isYours ? [t("wizard:choose.yours", { recommended })] : [];
  const onOff = (section: "passwords" | "exchange", isOn: boolean, isYours: boolean): Summary => ({
    value: t(`wizard:${section}.${isOn ? "on" : "off"}`),
    hints: [
      t(`wizard:${section}.${isOn ? "onHint" : "offHint"}`),
      ...yours(isYours, t(`wizard:${section}.recommended`)),
    ],
  });
  switch (section) {
    case "existing":
      return existingSummary(
        t,
        answers,
        yours(answers.existing === "leave" || answers.existing === "new", t("wizard:existing.recommended")),
      );
    case "who":
      return {
        value: whoValue(t, answers),
        hints: [
          t(`wizard:who.${answers.who}Hint`),
          ...yours(answers.who !== "everyone", t("wizard:who.recommended")),
        ],
      };
    case "passwords": {
      const { value, hints } = onOff(section, answers.passwordHashes, !answers.passwordHashes);
      const without = answers.passwordHashes && !answers.inetOrgPersons;
      return { value, hints: without ? [...hints, t("wizard:passwords.withoutInetOrgPersons")] : hints };
    }
    case "exchange":
      return onOff(section, answers.exchange, answers.exchange);
    case "mail": {
      const mail = answers.mail.trim();
      return mail
        ? { value: mail, hints: [t("wizard:mail.someHint")] }
        : { value: t("wizard:mail.none"), hints: [t("wizard:mail.noneHint")] };
    }
    case "guard": {
      const isYours = !answers.guarded || answers.threshold !== "500";
      return {
        value: answers.guarded
          ? t("wizard:guard.on", { count: Number(answers.threshold) || 0 })
          : t("wizard:guard.off"),
        hints: [
          t(`wizard:guard.${answers.guarded ? "onHint" : "offHint"}`),
          ...yours(isYours, t("wizard:guard.recommended")),
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
        value: t(`wizard:existing.${existing}`),
        hints: [t(`wizard:existing.${existing}Hint`), ...yours],
      };
    default:
      return { value: t("wizard:existing.named"), hints: [existing.configuration] };
  }
}

function whoValue(t: Say, { who, names }: Answers): string {
  if (who === "everyone") return t("wizard:who.everyone");
  const count = names[who].length;
  return count === 0 ? t(`wizard:who.${who}None`) : t(`wizard:who.${who}Value`, { count });
}
