import { describe, expect, it } from "vitest";

import { aRequest } from "../testing/views";
import { asText, grouped, shortPath } from "./requests";

const id = "7c1e6f0a-1d1f-4a64-9f0e-6f4bb1cf4c07";

describe("rows of requests", () => {
  it("count equal polls, also when another step's request lies between them", () => {
    const at = (number: number) => `2026-02-05T09:41:0${number}Z`;
    const poll = (number: number) =>
      aRequest({ number, path: "/beta/templates", took: number, at: at(number) });
    const groups = grouped([poll(1), aRequest({ number: 2, path: "/beta/other" }), poll(3), poll(4)]);
    expect(groups.map(({ first, times }) => [first, times])).toEqual([
      [1, 3],
      [2, 1],
    ]);
    expect(groups[0]?.row.number).toBe(4);
    expect(groups[0]?.since, "a row stands where its first request was sent").toBe(at(1));
  });

  it("keep an answer that differs, and every write, apart", () => {
    const rows = [
      aRequest({ number: 1, status: 404 }),
      aRequest({ number: 2, status: 200 }),
      aRequest({ number: 3, method: "PUT", status: 204 }),
      aRequest({ number: 4, method: "PUT", status: 204 }),
    ];
    expect(grouped(rows).map(({ times }) => times)).toEqual([1, 1, 1, 1]);
  });

  it.each([
    ["/v1.0/organization?$select=id", "/v1.0/organization"],
    [`/v1.0/organization/${id}`, "/v1.0/organization/7c1e…"],
    [`/v1.0/applicationTemplates/${id}/instantiate`, "…/7c1e…/instantiate"],
    [`/beta/servicePrincipals/${id}/synchronization/secrets`, "…/synchronization/secrets"],
    [
      "/beta/onPremisesPublishingProfiles/provisioning?$expand=agents",
      "…/onPremisesPublishingProfiles/provisioning",
    ],
    [
      `/v1.0/servicePrincipals/${id}/synchronization/jobs/AD2AADProvisioning.2b6d862779bd5737b1947ee60e2c6ffc.${id}`,
      "…/jobs/AD2AADProvisioning.2b6d….7c1e…",
    ],
    ["/a-single-segment-that-is-longer-than-the-column", "/a-single-segment-that-is-longer-than-the-column"],
  ])("shorten %s at its front", (path, expected) => {
    expect(shortPath(path)).toBe(expected);
  });

  it("are told as text with what support asks for", () => {
    expect(asText([aRequest(), aRequest({ status: null, requestId: null })]).split("\n")).toEqual([
      "2026-02-05T09:41:02Z\tGET\t/v1.0/organization\t200\t119 ms\t3b1f0c52-77aa-4b0e-9d0e-5b0c6f6d1e90",
      "2026-02-05T09:41:02Z\tGET\t/v1.0/organization\t-\t119 ms\t-",
    ]);
  });
});
