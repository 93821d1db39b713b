import { ArrowLeftRight, Link2 } from "lucide-react";
import { ActionKey } from "~/components/keys/action-key.tsx";
import { useShortcuts } from "~/components/keys/use-action-keys.ts";
import { Button } from "~/components/ui/button.tsx";
import { Select } from "~/components/ui/fields.tsx";
import type { LinkType } from "~/core/annotation/annotation.ts";
import { LINK_CHOICES } from "~/components/desk/link-colours.ts";
import { shortQuote } from "~/components/desk/quotation.ts";
import type { Comparison } from "./use-comparison.ts";

export interface LinkBarProps {
  linking: Comparison["linking"];
  labels: { left: string; right: string };
  /** Somebody may be typing on one side: a bare letter would be a letter there. */
  types: boolean;
}

/** Words are selected on both sides: what the link would say, with the type used last. One press, or L, makes it. */
export function LinkBar({ linking, labels, types }: LinkBarProps) {
  const { from, type, words } = linking;
  const keyOf = useShortcuts();
  const to = from === "left" ? "right" : "left";
  return (
    <section className="link-bar" aria-label="Link the two selections">
      <p className="link-bar__words small">
        <span dir="auto">
          <bdi className="soft">{labels[from]}</bdi> “{shortQuote(words[from] ?? "", 60)}”
        </span>
        <span dir="auto">
          <bdi className="soft">{labels[to]}</bdi> “{shortQuote(words[to] ?? "", 60)}”
        </span>
      </p>
      <div className="link-bar__make">
        <Select
          label="How they are connected"
          hideLabel
          options={LINK_CHOICES}
          value={type}
          onChange={(event) => linking.setType(event.currentTarget.value as LinkType)}
        />
        <Button icon aria-label={`Turn round: ${labels[to]} speaks about ${labels[from]}`} title="Turn round" onClick={linking.turn} onMouseDown={(event) => event.preventDefault()}>
          <ArrowLeftRight aria-hidden="true" />
        </Button>
        <Button variant="primary" {...keyOf(types ? "link.typing" : "link").props} onMouseDown={(event) => event.preventDefault()} onClick={linking.link}>
          <Link2 aria-hidden="true" /> Link these two <ActionKey of={types ? "link.typing" : "link"} />
        </Button>
      </div>
    </section>
  );
}
