/** Widths at which the window changes shape, in CSS pixels: 200 % zoom of the normal window is 590 wide. */
export const roomForPanel = 1100;
export const narrow = "@media (max-width: 859px)";
export const wide = `@media (min-width: ${roomForPanel}px)` as const;
