import { classNames } from "~/components/ui/class-names.ts";
import { tagStyle } from "~/components/ui/tag-badge.tsx";
import type { Tag } from "~/core/codebook/tags.ts";
import { tagOf } from "./desk-context.ts";
import { paragraphRange, type OutlineSection, type SectionMarks } from "./outline.ts";

export interface OutlinePanelProps {
  sections: readonly OutlineSection[];
  /** In the order of the sections; empty until they are counted. */
  marks: readonly SectionMarks[];
  /** Index of the section at the top of the window. */
  current: number | null;
  tags: readonly Tag[];
  /** Goes to a section's heading; without it, links lead to the first paragraph. */
  onGo?: (section: OutlineSection) => void;
}

/** The headings of the document, each with its paragraphs and how much is marked in it. */
export function OutlinePanel({ sections, marks, current, tags, onGo }: OutlinePanelProps) {
  const most = Math.max(1, ...marks.map((section) => section.total));
  return (
    <nav className="outline" aria-label="Outline">
      <h2 className="desk-label">Outline</h2>
      {sections.length === 0 && <p className="soft small">This text has no headings.</p>}
      <ol>
        {sections.map((section, nth) => (
          <li key={section.id} className={classNames("outline__item", `outline__item--${Math.min(section.depth, 3)}`)}>
            <a
              href={section.first === null ? "#main" : `#p${section.first}`}
              aria-current={nth === current ? "location" : undefined}
              onClick={(event) => {
                if (!onGo) return;
                event.preventDefault();
                onGo(section);
              }}
            >
              <span className="outline__title" dir="auto">
                {section.title || "Untitled"}
                {section.first !== null && <span className="outline__range number"> {paragraphRange(section)}</span>}
              </span>
              <SectionBar marks={marks[nth]} most={most} tags={tags} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface SectionBarProps {
  marks: SectionMarks | undefined;
  most: number;
  tags: readonly Tag[];
}

/** A small bar: as long as the section has marks, in the colours of its tags. */
function SectionBar({ marks, most, tags }: SectionBarProps) {
  const total = marks?.total ?? 0;
  return (
    <span className="outline__bar" title={total > 0 ? `${total} ${total === 1 ? "mark" : "marks"}` : undefined}>
      {total > 0 && <span className="visually-hidden">, {total} marked</span>}
      {marks?.tags.slice(0, 4).map(({ slug, count }) => (
        <span key={slug} className="tagged" style={{ ...tagStyle(tagOf(tags, slug).colour), inlineSize: `${(100 * count) / most}%` }} />
      ))}
    </span>
  );
}
