import { createDOMRenderer } from "@fluentui/react-components";

/** What decides whether something can be seen and pressed, which is all that tests without a layout ask of styles. */
const matters = /display: ?none|visibility|pointer-events|opacity|clip/;

/**
 * A renderer that writes only those rules. jsdom holds every element against every rule whenever axe or a look by role asks, and with
 * all rules of the window most of the time of the tests goes there.
 */
export function aRenderer() {
  return createDOMRenderer(document, { unstable_filterCSSRule: (rule) => matters.test(rule) });
}
