import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";

import { changedSoFar } from "../../frame/begun";
import { narrow } from "../../frame/layout";
import { Notices } from "../../frame/Notices";
import { Page } from "../../frame/Page";
import type { GalleryAppSetup } from "../../ipc/bindings";
import { useWords } from "../../locales/i18n";
import type { PageProps } from "../../wizard/definition";
import type { Answers } from "./answers";
import { AppList } from "./AppList";
import { Chosen } from "./Chosen";
import { useEntry } from "./useGallery";

/** Which app of Microsoft's gallery. */
export function App({ view, ipc, journey, outOfTouch }: PageProps<GalleryAppSetup, Answers>) {
  const { t } = useWords();
  const styles = useStyles();
  const [choosing, setChoosing] = useState<string | null>(null);
  const gallery = view?.gallery ?? null;
  const template = journey.setup?.app.template;
  const entry = useEntry(ipc, view, template);
  const tenant = view?.tenant?.id;
  const name = entry?.row.kind === "own" ? t("galleryApp:app.own") : entry?.row.name;

  useEffect(() => {
    // What goes wrong is in the view.
    if (tenant !== undefined) ipc.openGallery().catch(() => undefined);
  }, [ipc, tenant]);

  const choose = async (id: string) => {
    if (id === template || choosing !== null) return;
    setChoosing(id);
    await journey.chooseSubject(id);
    setChoosing(null);
  };
  const isOpen = entry !== null && choosing === null;
  return (
    <Page
      visit={journey.visit}
      isWide
      title={isOpen ? t("galleryApp:app.titleChosen", { app: name }) : t("galleryApp:app.title")}
      lead={t("galleryApp:app.lead")}
      changed={{
        ...changedSoFar(t, view),
        more: isOpen
          ? undefined
          : t(choosing === null ? "galleryApp:footer.choose" : "galleryApp:footer.looking"),
      }}
      back={() => journey.back()}
      action={{ label: t("button.next"), act: () => journey.next(), isPrimary: true, shut: !isOpen }}
    >
      <Notices view={view} problem={gallery?.problem ?? journey.refused ?? outOfTouch} />
      <div className={styles.halves}>
        <AppList
          ipc={ipc}
          gallery={gallery}
          tenant={view?.tenant?.name ?? ""}
          chosen={choosing ?? template ?? null}
          choose={(id) => void choose(id)}
        />
        {isOpen && <Chosen entry={entry} tenant={view?.tenant?.name ?? ""} />}
      </div>
    </Page>
  );
}

const useStyles = makeStyles({
  halves: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, min(300px, 38%))",
    alignItems: "start",
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalL,
    [narrow]: { gridTemplateColumns: "minmax(0, 1fr)" },
  },
});
