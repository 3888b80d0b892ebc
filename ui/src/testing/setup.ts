import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// A machine that does other things too may take longer than the second that is waited by default.
configure({ asyncUtilTimeout: 20_000 });

afterEach(() => {
  cleanup();
  // Every window brings its own styles. Left behind, they make each look at a role slower than the one before.
  document.head.replaceChildren();
});

/* jsdom has no layout: a window of the normal size, light, that never changes. */
window.innerWidth = 1180;
window.matchMedia = (media) =>
  Object.assign(new EventTarget(), {
    matches: media === "(min-width: 1100px)",
    media,
  }) as MediaQueryList;

/* Nor do its files tell their text in the way of today. */
Blob.prototype.text = function (this: Blob) {
  return new Promise((tell) => {
    const reader = new FileReader();
    reader.onload = () => tell(reader.result as string);
    reader.readAsText(this);
  });
};

Element.prototype.scrollIntoView = () => undefined;

window.ResizeObserver = class {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
};
