import { createDOMRenderer, RendererProvider } from "@fluentui/react-components";
import { CircleRegular } from "@fluentui/react-icons";
import { render } from "@testing-library/react";
import { expect, it } from "vitest";

import { Icon } from "./Icon";

it("an icon has the size that is meant", () => {
  const { container } = render(
    <RendererProvider renderer={createDOMRenderer(document)}>
      <Icon icon={CircleRegular} size={16} />
      <Icon icon={CircleRegular} />
      <Icon icon={CircleRegular} size={24} />
    </RendererProvider>,
  );
  const sizes = [...container.querySelectorAll("svg")].map((svg) => getComputedStyle(svg).width);
  expect(sizes).toEqual(["16px", "20px", "24px"]);
});
