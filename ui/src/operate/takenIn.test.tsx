import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";

import type { TakenIn } from "../ipc/bindings";
import { configuration, looked, operating } from "../testing/operating";
import { clean } from "../testing/pages";

/** At noon, some days ago. */
function seen(daysAgo: number, people: number): TakenIn {
  const day = new Date();
  day.setHours(12, 0, 0, 0);
  day.setDate(day.getDate() - daysAgo);
  return { at: day.toISOString(), people, groups: 18 };
}

async function looking(takenIn: TakenIn[], language: "en" | "nl" | "id" = "en") {
  const works = { ...configuration("corp.contoso.com", { state: "in-step", level: "fine" }), takenIn };
  return operating({ status: looked(works) }, language);
}

const known = /people are known|personen zijn bekend|orang dikenal/;

it("people known over time are a line with its sentence, and a table that makes no day up", async () => {
  const { user } = await looking([seen(4, 1200), seen(3, 1210), seen(0, 1216)]);
  const picture = screen.getByRole("img", { name: /^1,216 people are known, 16 more than on / });
  expect(within(picture).getByText("1,216")).toBeVisible();
  expect(within(picture).getByText("1,200")).toBeVisible();
  expect(screen.getByText(/Where the line is dashed, nobody looked\./)).toBeVisible();
  await user.click(screen.getByRole("button", { name: "As a table" }));
  const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
  const cells = rows.map((row) =>
    within(row)
      .getAllByRole("cell")
      .map(({ textContent }) => textContent),
  );
  expect(cells).toEqual([
    ["1,216", "18"],
    ["–", "–"],
    ["–", "–"],
    ["1,210", "18"],
    ["1,200", "18"],
  ]);
  expect(rows[1]).toHaveTextContent("not read");
  await clean();
});

it.each([
  [[seen(1, 9), seen(0, 8)], "8 people are known, 1 fewer than on"],
  [[seen(1, 9), seen(0, 9)], "9 people are known, as many as on"],
])("they may be fewer, or as many: %#", async (days, title) => {
  await looking(days);
  expect(screen.getByRole("heading", { name: new RegExp(`^${title}`) })).toBeVisible();
});

it.each([[[]], [[seen(0, 812)]], [[{ at: "2031-01-01T00:00:00Z", people: 1, groups: 1 }]]])(
  "one day is no picture: %#",
  async (days) => {
    await looking(days);
    expect(screen.queryByRole("heading", { name: known })).toBeNull();
  },
);

it.each(["en", "nl", "id"] as const)(
  "the picture is clean and told without a gap in %s",
  async (language) => {
    await looking([seen(2, 0), seen(0, 812)], language);
    expect(screen.getByRole("heading", { name: known })).toBeVisible();
    await clean();
  },
);
