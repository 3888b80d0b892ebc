const clips = (overflow) => overflow === "hidden" || overflow === "clip";
const slack = 1.5;
const cut = new Set();

/** What is there for readers only is a pixel large on purpose. */
const isForReaders = (element) => {
  const { width, height } = element.getBoundingClientRect();
  return (width <= 1 && height <= 1) || getComputedStyle(element).clipPath === "inset(50%)";
};

/** The tenant's button in the header and the lines of a long list end in an ellipsis where there is no room; a tooltip has the whole text. */
const toldElsewhere = (element) =>
  getComputedStyle(element).textOverflow === "ellipsis" &&
  (element.closest("header button") !== null || (element.closest("[role=row]") !== null && element.title === element.textContent));

const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const text = texts.currentNode;
  const holder = text.parentElement;
  if (!text.data.trim() || holder.closest("script, style, svg")) continue;
  const range = document.createRange();
  range.selectNodeContents(text);
  const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
  if (lines.length === 0) continue;
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  // A font's own box is higher than its letters.
  const top = Math.min(...lines.map((line) => line.top + line.height / 4));
  const bottom = Math.max(...lines.map((line) => line.bottom - line.height / 4));
  for (let box = holder, scrolled = { x: false, y: false }; box; box = box.parentElement) {
    if (isForReaders(box)) break;
    const style = getComputedStyle(box);
    if (style.visibility === "hidden") break;
    const edge = box.getBoundingClientRect();
    const tooWide = left < edge.left - slack || right > edge.right + slack;
    const tooHigh = top < edge.top - slack || bottom > edge.bottom + slack;
    if (!scrolled.x && clips(style.overflowX) && tooWide && !toldElsewhere(holder)) cut.add(`sideways: ${text.data.trim()}`);
    if (!scrolled.y && clips(style.overflowY) && tooHigh && !toldElsewhere(holder)) cut.add(`below: ${text.data.trim()}`);
    if (["auto", "scroll"].includes(style.overflowX)) scrolled.x = true;
    if (["auto", "scroll"].includes(style.overflowY)) scrolled.y = true;
    if (style.position === "fixed") break;
  }
}

// Nothing scrolls sideways but the body of a request.
for (const box of document.querySelectorAll("body, body *:not(pre, textarea, input)")) {
  const style = getComputedStyle(box);
  const scrolls = ["auto", "scroll"].includes(style.overflowX) || box === document.body;
  if (scrolls && box.scrollWidth > box.clientWidth + slack) {
    cut.add(`scrolls sideways: <${box.localName} class="${box.className}">`);
  }
}

// An icon grows with the page.
for (const icon of document.querySelectorAll("svg[font-size]")) {
  const meant = Number(icon.getAttribute("font-size"));
  if (parseFloat(getComputedStyle(icon).fontSize) < meant - slack) cut.add(`an icon is smaller than ${meant}`);
}

// A page of which hardly a line is in sight is cut off too.
const page = document.querySelector("main");
if (page && page.clientHeight < 80) cut.add(`the page is ${page.clientHeight} high`);

return [...cut];
