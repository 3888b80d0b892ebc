import { Avatar, type AvatarProps } from "@fluentui/react-components";

/** Lilac stands for the demo alone, and red for what needs somebody. */
const colours = ["navy", "teal", "forest", "brass", "royal-blue", "mink", "steel", "seafoam"] as const;

interface LettersProps {
  name: string;
  size?: AvatarProps["size"];
}

/** Stands for the logo of an app: its first letters, always in the same colour. */
export function Letters({ name, size = 36 }: LettersProps) {
  const sum = Array.from(name).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  const colour = colours[sum % colours.length] ?? "navy";
  return <Avatar aria-hidden name={name} shape="square" size={size} color={colour} />;
}
