import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { FeedView } from "../../ipc/bindings";
import type { Language } from "../../locales/words";
import { aFeed, aKnownFeed, anEnd, aProgress, aReview } from "../../testing/feedViews";
import { button, clean, footer, primary, title } from "../../testing/pages";
import { onFile } from "../../testing/peopleFeed";
import { anAppView, aProblem } from "../../testing/views";

/** The page What is sent, by way of a feed that was sent through before. */
async function onSending(feed: Partial<FeedView> = {}, language: Language = "en") {
  const page = await onFile({ feeds: [aKnownFeed()] }, language);
  await page.user.click(button(/HR/));
  let revision = 3;
  const tell = (parts: Partial<FeedView>, busy = parts.progress ? ("sending" as const) : null) => {
    revision += 1;
    page.show(anAppView({ revision, busy, feeds: [aKnownFeed()], feed: aFeed({ ...parts, revision }) }));
  };
  tell(feed);
  return { ...page, tell };
}

const main = () => screen.getByRole("main");
const shut = () => primary().getAttribute("aria-disabled") === "true";

describe("what would be sent", () => {
  it("is looked at as soon as somebody comes, and names who is behind each count", async () => {
    const { ipc, user } = await onSending({ review: aReview() });
    expect(ipc.asked).toContain("show_sending");
    expect(title()).toHaveTextContent("156 people would be sent");
    ipc.hr.everybody = Array.from({ length: 141 }, (_, at) => ({
      number: String(at),
      row: at + 2,
      name: `Person ${at}`,
      signIn: null,
    }));
    await user.click(button("Who they are: New, 141 people"));
    expect(ipc.hr.wanted).toBe("new 0");
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(21));
    await user.click(button("Show 20 more"));
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(41));
    expect(ipc.hr.wanted).toBe("new 20");
    await clean();
  });

  it("takes another file that is dropped, but not while a sending is to be gone on with", async () => {
    const { ipc, tell } = await onSending({ review: aReview() });
    act(() => ipc.drag("dropped"));
    expect(ipc.asked.at(-1)).toBe("choose_people_file drop");
    tell({ unfinished: { file: "monday.csv", people: 812, pilotIsOver: true } });
    const before = [...ipc.asked];
    act(() => ipc.drag("dropped"));
    expect(ipc.asked).toEqual(before);
  });

  it("promises no account where the feed only fills in details", async () => {
    const { user } = await onSending({ review: aReview({ enriches: true }) });
    expect(main()).toHaveTextContent("Sent for the first time");
    expect(main()).not.toHaveTextContent("they get an account");
    await user.click(primary());
    expect(main()).toHaveTextContent("Nobody is created.");
    expect(main()).not.toHaveTextContent("New people get an account");
  });

  it("stops when too many would leave, until exactly that number is typed", async () => {
    const review = aReview({
      // The guard counts two more, who are set aside.
      counts: { ...aReview().counts, leaving: 804, aside: 2 },
      findings: [{ code: "leaving", blocks: true, values: { people: "806", of: "809", most: "16" } }],
      blocked: true,
    });
    const { ipc, user } = await onSending({ review });
    expect(title()).toHaveTextContent("1 thing must be settled first");
    expect(main()).toHaveTextContent("806 of 809 people would be switched off.");
    expect(shut()).toBe(true);
    const agree = button("This number is right");
    await user.type(screen.getByRole("textbox"), "805");
    await user.click(agree);
    expect(ipc.asked.filter((asked) => asked.startsWith("show_sending "))).toEqual([]);
    await user.clear(screen.getByRole("textbox"));
    await user.type(screen.getByRole("textbox"), "806");
    await user.click(agree);
    expect(ipc.asked).toContain("show_sending 806");
    await clean();
  });

  it("says by row and column what the file leaves open, and who is not ready", async () => {
    const review = aReview({
      problems: [{ code: "date-none", weight: "blocks", column: 7, count: 1, places: [{ row: 9 }] }],
      headings: [[7, "Hire Date"]],
      unfit: [{ row: 9, why: "date" }],
      findings: [{ code: "not-checked", blocks: false }],
      aside: [{ why: "no-number-here", count: 31, settled: false }],
      blocked: true,
    });
    const { ipc, user } = await onSending({ review });
    expect(main()).toHaveTextContent("Hire Date is not a date that exists.");
    expect(main()).not.toHaveTextContent("a date cannot be read");
    expect(main()).toHaveTextContent("31 people seem to be in Contoso without a number.");
    await user.click(button("Who they are: Not ready, and why, 31 people"));
    expect(ipc.hr.wanted).toBe("aside no-number-here 0");
    // Whoever writes the numbers first needs all of them.
    await user.click(button("Save this list"));
    expect(ipc.asked).toContain("save_people aside no-number-here");
    await clean();
  });

  it("says who is there already, and where somebody changed the feed", async () => {
    const review = aReview({
      counts: { ...aReview().counts, new: 101, found: 40, repeated: 2 },
      mapping: [{ what: "mapping", name: "department", found: "", wanted: "[department]" }],
    });
    await onSending({ review });
    expect(main()).toHaveTextContent("40Here already");
    expect(main()).toHaveTextContent("2Repeated numbers");
    expect(main()).toHaveTextContent("Where department comes from");
    expect(main()).toHaveTextContent("Is: nothing. The set-up says: [department].");
    expect(shut()).toBe(false);
    await clean();
  });

  it("promises no account where nobody looked who has one", async () => {
    await onSending({ review: aReview({ findings: [{ code: "not-checked", blocks: false }] }) });
    expect(main()).not.toHaveTextContent("they get an account");
    expect(main()).toHaveTextContent("nobody looked who has an account");
  });

  it("gives way to a sending that broke off, which is given up by typing the feed's name", async () => {
    const { ipc, user } = await onSending({
      unfinished: { file: "monday.csv", people: 812, pilotIsOver: true },
    });
    expect(title()).toHaveTextContent("The sending of monday.csv broke off");
    await user.click(button("Give it up"));
    await user.type(screen.getByRole("textbox"), "HR");
    const [, confirm] = screen.getAllByRole("button", { name: "Give it up" });
    if (confirm) await user.click(confirm);
    expect(ipc.asked).toContain("give_up_sending HR");
    await user.click(primary());
    expect(ipc.asked).toContain("go_on_sending true");
    await clean();
  });
});

describe("the sending", () => {
  it("leads back to the look when what would be sent is not what the page showed", async () => {
    const { ipc, user } = await onSending({ review: aReview() });
    await user.click(primary());
    ipc.refusal = aProblem({ code: "other-than-shown", facts: {} });
    await user.click(button("Send 156 people to Contoso"));
    expect(main()).toHaveTextContent("Nobody was sent.");
    ipc.refusal = null;
    await user.click(button("What would be sent"));
    expect(title()).toHaveTextContent("156 people would be sent");
    expect(ipc.asked.filter((asked) => asked === "show_sending")).toHaveLength(2);
  });

  it("begins by its own button, tells how far it is, and can be stopped", async () => {
    const { ipc, user, tell } = await onSending({ review: aReview() });
    await user.click(primary());
    expect(title()).toHaveTextContent("156 people are ready to go to Contoso");
    expect(main()).toHaveTextContent("3 people are switched off. Their data stays.");
    await clean();
    await user.click(button("Send 156 people to Contoso"));
    expect(ipc.asked).toContain("send_people tuesday");
    tell({ progress: aProgress({ stage: "pilot-waits", accepted: 5 }) });
    expect(title()).toHaveTextContent("Waiting for what the log says of the first");
    await clean();
    tell({ progress: aProgress() });
    expect(main()).toHaveTextContent("50 of 156 people accepted");
    expect(footer().getByText("50 people accepted by Microsoft")).toBeVisible();
    await user.click(button("Stop"));
    expect(ipc.asked).toContain("stop_run");
    tell({ end: anEnd({ ending: "stopped", accepted: 50, open: 106, followed: null }) });
    expect(title()).toHaveTextContent("Stopped. Go on when you like");
    await user.click(button("Back"));
    expect(title()).toHaveTextContent("Stopped. Go on when you like");
    await user.click(primary());
    await user.click(button("Go on"));
    expect(ipc.asked).toContain("go_on_sending true");
    tell({ end: anEnd({ ending: "pilot-unseen", accepted: 5, open: 151 }) });
    await user.click(button("Wait for nobody"));
    expect(ipc.asked).toContain("go_on_sending false");
    await clean();
  });

  it.each(["en", "nl", "id"] as const)(
    "tells in %s what became of everybody, by person and code",
    async (language) => {
      const { ipc, user, tell } = await onSending({ review: aReview() }, language);
      await user.click(primary());
      tell({
        end: anEnd({
          followed: { done: 113, alreadyRight: 1, createdOff: 1, leftOut: 1, refused: 2, open: 38 },
          refusals: [{ code: "EntryConflict", cause: "taken", count: 2 }],
        }),
        following: true,
      });
      await clean();
      await user.click(primary());
      const refused = within(main()).getAllByRole("button")[0];
      if (refused) await user.click(refused);
      expect(ipc.hr.wanted).toBe("refused EntryConflict 0");
      expect(main()).toHaveTextContent("EntryConflict");
      await clean();
      await user.click(primary());
      await clean();
    },
  );
});

it("those who were refused are looked at again from where it says so", async () => {
  const { ipc, user, tell } = await onSending({ review: aReview() });
  await user.click(primary());
  const end = anEnd({
    followed: { done: 154, alreadyRight: 0, createdOff: 0, leftOut: 0, refused: 2, open: 0 },
    refusals: [{ code: "EntryConflict", cause: "taken", count: 2 }],
  });
  tell({ end });
  await user.click(primary());
  expect(title()).toHaveTextContent("2 people were refused");
  const before = ipc.asked.length;
  await user.click(button("Look again who would be sent"));
  expect(ipc.asked.slice(before)).toContain("show_sending");
  tell({ review: aReview({ people: 2 }) });
  expect(title()).toHaveTextContent("2 people would be sent");
});

it("a sending that broke off is offered on the first page", async () => {
  const page = await onFile({ feeds: [aKnownFeed({ unfinished: true })] });
  await page.user.click(button(/Causeway|first page/));
  expect(main()).toHaveTextContent("The sending of monday.csv broke off.");
  await page.user.click(button("Go to it"));
  expect(page.ipc.asked).toContain("show_sending");
});
