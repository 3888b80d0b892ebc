import { expect, it } from "vitest";

import { aCheck, aRunView } from "../testing/views";
import { viewOf } from "./viewOf";

const other = "another-journey";

it("shows a journey its own look and run", () => {
  const view = { ...aRunView("done"), check: aCheck() };
  expect(viewOf(view, "cloud-sync")).toEqual(view);
});

it("shows no journey the look and the run of another one", () => {
  const view = viewOf({ ...aRunView("done"), check: aCheck(), removal: aRunView("planned").run }, other);
  expect(view).toMatchObject({ check: null, run: null, removal: null, unfinished: [] });
});

it("offers to go on with what another journey left half-way", () => {
  const view = viewOf(aRunView("stopped"), other);
  expect(view?.run).toBeNull();
  expect(view?.unfinished.map(({ journey }) => journey)).toEqual(["cloud-sync"]);
});
