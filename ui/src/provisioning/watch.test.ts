import { act, renderHook } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { FakeIpc } from "../testing/fakeIpc";
import { anAppView, aProblem, recommended } from "../testing/views";
import { useWatch, type Watched } from "./watch";

function watch(ipc: FakeIpc, what: Watched | null) {
  return renderHook(({ what }) => useWatch(ipc, what), { initialProps: { what } });
}

describe("a watch", () => {
  it("begins when it may, goes over to something else, and ends with its page", () => {
    const ipc = new FakeIpc(anAppView());
    const { rerender, unmount } = watch(ipc, null);
    expect(ipc.watched).toBeNull();
    rerender({ what: recommended });
    expect(ipc.watched).toEqual(recommended);
    rerender({ what: { ...recommended } });
    expect(ipc.asked).toEqual(["watch_setup"]);
    rerender({ what: "tenant" });
    expect(ipc.watched).toBe("tenant");
    unmount();
    expect(ipc.watched).toBeNull();
    expect(ipc.asked).toEqual(["watch_setup", "watch_tenant"]);
  });

  it("rests while nobody can see the window, and comes back with it", () => {
    const ipc = new FakeIpc(anAppView());
    const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    watch(ipc, "tenant");
    expect(ipc.watched).toBeNull();
    const turn = (isHidden: boolean) =>
      act(() => {
        hidden.mockReturnValue(isHidden);
        document.dispatchEvent(new Event("visibilitychange"));
      });
    turn(false);
    expect(ipc.watched).toBe("tenant");
    turn(true);
    expect(ipc.watched).toBeNull();
  });

  it("says why it could not begin, until it can", async () => {
    const ipc = new FakeIpc(anAppView());
    ipc.refusal = aProblem({ code: "no-connection" });
    const { result } = watch(ipc, "tenant");
    await act(async () => Promise.resolve());
    expect(result.current.refused?.code).toBe("no-connection");
    await act(async () => {
      result.current.look();
      await Promise.resolve();
    });
    expect(result.current.refused).toBeNull();
  });
});
