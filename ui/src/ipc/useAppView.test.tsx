import { act, renderHook } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { FakeIpc } from "../testing/fakeIpc";
import { anAppView, contoso } from "../testing/views";
import { useAppView } from "./useAppView";

// eslint-disable-next-line @typescript-eslint/require-await
const rendered = (ipc: FakeIpc) => act(async () => renderHook(() => useAppView(ipc)));

describe("the newest picture", () => {
  it("is asked for once, and an older one never replaces it", async () => {
    const ipc = new FakeIpc(anAppView({ revision: 5 }));
    const { result } = await rendered(ipc);
    expect(result.current.view?.revision).toBe(5);

    act(() => ipc.show(anAppView({ revision: 4, tenant: null })));
    expect(result.current.view?.tenant).toEqual(contoso);
    act(() => ipc.show(anAppView({ revision: 6, tenant: null })));
    expect(result.current.view?.tenant).toBeNull();
  });

  it("keeps what arrived while the question was under way", async () => {
    const ipc = new FakeIpc(anAppView({ revision: 1, tenant: null }));
    const late = anAppView({ revision: 9 });
    ipc.appView = () => {
      ipc.tell(late);
      return Promise.resolve(anAppView({ revision: 1, tenant: null }));
    };
    const { result } = await rendered(ipc);
    expect(result.current.view?.revision).toBe(9);
  });

  it("ends listening with the window", async () => {
    const ipc = new FakeIpc(anAppView());
    const { unmount } = await rendered(ipc);
    expect(ipc.listeners).toBe(1);
    unmount();
    expect(ipc.listeners).toBe(0);
  });

  it("tells why there is none", async () => {
    const ipc = new FakeIpc(anAppView());
    ipc.appView = () => Promise.reject(new Error("not allowed"));
    const { result } = await rendered(ipc);
    expect(result.current.problem).toMatchObject({
      code: "unexpected-answer",
      details: "Error: not allowed",
    });
  });
});
