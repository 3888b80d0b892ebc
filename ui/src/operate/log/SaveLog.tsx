import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { SaveRegular } from "@fluentui/react-icons";
import { useState } from "react";

import { useAnnounce } from "../../components/Announcer";
import type { LogView, Problem } from "../../ipc/bindings";
import { asProblem, type Ipc, type LogForm } from "../../ipc/client";
import { useWords } from "../../locales/i18n";

const forms: readonly LogForm[] = ["csv", "steps", "json-lines"];

interface SaveLogProps {
  ipc: Ipc;
  log: LogView;
  refused: (problem: Problem) => void;
}

/** Saves the lines that are wanted. How many of them are about people is said before. */
export function SaveLog({ ipc, log, refused }: SaveLogProps) {
  const { t } = useWords();
  const announce = useAnnounce();
  const [saved, setSaved] = useState<string | null>(null);
  const save = async (form: LogForm) => {
    try {
      const path = await ipc.saveLog(form);
      if (path === null) return;
      setSaved(path);
      announce(t("logPage:saved", { path }));
    } catch (thrown) {
      refused(asProblem(thrown));
    }
  };
  if (log.matched === 0) return null;
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" icon={<SaveRegular />}>
            {t("logPage:save", { count: log.matched })}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {forms.map((form) => (
              <MenuItem key={form} onClick={() => void save(form)}>
                {t(`logPage:form.${form}`)}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {saved && <span>{t("logPage:saved", { path: saved })}</span>}
    </>
  );
}
