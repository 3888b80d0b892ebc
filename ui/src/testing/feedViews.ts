import type { FeedEndView, FeedProgressView, FeedReviewView, FeedView, KnownFeed } from "../ipc/bindings";
import { aPeopleFeed } from "./peopleViews";
import { contoso } from "./views";

/** A feed that was sent through before. */
export function aKnownFeed(parts: Partial<KnownFeed> = {}): KnownFeed {
  return {
    cloud: "demo",
    tenant: contoso.id,
    tenantName: contoso.name,
    name: "HR",
    setup: aPeopleFeed,
    file: "monday.csv",
    rows: 812,
    at: "2026-02-04T09:40:00Z",
    unfinished: false,
    ...parts,
  };
}

/** A sending of which nothing is known yet. */
export function aFeed(parts: Partial<FeedView> = {}): FeedView {
  return {
    name: "HR",
    looking: false,
    unfinished: null,
    review: null,
    refused: null,
    progress: null,
    end: null,
    following: false,
    revision: 1,
    ...parts,
  };
}

/** 812 people on Monday, of whom nothing stands in the way. */
export function aReview(parts: Partial<FeedReviewView> = {}): FeedReviewView {
  return {
    look: "tuesday",
    file: "tuesday.csv",
    rows: 812,
    counts: {
      new: 141,
      found: 0,
      changed: 12,
      unchanged: 650,
      leaving: 3,
      leftOut: 6,
      repeated: 0,
      kept: 0,
      own: 0,
      aside: 0,
    },
    problems: [],
    headings: [],
    unfit: [],
    findings: [],
    aside: [],
    mapping: [],
    people: 156,
    calls: 5,
    pilot: 5,
    today: 0,
    aDay: 2000,
    blocked: false,
    enriches: false,
    keepsTheAbsent: true,
    leavers: null,
    ...parts,
  };
}

/** So far 50 of 156 people. */
export function aProgress(parts: Partial<FeedProgressView> = {}): FeedProgressView {
  return {
    stage: "sending",
    stopping: false,
    people: 156,
    accepted: 50,
    refused: 0,
    pilot: 5,
    followed: null,
    since: new Date().toISOString(),
    ...parts,
  };
}

/** Everybody accepted, and the log has spoken of all but 40. */
export function anEnd(parts: Partial<FeedEndView> = {}): FeedEndView {
  return {
    ending: "done",
    until: null,
    problem: null,
    accepted: 156,
    notTaken: 0,
    open: 0,
    again: 0,
    followed: { done: 116, alreadyRight: 0, createdOff: 0, leftOut: 0, refused: 0, open: 40 },
    refusals: [],
    unread: null,
    at: "2026-02-05T09:45:00Z",
    ...parts,
  };
}
