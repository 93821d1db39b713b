import type { CSSProperties } from "react";

export interface TagBadgeProps {
  tag: { code: string; name: string; colour: string };
  /** Only the two-letter code is seen; the name is still read out. */
  codeOnly?: boolean;
}

/** The custom property from which a tag's colours are derived; goes with the class `tagged`. */
export function tagStyle(colour: string): CSSProperties {
  return { "--tag": colour } as CSSProperties;
}

export function TagBadge({ tag, codeOnly }: TagBadgeProps) {
  return (
    <span className="tag tagged" style={tagStyle(tag.colour)}>
      <span className="tag__code" aria-hidden="true">
        {tag.code}
      </span>
      <span className={codeOnly ? "visually-hidden" : undefined}>{tag.name}</span>
    </span>
  );
}
