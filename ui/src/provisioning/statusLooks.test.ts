import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FakeIpc } from "../testing/fakeIpc";
import { anAppView, aProblem, recommended } from "../testing/views";
import { useStatusLooks } from "./statusLooks";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function looks(ipc: FakeIpc, first: { possible: boolean; following: boolean }) {
  return renderHook(({ possible, following }) => useStatusLooks(ipc, recommended, possible, following), {
    initialProps: first,
  });
}

const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));

describe("looks at the status", () => {
  it("begin at once, come every 10 seconds in the first minute and every 30 after it", async () => {
    const ipc = new FakeIpc(anAppView());
    const { unmount } = looks(ipc, { possible: true, following: true });
    expect(ipc.asked).toHaveLength(1);
    await pass(60);
    expect(ipc.asked).toHaveLength(7);
    await pass(60);
    expect(ipc.asked).toHaveLength(9);
    unmount();
    await pass(60);
    expect(ipc.asked).toHaveLength(9);
  });

  it("wait until they are possible, and stop when there is nothing to follow", async () => {
    const ipc = new FakeIpc(anAppView());
    const { rerender } = looks(ipc, { possible: false, following: true });
    await pass(60);
    expect(ipc.asked).toHaveLength(0);
    rerender({ possible: true, following: false });
    expect(ipc.asked).toHaveLength(1);
    await pass(120);
    expect(ipc.asked).toHaveLength(1);
  });

  it("rest while nobody can see the window, and come back with it", async () => {
    const ipc = new FakeIpc(anAppView());
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    looks(ipc, { possible: true, following: true });
    await pass(120);
    expect(ipc.asked).toHaveLength(1);
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(ipc.asked).toHaveLength(2);
    await pass(30);
    expect(ipc.asked).toHaveLength(3);
  });

  it("say why one could not begin, until one can", async () => {
    const ipc = new FakeIpc(anAppView());
    ipc.refusal = aProblem({ code: "no-connection" });
    const { result } = looks(ipc, { possible: true, following: true });
    await pass(1);
    expect(result.current.refused?.code).toBe("no-connection");
    await pass(10);
    expect(result.current.refused).toBeNull();
  });
});
