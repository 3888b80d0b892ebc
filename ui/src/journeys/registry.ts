import type { Journey } from "../ipc/setup";
import type { Journeys } from "../wizard/definition";
import { cloudSync } from "./cloud-sync";
import { galleryApp } from "./gallery-app";
import { peopleFeed } from "./people-feed";

/** Every journey, in the order of the first page. */
export const journeys: Journeys = {
  "cloud-sync": cloudSync,
  "people-feed": peopleFeed,
  "gallery-app": galleryApp,
};

/** What the window is about before anything was chosen. */
export const usual: Journey = "cloud-sync";
