import type { FeedFinding, FeedReviewView, PeopleProblem } from "../../ipc/bindings";

interface Stops {
  problems: PeopleProblem[];
  findings: FeedFinding[];
  /** Rows that cannot be sent, where the file's own problems do not name them. */
  rows: FeedReviewView["unfit"];
}

/** What must be settled before anything is sent, each thing once. */
export function stopsOf({ problems, findings, unfit }: FeedReviewView): Stops {
  const ofFile = problems.filter(({ weight }) => weight === "blocks");
  const isNamed = ofFile.length > 0;
  return {
    problems: ofFile,
    findings: findings.filter(({ code, blocks }) => blocks && !(isNamed && code === "unfit")),
    rows: isNamed ? [] : unfit,
  };
}

export function countOf(review: FeedReviewView): number {
  const { problems, findings } = stopsOf(review);
  return problems.length + findings.length;
}
