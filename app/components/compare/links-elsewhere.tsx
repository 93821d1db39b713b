import { Link } from "@remix-run/react";
import { useState } from "react";
import { linkWords } from "~/components/review/link-words.ts";
import { Button } from "~/components/ui/button.tsx";
import { Drawer } from "~/components/ui/overlay.tsx";
import { otherSide } from "~/components/desk/desk-cards.ts";
import { passageCitation, shortQuote } from "~/components/desk/quotation.ts";
import type { FarLink } from "./link-pairs.ts";
import type { Comparison } from "./use-comparison.ts";

/** The links that lead from these two texts to a third: each can be opened here, beside the text it begins in. */
export function LinksElsewhere({ links, comparison }: { links: readonly FarLink[]; comparison: Comparison }) {
  const [open, setOpen] = useState(false);
  if (links.length === 0) return null;
  return (
    <Drawer
      title="Links to other documents"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="bare" size="small" className="compare-bar__elsewhere">
          {links.length} elsewhere
        </Button>
      }
    >
      <ul className="stack far-links">
        {links.map(({ link, here, shownOn }) => {
          const far = otherSide(here.side);
          const end = link[far];
          return (
            <li key={link.id} className="link-box">
              <p className="small" dir="auto">
                “{shortQuote(here.end.anchor.quote, 80)}” <strong>{linkWords(link.type, here.side === "from")}</strong>{" "}
                <bdi>{passageCitation(end.documentLabel, end.paragraph)}</bdi> “{shortQuote(end.anchor.quote, 80)}”
              </p>
              <Link to={comparison[shownOn].desk.hrefOfEnd?.(link, far) ?? ""} onClick={() => setOpen(false)}>
                Open it here<span className="visually-hidden">: {end.documentLabel}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Drawer>
  );
}
